import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { emitLive } from '../live/emit.ts'
import { recordVisitEvents, type VisitActor } from './record-events.ts'

const Withdrawn = z.object({
  id: z.number(),
  crewId: z.number(),
  fromStatus: z.string(),
  version: z.number(),
  taskId: z.number(),
})

/** Takes live visits back from their crews: those of some orders, or the visits named. */
export async function withdrawVisits(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  given: { workOrderIds?: number[]; visitIds?: number[]; reason: string; actor: VisitActor },
): Promise<void> {
  const now = clock.now()
  const withdrawn = await many(
    tx,
    Withdrawn,
    sql`
      with taken as (
        select v.id, v.status
        from visit v
        join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
        where v.jurisdiction_id = ${tx.jurisdictionId} and v.is_live
          and (t.work_order_id = any (${given.workOrderIds ?? []}::bigint[])
            or v.id = any (${given.visitIds ?? []}::bigint[]))
        order by v.id
        for update of v
      )
      update visit v
      set status = 'withdrawn', reason = ${given.reason}, version = v.version + 1, updated_at = ${now}
      from taken
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = taken.id
      returning v.id, v.crew_id, taken.status as from_status, v.version, v.task_id`,
  )
  recordVisitEvents(
    tx,
    withdrawn.map(({ id, fromStatus }) => ({
      visitId: id,
      from: fromStatus,
      to: 'withdrawn',
      reason: given.reason,
      actor: given.actor,
      channel: 'web',
      occurredAt: now,
      receivedAt: now,
    })),
  )
  emitLive(
    tx,
    withdrawn.map(({ id, crewId, version, taskId }) => ({
      entity: 'visit',
      entityId: id,
      version,
      data: { crewId, taskId, status: 'withdrawn' },
    })),
  )
}
