import { z } from 'zod'
import { maybeOne, sql, type Tx } from '@dromos/db'
import { ClaimResult, type SweepRefusal } from '../../contract/index.ts'
import { reachDegrees } from './nearby-queries.ts'

const StoredClaim = ClaimResult.extend({ accountId: z.string() })

export function findClaim(tx: Tx, opId: string): Promise<z.output<typeof StoredClaim> | null> {
  return maybeOne(
    tx,
    StoredClaim,
    sql`
      select op_id, task_id, outcome, reason, account_id from sweep_claim
      where jurisdiction_id = ${tx.jurisdictionId} and op_id = ${opId}::uuid`,
  )
}

export interface NewClaim {
  opId: string
  deviceId: string
  sequence: number
  accountId: string
  crewId: number
  taskId: number
  day: string
  reason: SweepRefusal | null
  occurredAt: string
  clockOffsetMs: number
  eventAt: Date
}

export async function insertClaim(tx: Tx, claim: NewClaim, now: Date): Promise<void> {
  await tx.query(sql`
    insert into sweep_claim (jurisdiction_id, op_id, device_id, sequence, account_id, crew_id, task_id, day, outcome,
      reason, occurred_at, clock_offset_ms, event_at, received_at)
    values (${tx.jurisdictionId}, ${claim.opId}::uuid, ${claim.deviceId}, ${claim.sequence}, ${claim.accountId},
      ${claim.crewId}, ${claim.taskId}, ${claim.day}::date, ${claim.reason === null ? 'taken' : 'refused'},
      ${claim.reason}, ${claim.occurredAt}, ${claim.clockOffsetMs}, ${claim.eventAt}, ${now})`)
}

const Claimable = z.object({
  workOrderId: z.number(),
  createdAt: z.date(),
  /** small, whole, open, and near a stop that the crew has or had today */
  isOffered: z.boolean(),
  /** who has it now */
  holderId: z.number().nullable(),
})

/** How the task of a claim stands; null where there is none. Its order is held by whoever asks for the second time. */
export function findClaimable(
  tx: Tx,
  { taskId, crewId, day }: Pick<NewClaim, 'taskId' | 'crewId' | 'day'>,
): Promise<z.output<typeof Claimable> | null> {
  return maybeOne(
    tx,
    Claimable,
    sql`
      select o.id as work_order_id, o.created_at,
        t.status = 'open' and o.status = 'ready' and not exists (
            select from task_link l
            where l.jurisdiction_id = t.jurisdiction_id and t.id in (l.task_id, l.other_task_id)
          )
          and t.duration_minutes + t.setup_minutes <= s.sweep_minutes
          and not exists (
            select from task other
            where other.jurisdiction_id = t.jurisdiction_id and other.work_order_id = o.id and other.id <> t.id
          )
          and exists (
            select from visit near
            join task n on n.jurisdiction_id = near.jurisdiction_id and n.id = near.task_id
            where near.jurisdiction_id = t.jurisdiction_id and near.crew_id = ${crewId}
              and near.day = ${day}::date and near.status not in ('withdrawn', 'declined')
              and st_dwithin(n.geom, t.geom, ${reachDegrees})
          ) as is_offered,
        (
          select v.crew_id from visit v
          where v.jurisdiction_id = t.jurisdiction_id and v.task_id = t.id and v.is_live
        ) as holder_id
      from task t
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      join service s on s.jurisdiction_id = o.jurisdiction_id and s.code = o.service_code
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.id = ${taskId}`,
  )
}
