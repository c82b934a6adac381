import { z } from 'zod'
import { many, sql, type Sql, type Tx } from '@dromos/db'
import { SUPPOSED_SHIFT } from './suppose.ts'
import type { RouteRow } from './version-rows.ts'

/** Crews whose routes are in one version what they are in another, to the second and along the same streets. */
export async function findKeptCrewIds(
  tx: Tx,
  planId: number,
  version: number,
  since: number,
): Promise<number[]> {
  const routesOf = (each: number) => sql`
    select crew_id, made_in from version_route
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${each}`
  const at = (table: Sql, madeIn: Sql) => sql`
    select * from ${table}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and made_in = ${madeIn}
      and crew_id = both_have.crew_id`
  const rows = await many(
    tx,
    z.object({ crewId: z.number() }),
    sql`
      select both_have.crew_id
      from (
        select crew_id, a.made_in, b.made_in as before
        from (${routesOf(version)}) a
        join (${routesOf(since)}) b using (crew_id)
      ) both_have
      where made_in = before or exists (
        -- made anew, and no other for it
        select from (${at(sql`stored_route`, sql`both_have.made_in`)}) r
        join (${at(sql`stored_route`, sql`both_have.before`)}) b using (crew_id)
        where (r.starts_at, r.ends_at, r.travel_seconds, r.service_seconds, r.wait_seconds, r.overtime_seconds,
            r.distance_meters, r.geom)
          is not distinct from (b.starts_at, b.ends_at, b.travel_seconds, b.service_seconds, b.wait_seconds,
            b.overtime_seconds, b.distance_meters, b.geom)
      ) and not exists (
        select from (${at(sql`stored_stop`, sql`both_have.made_in`)}) s
        full join (${at(sql`stored_stop`, sql`both_have.before`)}) b using (position)
        where (s.kind, s.task_id, s.arrival_at, s.start_at, s.end_at, s.travel_seconds, s.distance_meters,
            s.late_seconds, s.geom)
          is distinct from (b.kind, b.task_id, b.arrival_at, b.start_at, b.end_at, b.travel_seconds,
            b.distance_meters, b.late_seconds, b.geom)
      )
      order by crew_id`,
  )
  return rows.map(({ crewId }) => crewId)
}

/**
 * All that a version says of each crew's route and its stops, in one text: equal texts, equal routes. Without those
 * that have no line, which may have one now.
 */
export async function findRouteTexts(tx: Tx, planId: number, version: number): Promise<Map<number, string>> {
  const at = (column: Sql) => sql`(extract(epoch from ${column}) * 1000)::bigint`
  const rows = await many(
    tx,
    z.object({ crewId: z.number(), text: z.string() }),
    sql`
      select r.crew_id, concat_ws(',', coalesce(r.shift_id, ${SUPPOSED_SHIFT}), ${at(sql`r.starts_at`)},
        ${at(sql`r.ends_at`)}, r.travel_seconds, r.service_seconds, r.wait_seconds, r.overtime_seconds,
        r.distance_meters) || (
          select string_agg(concat_ws(',', ';', s.kind, coalesce(s.task_id, 0), ${at(sql`s.arrival_at`)},
            ${at(sql`s.start_at`)}, ${at(sql`s.end_at`)}, s.travel_seconds, s.distance_meters, s.late_seconds,
            st_x(s.geom), st_y(s.geom)), '' order by s.position)
          from stop s
          where s.jurisdiction_id = r.jurisdiction_id and s.plan_id = r.plan_id and s.version = r.version
            and s.crew_id = r.crew_id
        ) as text
      from route r
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.plan_id = ${planId} and r.version = ${version}
        and r.geom is not null`,
  )
  return new Map(rows.map(({ crewId, text }) => [crewId, text]))
}

/** The same of a route that is not stored yet. */
export function routeText({ stops, ...route }: RouteRow): string {
  const own = [
    route.shiftId,
    route.startsAt.getTime(),
    route.endsAt.getTime(),
    route.travelSeconds,
    route.serviceSeconds,
    route.waitSeconds,
    route.overtimeSeconds,
    route.distanceMeters,
  ]
  const each = stops.map((stop) => [
    ';',
    stop.kind,
    stop.taskId ?? 0,
    stop.arrivalAt.getTime(),
    stop.startAt.getTime(),
    stop.endAt.getTime(),
    stop.travelSeconds,
    stop.distanceMeters,
    stop.lateSeconds,
    ...(stop.location ?? []),
  ])
  return own.join() + each.map((values) => values.join()).join('')
}
