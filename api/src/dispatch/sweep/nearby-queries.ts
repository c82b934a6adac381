import { z } from 'zod'
import { asJson, many, sql, type Sql, type Tx } from '@dromos/db'
import { NearbyJob } from '../../contract/index.ts'
import type { Sweeper } from './find-sweeper.ts'

const LonLat = z.tuple([z.number(), z.number()])

const StopAhead = z.object({ visitId: z.number(), location: LonLat })

/** Where a crew is or was last today, then its stops to come, in order. */
export function findStopsAhead(tx: Tx, crewId: number, day: string): Promise<z.output<typeof StopAhead>[]> {
  return many(
    tx,
    StopAhead,
    sql`
      with own as (
        select v.id, v.task_id, v.is_live, v.position, v.finished_at,
          v.status in ('en_route', 'arrived', 'working') as is_begun
        from visit v
        where v.jurisdiction_id = ${tx.jurisdictionId} and v.crew_id = ${crewId} and v.day = ${day}::date
          and (v.is_live or v.status in ('done', 'failed'))
      ), way as (
        select * from own where is_live
        union all
        (select * from own where not is_live order by finished_at desc nulls last, id desc limit 1)
      )
      select w.id as visit_id, jsonb_build_array(st_x(t.geom), st_y(t.geom)) as location
      from way w
      join task t on t.jurisdiction_id = ${tx.jurisdictionId} and t.id = w.task_id
      order by w.is_live, w.is_begun desc, w.position, w.id
      limit 60`,
  )
}

const Candidate = NearbyJob.omit({ nearVisitId: true, distanceMeters: true, detourSeconds: true })
export type Candidate = z.output<typeof Candidate>

/** about 1.5 km: nobody who is farther comes within a detour of minutes */
export const reachDegrees = 0.015
const mostCandidates = 40

/** Open jobs that a crew could take now, the nearest to its stops first. */
export function findCandidates(
  tx: Tx,
  { crewId, skills, vehicle, shiftEndsAt }: Sweeper,
  places: readonly (readonly [number, number])[],
  { day, now }: { day: string; now: Date },
): Promise<Candidate[]> {
  const line = { type: 'MultiPoint', coordinates: places }
  return many(
    tx,
    Candidate,
    sql`
      select t.id as task_id, o.id as work_order_id, o.title, o.service_code, o.address,
        jsonb_build_array(st_x(t.geom), st_y(t.geom)) as location, o.notes, o.priority, o.due_at,
        t.duration_minutes + t.setup_minutes as duration_minutes
      from task t
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      join service s on s.jurisdiction_id = o.jurisdiction_id and s.code = o.service_code
      cross join (select st_setsrid(st_geomfromgeojson(${asJson(line)}), 4326) as places) way
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.geom && st_expand(way.places, ${reachDegrees})
        and t.status = 'open' and o.status = 'ready' and not exists (
          select from task_link l
          where l.jurisdiction_id = t.jurisdiction_id and t.id in (l.task_id, l.other_task_id)
        )
        and not exists (
          select from task other
          where other.jurisdiction_id = t.jurisdiction_id and other.work_order_id = o.id and other.id <> t.id
        )
        and t.duration_minutes + t.setup_minutes <= s.sweep_minutes
        and t.skills <@ ${skills}::text[] and t.vehicle_features <@ ${vehicle?.features ?? []}::text[]
        and t.load_m3 <= ${vehicle?.capacityM3 ?? 0} and t.load_kg <= ${vehicle?.capacityKg ?? 0}
        and (t.earliest_at is null or t.earliest_at < ${shiftEndsAt})
        and (t.latest_at is null or t.latest_at > ${now})
        and ${isNotPlanned(day)}
        and not exists (
          select from visit d
          where d.jurisdiction_id = t.jurisdiction_id and d.task_id = t.id and d.crew_id = ${crewId}
            and d.day = ${day}::date
        )
      order by st_distance(t.geom, way.places), t.id
      limit ${mostCandidates}`,
  )
}

/** In no draft that a dispatcher works on for that day or a later one. */
function isNotPlanned(day: string): Sql {
  return sql`
    not exists (
      select from stop
      join plan p on p.jurisdiction_id = stop.jurisdiction_id and p.id = stop.plan_id
        and p.head_version = stop.version
      join plan_version pv on pv.jurisdiction_id = stop.jurisdiction_id and pv.plan_id = stop.plan_id
        and pv.version = stop.version and pv.status <> 'published'
      where stop.jurisdiction_id = t.jurisdiction_id and stop.task_id = t.id and p.day >= ${day}::date
    )`
}
