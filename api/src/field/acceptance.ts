import { many, sql, type Tx } from '@dromos/db'
import { WithdrawnVisit, type Operation } from '../contract/index.ts'

type Acceptance = Extract<Operation, { kind: 'accept' }>

/** The crew knows of it from now on; what was told later stays. */
export async function setAccepted(
  tx: Tx,
  visitId: number,
  { change, plannedArrivalAt }: Acceptance,
  at: Date,
): Promise<void> {
  if (change === 'withdrawn')
    await tx.query(sql`
      update visit set withdrawal_accepted_at = coalesce(withdrawal_accepted_at, ${at})
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${visitId} and status = 'withdrawn'`)
  else
    await tx.query(sql`
      update visit set accepted_at = ${at}, accepted_arrival_at = ${plannedArrivalAt}
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${visitId}
        and (accepted_at is null or accepted_at <= ${at})`)
}

/** Stops of a day that the crew once accepted, that were taken back, and that it still counts on. */
export function findWithdrawn(tx: Tx, crewId: number, day: string): Promise<WithdrawnVisit[]> {
  return many(
    tx,
    WithdrawnVisit,
    sql`
      select v.id, v.version, o.title, o.address, o.service_code, v.planned_arrival_at
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.crew_id = ${crewId} and v.day = ${day}::date
        and v.status = 'withdrawn' and v.accepted_at is not null and v.withdrawal_accepted_at is null
        and not exists (
          select 1 from visit again
          where again.jurisdiction_id = v.jurisdiction_id and again.task_id = v.task_id and again.crew_id = v.crew_id
            and again.day = v.day and again.status not in ('withdrawn', 'declined')
        )
      order by v.position, v.id
      limit 100`,
  )
}
