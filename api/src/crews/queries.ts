import { z } from 'zod'
import { many, one, sql, type Sql, type Tx } from '@dromos/db'
import { Crew, listSkills, Shift } from '../contract/index.ts'
import { dayOf } from '../jurisdictions/city-time.ts'

/** Crews that are not retired by a day, with the members and the depot of that day. */
export async function findCrews(tx: Tx, day: string): Promise<Crew[]> {
  return many(tx, Crew, crews(tx, day, sql`(c.retired_on is null or ${day}::date <= c.retired_on)`))
}

/** Every crew there is or has been. */
export function findEveryCrew(tx: Tx, day: string): Promise<Crew[]> {
  return many(tx, Crew, crews(tx, day, sql`true`))
}

/** The crew has all skills of its members together. */
const crews = (tx: Tx, day: string, where: Sql) => sql`
      with membership as materialized (
        select m.id, m.name, m.skills, h.crew_id
        from crew_membership h
        join crew_member m on m.jurisdiction_id = h.jurisdiction_id and m.id = h.member_id
        where h.jurisdiction_id = ${tx.jurisdictionId} and h.during @> ${day}::date
      )
      select c.id, c.name_el, c.name_en, c.department_code, c.color, c.retired_on is not null as is_retired,
        team.members, team.skills,
        case when v.id is not null then jsonb_build_object('id', v.id, 'name', v.name, 'plate', v.plate,
          'profile', v.profile, 'features', v.features, 'capacityM3', v.capacity_m3,
          'capacityKg', v.capacity_kg) end as vehicle,
        jsonb_build_object('id', d.id, 'nameEl', d.name_el, 'nameEn', d.name_en,
          'location', jsonb_build_array(st_x(d.geom), st_y(d.geom))) as depot,
        case when c.start_geom is not null then jsonb_build_array(st_x(c.start_geom), st_y(c.start_geom)) end as start,
        case when c.end_geom is not null then jsonb_build_array(st_x(c.end_geom), st_y(c.end_geom)) end as "end",
        array(select z.area_id from crew_zone z
          where z.jurisdiction_id = c.jurisdiction_id and z.crew_id = c.id order by 1) as zone_ids
      from crew c
      join crew_base b on b.jurisdiction_id = c.jurisdiction_id and b.crew_id = c.id and b.during @> ${day}::date
      join depot d on d.jurisdiction_id = b.jurisdiction_id and d.id = b.depot_id
      left join vehicle v on v.jurisdiction_id = c.jurisdiction_id and v.id = c.vehicle_id
      cross join lateral (
        select
          coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'skills', m.skills)
            order by m.id), '[]') as members,
          array(
            select distinct skill from membership s, unnest(s.skills) as skill
            where s.crew_id = c.id order by 1
          ) as skills
        from membership m
        where m.crew_id = c.id
      ) team
      where c.jurisdiction_id = ${tx.jurisdictionId} and ${where}
      order by c.id`

/** Shifts that begin on a day of the city, by crew and time. */
export function findShifts(tx: Tx, day: string): Promise<Shift[]> {
  return many(
    tx,
    Shift,
    sql`
      select s.id, s.crew_id, lower(s.during) as starts_at, upper(s.during) as ends_at, s.break_minutes,
        lower(s.break_during) as break_from, upper(s.break_during) as break_to
      from shift s
      where s.jurisdiction_id = ${tx.jurisdictionId} and ${beginsWithin(tx, day)}
      order by s.crew_id, lower(s.during)`,
  )
}

export function findSkills(tx: Tx): Promise<z.output<typeof listSkills.response>> {
  return many(
    tx,
    listSkills.response.element,
    sql`
      select code, name_el, name_en from skill
      where jurisdiction_id = ${tx.jurisdictionId} order by code`,
  )
}

/** The zone of the city's clocks, an IANA name. */
export async function findTimezone(tx: Tx): Promise<string> {
  const { timezone } = await one(
    tx,
    z.object({ timezone: z.string() }),
    sql`select timezone from jurisdiction where id = ${tx.jurisdictionId}`,
  )
  return timezone
}

/** The city's calendar day. */
export async function findToday(tx: Tx, now: Date): Promise<string> {
  return dayOf(now, await findTimezone(tx))
}

/** The same inside a statement. */
export const cityDay = (tx: Tx, now: Date): Sql =>
  sql`(select (${now}::timestamptz at time zone timezone)::date from jurisdiction where id = ${tx.jurisdictionId})`

/** Whether a shift `s` begins on these days of the city. */
export const beginsWithin = (tx: Tx, from: string, to = from): Sql =>
  sql`(lower(s.during) >= ${midnight(tx, from)} and lower(s.during) < ${midnight(tx, to, 1)})`

/** Whether a shift `s` begins after a day of the city. */
export const beginsAfter = (tx: Tx, day: string): Sql => sql`lower(s.during) >= ${midnight(tx, day, 1)}`

/** Asked for once and not of each row: only then an index finds the shifts under row-level security. */
const midnight = (tx: Tx, day: string, daysLater = 0): Sql => sql`
  (select (${day}::date + ${daysLater}::integer)::timestamp at time zone timezone
   from jurisdiction where id = ${tx.jurisdictionId})`
