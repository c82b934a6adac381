import { asJson, sql, type Sql, type Tx } from '@dromos/db'
import type { RuleDetail } from '../contract/index.ts'
import type { RouteGeometry } from '../roads/travel-times.ts'
import { lineBytes } from './line-bytes.ts'
import { SUPPOSED_SHIFT } from './suppose.ts'
import type { RouteRow } from './version-rows.ts'

export interface StoredRoute extends RouteRow {
  geometry: RouteGeometry['geometry'] | null
}

export interface Unassigned {
  taskId: number
  reason: string
  crewId: number | null
  margin: number | null
  crews: (RuleDetail & { crewId: number; reason: string; margin: number | null })[]
}

/** Writes what a version holds; all of it is immutable from here on. */
export async function insertRoutes(
  tx: Tx,
  planId: number,
  version: number,
  routes: StoredRoute[],
  unassigned: Unassigned[],
): Promise<void> {
  await Promise.all([
    storeRoutes(tx, planId, version, {
      routes: sql`
        select row.*, line::geometry as geom
        from json_to_recordset(${asJson(routes.map(routeRecord))}::json) as row (crew_id integer, shift_id bigint,
          starts_at timestamptz, ends_at timestamptz, travel_seconds integer, service_seconds integer,
          wait_seconds integer, overtime_seconds integer, distance_meters integer, line text)`,
      stops: sql`
        select row.*, st_setsrid(st_makepoint(lon, lat), 4326) as geom
        from json_to_recordset(${asJson(routes.flatMap(stopRecords))}::json) as row (crew_id integer,
          position integer, kind text, task_id bigint, arrival_at timestamptz, start_at timestamptz,
          end_at timestamptz, travel_seconds integer, distance_meters integer, late_seconds integer,
          lon double precision, lat double precision)`,
    }),
    tx.query(sql`
      insert into plan_unassigned (jurisdiction_id, plan_id, version, task_id, reason, detail)
      select ${keysOf(tx, planId, version)}, task_id, reason, detail
      from json_to_recordset(${asJson(
        unassigned.map(({ taskId, reason, crewId, margin, crews }) => ({
          task_id: taskId,
          reason,
          detail: { crewId, margin, crews },
        })),
      )}::json) as row (task_id bigint, reason text, detail jsonb)`),
  ])
}

/** Stores routes and their stops as made in a version, and as its own; both selected with the columns of the views. */
export async function storeRoutes(
  tx: Tx,
  planId: number,
  version: number,
  { routes, stops }: { routes: Sql; stops: Sql },
): Promise<void> {
  const keys = keysOf(tx, planId, version)
  await Promise.all([
    tx.query(sql`
      with made as (
        insert into stored_route (jurisdiction_id, plan_id, made_in, crew_id, shift_id, starts_at, ends_at,
          travel_seconds, service_seconds, wait_seconds, overtime_seconds, distance_meters, geom)
        select ${keys}, crew_id, shift_id, starts_at, ends_at, travel_seconds, service_seconds, wait_seconds,
          overtime_seconds, distance_meters, geom
        from (${routes}) given
        returning crew_id
      )
      insert into version_route (jurisdiction_id, plan_id, version, crew_id, made_in)
      select ${keys}, crew_id, ${version} from made`),
    tx.query(sql`
      insert into stored_stop (jurisdiction_id, plan_id, made_in, crew_id, position, kind, task_id, arrival_at,
        start_at, end_at, travel_seconds, distance_meters, late_seconds, geom)
      select ${keys}, crew_id, position, kind, task_id, arrival_at, start_at, end_at, travel_seconds,
        distance_meters, late_seconds, geom
      from (${stops}) given`),
  ])
}

function keysOf(tx: Tx, planId: number, version: number): Sql {
  return sql`${tx.jurisdictionId}, ${planId}::bigint, ${version}::integer`
}

export async function finishVersion(
  tx: Tx,
  planId: number,
  version: number,
  result: { summary: object; isEstimate: boolean },
  now: Date,
): Promise<void> {
  await Promise.all([
    tx.query(sql`
      update plan_version
      set status = 'optimised', summary = ${asJson(result.summary)}, is_estimate = ${result.isEstimate},
        solved_at = ${now}
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`),
    tx.query(sql`
      update plan set status = 'optimised', updated_at = ${now}
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId} and status = 'draft'`),
  ])
}

function routeRecord(route: StoredRoute) {
  return {
    crew_id: route.crewId,
    shift_id: route.shiftId === SUPPOSED_SHIFT ? null : route.shiftId,
    starts_at: route.startsAt,
    ends_at: route.endsAt,
    travel_seconds: route.travelSeconds,
    service_seconds: route.serviceSeconds,
    wait_seconds: route.waitSeconds,
    overtime_seconds: route.overtimeSeconds,
    distance_meters: route.distanceMeters,
    line: route.geometry && lineBytes(route.geometry),
  }
}

function stopRecords(route: StoredRoute) {
  return route.stops.map((stop, position) => ({
    crew_id: route.crewId,
    position,
    kind: stop.kind,
    task_id: stop.taskId,
    arrival_at: stop.arrivalAt,
    start_at: stop.startAt,
    end_at: stop.endAt,
    travel_seconds: stop.travelSeconds,
    distance_meters: stop.distanceMeters,
    late_seconds: stop.lateSeconds,
    lon: stop.location?.[0],
    lat: stop.location?.[1],
  }))
}
