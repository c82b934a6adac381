import { z } from 'zod'
import { many, maybeOne, sql, type Sql, type Tx } from '@dromos/db'
import { Instant, LineString, RunSheet, RunSheetVisit, SheetStop } from '../contract/index.ts'
import { attachmentsForCrew } from '../work-orders/attachment-queries.ts'
import { orderNeeds, orderStreet } from '../work-orders/queries.ts'

const Head = RunSheet.pick({
  crew: true,
  department: true,
  vehicle: true,
  depot: true,
  shift: true,
  shifts: true,
})

/** Shifts of the crew that begin on the day. */
const isOfDay = (day: string): Sql => sql`
  s.jurisdiction_id = c.jurisdiction_id and s.crew_id = c.id
  and lower(s.during) >= ${day}::date::timestamp at time zone j.timezone
  and lower(s.during) < (${day}::date + 1)::timestamp at time zone j.timezone`

/** By the roster of the day; as the crew stands where it has no shift. */
const isOnDay = (day: string): Sql => sql`
  coalesce((
    select bool_or(coalesce(e.is_on, h.crew_id = s.crew_id))
    from shift s
    left join shift_member e on e.jurisdiction_id = s.jurisdiction_id and e.shift_id = s.id
      and e.member_id = m.id
    where ${isOfDay(day)}
  ), h.crew_id = c.id)
  and not exists (
    select from absence a
    where a.jurisdiction_id = m.jurisdiction_id and a.member_id = m.id and a.during @> ${day}::date
  )`

/** Who goes, in what, from where and when; null for a crew that does not exist. */
export function findRunSheetHead(tx: Tx, crewId: number, day: string): Promise<z.output<typeof Head> | null> {
  return maybeOne(
    tx,
    Head,
    sql`
      select
        jsonb_build_object('id', c.id, 'nameEl', c.name_el, 'nameEn', c.name_en, 'color', c.color,
          'memberNames', coalesce((
            select jsonb_agg(m.name order by m.id)
            from crew_member m
            join crew_membership h on h.jurisdiction_id = m.jurisdiction_id and h.member_id = m.id
              and h.during @> ${day}::date
            where m.jurisdiction_id = c.jurisdiction_id and ${isOnDay(day)}
          ), '[]')) as crew,
        jsonb_build_object('nameEl', p.name_el, 'nameEn', p.name_en, 'phone', p.phone) as department,
        case when v.id is not null then jsonb_build_object('name', v.name, 'plate', v.plate) end as vehicle,
        jsonb_build_object('nameEl', d.name_el, 'nameEn', d.name_en,
          'location', jsonb_build_array(st_x(d.geom), st_y(d.geom))) as depot,
        (
          select jsonb_build_object('startsAt', min(lower(s.during)), 'endsAt', max(upper(s.during)),
            'breakMinutes', sum(s.break_minutes))
          from shift s
          where ${isOfDay(day)}
          having count(*) > 0
        ) as shift,
        (
          select coalesce(jsonb_agg(jsonb_build_object('startsAt', lower(s.during), 'endsAt', upper(s.during))
            order by lower(s.during)), '[]')
          from shift s
          where ${isOfDay(day)}
        ) as shifts
      from crew c
      join jurisdiction j on j.id = c.jurisdiction_id
      join crew_base b on b.jurisdiction_id = c.jurisdiction_id and b.crew_id = c.id and b.during @> ${day}::date
      join depot d on d.jurisdiction_id = b.jurisdiction_id and d.id = b.depot_id
      join department p on p.jurisdiction_id = c.jurisdiction_id and p.code = c.department_code
      left join lateral (
        select true as has_shift, case when s.drives_own then c.vehicle_id else s.vehicle_id end as vehicle_id
        from shift s where ${isOfDay(day)}
        order by lower(s.during), s.id limit 1
      ) of_day on true
      left join vehicle v on v.jurisdiction_id = c.jurisdiction_id
        and v.id = case when of_day.has_shift then of_day.vehicle_id else c.vehicle_id end
        and not exists (
          select from vehicle_service e
          where e.jurisdiction_id = v.jurisdiction_id and e.vehicle_id = v.id and e.during @> ${day}::date
        )
      where c.jurisdiction_id = ${tx.jurisdictionId} and c.id = ${crewId}`,
  )
}

const RouteOfDay = z.object({ planVersion: z.number(), routeGeometry: LineString.nullable() })

/** The crew's published route of a day. */
export function findRouteOfDay(tx: Tx, crewId: number, day: string) {
  return maybeOne(
    tx,
    RouteOfDay,
    sql`
      select r.version as plan_version, st_asgeojson(r.geom, 6)::jsonb as route_geometry
      from route r
      join plan_version v on v.jurisdiction_id = r.jurisdiction_id and v.plan_id = r.plan_id
        and v.version = r.version and v.status = 'published'
      join plan p on p.jurisdiction_id = r.jurisdiction_id and p.id = r.plan_id
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.crew_id = ${crewId} and p.day = ${day}::date
      order by v.published_at desc
      limit 1`,
  )
}

const Mark = z.object({ kind: z.enum(['start', 'stop']), at: Instant })
const VisitRow = RunSheetVisit.omit({ labour: true }).extend({ marks: z.array(Mark) })

/** A crew's visits of a day: what is over in the order it was, then what is to come. */
export function findRunSheetVisits(tx: Tx, crewId: number, day: string) {
  return many(
    tx,
    VisitRow,
    sql`
      select v.id, v.task_id, t.work_order_id, v.status, o.title, o.service_code, o.address,
        row_number() over (order by v.is_live, v.finished_at, v.position, v.id)::integer as position,
        jsonb_build_array(st_x(t.geom), st_y(t.geom)) as location, o.notes, o.access_notes,
        ${orderNeeds} as needs, ${orderStreet} as street, o.priority, o.due_at, t.duration_minutes, t.vehicle_features, t.skills,
        v.planned_arrival_at, v.planned_end_at, v.arrived_at, v.finished_at, v.reason, v.note, v.version,
        v.follow_on_id, v.is_far, v.closed_distance_meters, v.far_reason, v.accepted_at,
        v.accepted_arrival_at, v.labour_minutes,
        (
          select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'at', p.event_at)), '[]')
          from operation p
          where p.jurisdiction_id = v.jurisdiction_id and p.visit_id = v.id and p.kind in ('start', 'stop')
            and p.outcome in ('applied', 'merged')
        ) as marks,
        (
          select coalesce(jsonb_agg(jsonb_build_object('publicId', r.public_id, 'description', r.description,
            'address', r.address, 'location', jsonb_build_array(st_x(r.geom), st_y(r.geom)),
            'requestedAt', r.requested_at, 'media', (
              select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height,
                'kind', m.kind) order by m.received_at, m.id), '[]')
              from media m where m.jurisdiction_id = r.jurisdiction_id and m.request_id = r.id
            )) order by r.requested_at, r.id), '[]')
          from (
            select r.* from work_order_request w
            join request r on r.jurisdiction_id = w.jurisdiction_id and r.id = w.request_id
            where w.jurisdiction_id = o.jurisdiction_id and w.work_order_id = o.id
            order by r.requested_at, r.id limit 100
          ) r
        ) as requests,
        (
          select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height,
            'kind', m.kind, 'shows', coalesce(b.shows, 'other'))
            order by coalesce(b.taken_at, m.received_at), m.id), '[]')
          from media m
          left join visit_media b on b.jurisdiction_id = m.jurisdiction_id and b.media_id = m.id
          where m.jurisdiction_id = v.jurisdiction_id and m.visit_id = v.id
            and b.shows is distinct from 'form'
        ) as proof, ${attachmentsForCrew} as attachments,
        (
          select count(*)::integer from visit_media b
          where b.jurisdiction_id = v.jurisdiction_id and b.visit_id = v.id and b.unreadable_at is not null
            and not exists (
              select from visit_media again
              where again.jurisdiction_id = b.jurisdiction_id and again.visit_id = b.visit_id
                and again.bound_at > b.unreadable_at
            )
        ) as unreadable_photos
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.crew_id = ${crewId} and v.day = ${day}::date
        and v.status not in ('withdrawn', 'declined')
      order by position
      limit 300`,
  )
}

export function findSheetStop(tx: Tx, visitId: number): Promise<SheetStop | null> {
  return maybeOne(
    tx,
    SheetStop,
    sql`
      select id as visit_id, crew_id, day::text as day, status from visit
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${visitId}`,
  )
}
