import { z } from 'zod'
import { asJson, many, maybeOne, sql, type Sql, type Tx } from '@dromos/db'
import { NearbyJob } from '../../contract/index.ts'

const LonLat = z.tuple([z.number(), z.number()])

const Sweeper = z.object({
  profile: z.enum(['van', 'truck', 'foot']),
  detourMinutes: z.number(),
  depot: LonLat,
  shiftEndsAt: z.date(),
})

/** A crew that is in its shift, or has it before it today; null for another. */
export function findSweeper(tx: Tx, crewId: number, day: string, now: Date) {
  return maybeOne(
    tx,
    Sweeper,
    sql`
      select coalesce(v.profile, 'foot') as profile, c.detour_minutes,
        jsonb_build_array(st_x(home.geom), st_y(home.geom)) as depot, upper(s.during) as shift_ends_at
      from crew c
      join jurisdiction j on j.id = c.jurisdiction_id
      join depot d on d.jurisdiction_id = c.jurisdiction_id and d.id = c.depot_id
      join shift s on s.jurisdiction_id = c.jurisdiction_id and s.crew_id = c.id
        and (lower(s.during) at time zone j.timezone)::date = ${day}::date and upper(s.during) > ${now}
      left join vehicle v on v.jurisdiction_id = c.jurisdiction_id and v.id = c.vehicle_id
      cross join lateral (select coalesce(c.end_geom, d.geom) as geom) home
      where c.jurisdiction_id = ${tx.jurisdictionId} and c.id = ${crewId} and c.is_active
      order by lower(s.during)
      limit 1`,
  )
}

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
  crewId: number,
  day: string,
  places: readonly (readonly [number, number])[],
  span: { now: Date; shiftEndsAt: Date },
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
      join crew c on c.jurisdiction_id = t.jurisdiction_id and c.id = ${crewId}
      left join vehicle v on v.jurisdiction_id = c.jurisdiction_id and v.id = c.vehicle_id
      cross join (select st_setsrid(st_geomfromgeojson(${asJson(line)}), 4326) as places) way
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.geom && st_expand(way.places, ${reachDegrees})
        and t.status = 'open' and o.status = 'ready' and t.after_task_id is null
        and not exists (
          select from task other
          where other.jurisdiction_id = t.jurisdiction_id and other.work_order_id = o.id and other.id <> t.id
        )
        and t.duration_minutes + t.setup_minutes <= s.sweep_minutes
        and t.vehicle_features <@ coalesce(v.features, '{}')
        and t.load_m3 <= coalesce(v.capacity_m3, 0) and t.load_kg <= coalesce(v.capacity_kg, 0)
        and ${hasSkills}
        and (t.earliest_at is null or t.earliest_at < ${span.shiftEndsAt})
        and (t.latest_at is null or t.latest_at > ${span.now})
        and ${isNotPlanned(day)}
        and not exists (
          select from visit d
          where d.jurisdiction_id = t.jurisdiction_id and d.task_id = t.id and d.crew_id = c.id
            and d.day = ${day}::date
        )
      order by st_distance(t.geom, way.places), t.id
      limit ${mostCandidates}`,
  )
}

/** Somebody in the crew can do each part of it. */
const hasSkills: Sql = sql`
  not exists (
    select from unnest(t.skills) as needed (code)
    where not exists (
      select from crew_member m
      where m.jurisdiction_id = c.jurisdiction_id and m.crew_id = c.id and m.is_active
        and needed.code = any (m.skills)
    )
  )`

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
