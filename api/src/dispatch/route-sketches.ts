import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { Route, Stop } from '../contract/index.ts'

/** A stored route without what only screens need. */
const RouteSketch = Route.pick({ crewId: true, endsAt: true }).extend({
  stops: z.array(Stop.pick({ kind: true, taskId: true, startAt: true })),
})
export type RouteSketch = z.output<typeof RouteSketch>

export function findRouteSketches(tx: Tx, planId: number, version: number): Promise<RouteSketch[]> {
  return many(
    tx,
    RouteSketch,
    sql`
      select r.crew_id, r.ends_at, (
        select jsonb_agg(
          jsonb_build_object('kind', s.kind, 'taskId', s.task_id, 'startAt', s.start_at) order by s.position)
        from stop s
        where s.jurisdiction_id = r.jurisdiction_id and s.plan_id = r.plan_id and s.version = r.version
          and s.crew_id = r.crew_id
      ) as stops
      from route r
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.plan_id = ${planId} and r.version = ${version}
      order by r.crew_id`,
  )
}
