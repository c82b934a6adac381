import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'

/** A version is a proposal again, but for a part, which lives on in what it was a part of; the other one stands. */
export async function unpublish(
  tx: Tx,
  given: { planId: number; version: number; stands: number | null; isPart: boolean },
  now: Date,
): Promise<void> {
  const { planId, version, stands, isPart } = given
  await tx.query(sql`
    update plan_version
    set status = ${isPart ? 'superseded' : 'optimised'},
      published_at = case when ${isPart} then published_at end,
      published_by = case when ${isPart} then published_by end
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`)
  if (stands === null)
    await tx.query(sql`
      update plan set status = 'optimised', updated_at = ${now}
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId}`)
  else
    await tx.query(sql`
      update plan_version set status = 'published'
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${stands}`)
}

/**
 * Of these crews, those that have told of their work since: on the way, there, ended, not done; or that took a job near
 * by of their own accord. That a crew has seen its route is no beginning.
 */
export async function findBegunCrews(
  tx: Tx,
  planId: number,
  crewIds: readonly number[],
  since: string,
): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ crewId: z.number() }),
    sql`
      select distinct v.crew_id
      from visit v
      join visit_event e on e.jurisdiction_id = v.jurisdiction_id and e.visit_id = v.id
        and e.received_at >= ${since}
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId}
        and v.crew_id = any (${crewIds}::integer[])
        and (e.to_status not in ('planned', 'dispatched', 'withdrawn')
          or (e.to_status = 'dispatched' and v.assignment ? 'swept'))
      order by 1`,
  )
  return rows.map(({ crewId }) => crewId)
}

/** What plans have taken from their crews since: only that goes back to them. */
export function findTakenAway(
  tx: Tx,
  planId: number,
  since: string,
): Promise<{ taskId: number; crewId: number }[]> {
  return many(
    tx,
    z.object({ taskId: z.number(), crewId: z.number() }),
    sql`
      select distinct v.task_id, v.crew_id
      from visit v
      join visit_event e on e.jurisdiction_id = v.jurisdiction_id and e.visit_id = v.id
        and e.to_status = 'withdrawn' and e.reason = 'replanned' and e.received_at >= ${since}
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.status = 'withdrawn'`,
  )
}
