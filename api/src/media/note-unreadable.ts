import { z } from 'zod'
import { maybeOne, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { emitLive } from '../live/emit.ts'
import { recordOrderEvents } from '../work-orders/record-events.ts'

const Lost = z.object({
  visitId: z.number(),
  workOrderId: z.number(),
  crewId: z.number(),
  taskId: z.number(),
  status: z.string(),
  version: z.number(),
})

/** A photo of a job that came whole and is no picture: told once on the job, to its crew and to the dispatcher. */
export async function noteUnreadable(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  mediaId: string,
): Promise<void> {
  const now = clock.now()
  const lost = await maybeOne(
    tx,
    Lost,
    sql`
      with noted as (
        update visit_media set unreadable_at = ${now}
        where jurisdiction_id = ${tx.jurisdictionId} and media_id = ${mediaId}::uuid and unreadable_at is null
        returning visit_id
      )
      update visit v set version = v.version + 1, updated_at = ${now}
      from noted, task t
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = noted.visit_id
        and t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      returning v.id as visit_id, t.work_order_id, v.crew_id, v.task_id, v.status, v.version`,
  )
  if (!lost) return
  const { visitId, workOrderId, crewId, taskId, status, version } = lost
  recordOrderEvents(tx, [
    {
      workOrderId,
      kind: 'comment',
      reason: 'photo unreadable',
      actor: { kind: 'system' },
      channel: 'tablet',
      data: { visitId, mediaId },
      occurredAt: now,
      receivedAt: now,
    },
  ])
  emitLive(tx, { entity: 'visit', entityId: visitId, version, data: { crewId, taskId, status } })
}
