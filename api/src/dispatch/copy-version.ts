import { one, sql, type Tx } from '@dromos/db'
import { PlanSummary } from '../contract/index.ts'
import { totalCost, type Evaluation } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'
import { storeRoutes } from './store-version.ts'

export interface CopiedRows {
  /** the crews whose routes go over */
  crews: { only: readonly number[] } | { except: readonly number[] }
  /** stops that stay behind */
  exceptTaskIds?: readonly number[]
}

/**
 * Takes over routes with their stops as they are, from version to version: a later one names the same routes, but for
 * those that lose a stop.
 */
export async function copyRoutes(
  tx: Tx,
  planId: number,
  from: number,
  to: number,
  { crews, exceptTaskIds = [] }: CopiedRows,
): Promise<void> {
  const isNamed =
    'only' in crews
      ? sql`crew_id = any (${crews.only}::integer[])`
      : sql`crew_id <> all (${crews.except}::integer[])`
  const source = sql`
    jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${from} and ${isNamed}`
  const losesStop =
    exceptTaskIds.length > 0
      ? sql`crew_id in (select crew_id from stop where ${source} and task_id = any (${exceptTaskIds}::bigint[]))`
      : sql`false`
  await Promise.all([
    tx.query(sql`
      insert into version_route (jurisdiction_id, plan_id, version, crew_id, made_in)
      select jurisdiction_id, plan_id, ${to}, crew_id, made_in from version_route
      where ${source} and not (${losesStop})`),
    exceptTaskIds.length > 0 &&
      storeRoutes(tx, planId, to, {
        routes: sql`select * from route where ${source} and ${losesStop}`,
        stops: sql`
          select * from stop
          where ${source} and ${losesStop} and (task_id is null or task_id <> all (${exceptTaskIds}::bigint[]))`,
      }),
  ])
}

/** Takes over the rules it breaks, with their history. */
export async function copyViolations(tx: Tx, planId: number, from: number, to: number): Promise<void> {
  await tx.query(sql`
    update plan_version v set violations = source.violations
    from plan_version source
    where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.version = ${to}
      and source.jurisdiction_id = ${tx.jurisdictionId} and source.plan_id = ${planId}
      and source.version = ${from}`)
}

/** Takes over what is left out, but for these tasks. */
export async function copyUnassigned(
  tx: Tx,
  planId: number,
  from: number,
  to: number,
  exceptTaskIds: readonly number[],
): Promise<void> {
  await tx.query(sql`
    insert into plan_unassigned (jurisdiction_id, plan_id, version, task_id, reason, detail)
    select jurisdiction_id, plan_id, ${to}, task_id, reason, detail
    from plan_unassigned
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${from}
      and task_id <> all (${exceptTaskIds}::bigint[])`)
}

/** The figures of a version as its rows add up. */
export async function summariseStored(
  tx: Tx,
  planId: number,
  version: number,
  { cost }: Evaluation,
  { problem: { weights } }: DayProblem,
) {
  const parts = Object.entries(cost).map(([part, amount]) => [
    part,
    amount * weights[part as keyof typeof weights],
  ])
  const key = sql`jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`
  const figures = await one(
    tx,
    PlanSummary.omit({ cost: true }),
    sql`
      select r.*, s.*, s.assigned_count + (select count(*) from plan_unassigned where ${key})::integer as task_count
      from (
        select count(*)::integer as crew_count, coalesce(sum(travel_seconds), 0)::integer as travel_seconds,
          coalesce(sum(service_seconds), 0)::integer as service_seconds,
          coalesce(sum(wait_seconds), 0)::integer as wait_seconds,
          coalesce(sum(overtime_seconds), 0)::integer as overtime_seconds,
          coalesce(sum(distance_meters), 0)::integer as distance_meters
        from route where ${key}
      ) r
      cross join (
        select count(*)::integer as assigned_count, coalesce(sum(late_seconds), 0)::integer as late_seconds
        from stop where ${key} and kind = 'task'
      ) s`,
  )
  return { ...figures, cost: { ...Object.fromEntries(parts), total: totalCost(cost, weights) } }
}
