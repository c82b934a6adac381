import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { Route, Stop } from '../contract/index.ts'

/** A stored route without what only screens need. */
const RouteSketch = Route.pick({ crewId: true, endsAt: true }).extend({
  stops: z.array(Stop.pick({ kind: true, taskId: true, startAt: true, visitStatus: true })),
})
export type RouteSketch = z.output<typeof RouteSketch>

/** The tasks of each crew in the version's order, begun or not. */
export function ordersOf(routes: readonly RouteSketch[]): Map<number, number[]> {
  return new Map(
    routes.map(({ crewId, stops }) => [
      crewId,
      stops.flatMap(({ taskId }) => (taskId === null ? [] : [taskId])),
    ]),
  )
}

export function findRouteSketches(tx: Tx, planId: number, version: number): Promise<RouteSketch[]> {
  return many(
    tx,
    RouteSketch,
    sql`
      select r.crew_id, r.ends_at, (
        select json_agg(
          json_build_object('kind', s.kind, 'taskId', s.task_id, 'startAt', s.start_at, 'visitStatus', v.status)
          order by s.position)
        from stop s
        left join lateral (
          select v.status from visit v
          where v.jurisdiction_id = s.jurisdiction_id and v.task_id = s.task_id and v.plan_id = s.plan_id
            and v.crew_id = s.crew_id
          order by v.is_live desc, v.id desc limit 1
        ) v on true
        where s.jurisdiction_id = r.jurisdiction_id and s.plan_id = r.plan_id and s.version = r.version
          and s.crew_id = r.crew_id
      ) as stops
      from route r
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.plan_id = ${planId} and r.version = ${version}
      order by r.crew_id`,
  )
}
