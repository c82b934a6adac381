import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import {
  RetirementConflict,
  RosterCrew,
  RosterDepot,
  RosterMember,
  RosterVehicle,
} from '../contract/index.ts'
import { beginsAfter } from './queries.ts'

const mostRows = 10_000

/** Crews, also retired ones: their depots by days, what they drive, where they begin and end. */
export function findRosterCrews(tx: Tx): Promise<RosterCrew[]> {
  return many(
    tx,
    RosterCrew,
    sql`
      select id, version, name_el, name_en, department_code, vehicle_id, color,
        jsonb_build_array(jsonb_build_object('from', null, 'depotId', depot_id)) || coalesce(later.depots, '[]') as depots,
        retired_on is not null as is_retired,
        case when start_geom is not null then jsonb_build_array(st_x(start_geom), st_y(start_geom)) end as start,
        case when end_geom is not null then jsonb_build_array(st_x(end_geom), st_y(end_geom)) end as "end"
      from crew
      left join (
        select crew_id, jsonb_agg(jsonb_build_object('from', from_day, 'depotId', depot_id) order by from_day) as depots
        from crew_depot where jurisdiction_id = ${tx.jurisdictionId} group by crew_id
      ) later on later.crew_id = crew.id
      where jurisdiction_id = ${tx.jurisdictionId}
      order by id limit ${mostRows}`,
  )
}

/** Who belongs to a crew, has belonged to one, or is going to. */
export function findRosterMembers(tx: Tx): Promise<RosterMember[]> {
  return many(
    tx,
    RosterMember,
    sql`
      select m.id, m.version, m.name, coalesce((
        select jsonb_agg(jsonb_build_object('code', code, 'until', m.skill_until -> code) order by code)
        from unnest(m.skills) as code
      ), '[]') as skills,
        jsonb_build_array(jsonb_build_object('from', m.posted_on, 'crewId', m.crew_id)) || coalesce(later.postings, '[]')
          as postings
      from crew_member m
      left join (
        select member_id, jsonb_agg(jsonb_build_object('from', from_day, 'crewId', crew_id) order by from_day) as postings
        from crew_posting where jurisdiction_id = ${tx.jurisdictionId} group by member_id
      ) later on later.member_id = m.id
      where m.jurisdiction_id = ${tx.jurisdictionId}
      order by m.id limit ${mostRows}`,
  )
}

export function findRosterVehicles(tx: Tx): Promise<RosterVehicle[]> {
  return many(
    tx,
    RosterVehicle,
    sql`
      select id, version, name, plate, profile, features, capacity_m3 as "capacityM3", capacity_kg, depot_id,
        retired_on is not null as is_retired
      from vehicle
      where jurisdiction_id = ${tx.jurisdictionId}
      order by id limit ${mostRows}`,
  )
}

export function findRosterDepots(tx: Tx): Promise<RosterDepot[]> {
  return many(
    tx,
    RosterDepot,
    sql`
      select id, version, name_el, name_en, address, jsonb_build_array(st_x(geom), st_y(geom)) as location,
        retired_on is not null as is_retired
      from depot
      where jurisdiction_id = ${tx.jurisdictionId}
      order by id limit ${mostRows}`,
  )
}

/** Days after today on which a crew has published work. */
export async function findPublishedDays(tx: Tx, crewId: number, today: string): Promise<string[]> {
  const rows = await many(
    tx,
    z.object({ day: z.string() }),
    sql`
      select distinct day::text as day from visit
      where jurisdiction_id = ${tx.jurisdictionId} and crew_id = ${crewId} and is_live and day > ${today}::date
      order by 1 limit 100`,
  )
  return rows.map(({ day }) => day)
}

const InTheWay = RetirementConflict.shape.inTheWay.element
export type InTheWay = z.output<typeof InTheWay>

/** What needs something that is retired: it has its last day today, and is wanted after that. */
export function findInTheWay(tx: Tx, today: string): Promise<InTheWay[]> {
  const id = tx.jurisdictionId
  const dayOfShift = sql`to_char(lower(s.during) at time zone j.timezone, 'YYYY-MM-DD')`
  return many(
    tx,
    InTheWay,
    sql`
      with needed as (
        select 'crew' as kind, s.crew_id as id, 'shift' as by, ${dayOfShift} as name_el, ${dayOfShift} as name_en
        from shift s
        join jurisdiction j on j.id = s.jurisdiction_id
        join crew c on c.jurisdiction_id = s.jurisdiction_id and c.id = s.crew_id and c.retired_on is not null
        where s.jurisdiction_id = ${id} and ${beginsAfter(tx, today)}
        union all
        select distinct 'crew', v.crew_id, 'published', v.day::text, v.day::text
        from visit v
        join crew c on c.jurisdiction_id = v.jurisdiction_id and c.id = v.crew_id and c.retired_on is not null
        where v.jurisdiction_id = ${id} and v.is_live and v.day > ${today}::date
        union all
        select 'crew', h.crew_id, 'member', m.name, m.name
        from crew_membership h
        join crew c on c.jurisdiction_id = h.jurisdiction_id and c.id = h.crew_id and c.retired_on is not null
        join crew_member m on m.jurisdiction_id = h.jurisdiction_id and m.id = h.member_id
        where h.jurisdiction_id = ${id} and h.during && daterange(${today}::date + 1, null)
        union all
        select 'vehicle', v.id, 'shift', ${dayOfShift}, ${dayOfShift}
        from shift s
        join jurisdiction j on j.id = s.jurisdiction_id
        join vehicle v on v.jurisdiction_id = s.jurisdiction_id and v.id = s.vehicle_id and v.retired_on is not null
        where s.jurisdiction_id = ${id} and ${beginsAfter(tx, today)}
        union all
        select 'vehicle', v.id, 'crew', c.name_el, c.name_en
        from crew c
        join vehicle v on v.jurisdiction_id = c.jurisdiction_id and v.id = c.vehicle_id and v.retired_on is not null
        where c.jurisdiction_id = ${id} and c.retired_on is null
        union all
        select distinct 'depot', d.id, 'crew', c.name_el, c.name_en
        from crew_base b
        join crew c on c.jurisdiction_id = b.jurisdiction_id and c.id = b.crew_id and c.retired_on is null
        join depot d on d.jurisdiction_id = b.jurisdiction_id and d.id = b.depot_id and d.retired_on is not null
        where b.jurisdiction_id = ${id} and b.during && daterange(${today}::date + 1, null)
        union all
        select 'depot', d.id, 'vehicle', v.name, v.name
        from vehicle v
        join depot d on d.jurisdiction_id = v.jurisdiction_id and d.id = v.depot_id and d.retired_on is not null
        where v.jurisdiction_id = ${id} and v.retired_on is null
      )
      select kind, id, by, count(*)::integer as count,
        to_jsonb((array_agg(jsonb_build_object('nameEl', name_el, 'nameEn', name_en) order by name_el))[1:10]) as names
      from needed
      group by kind, id, by
      order by kind, id, by
      limit ${mostRows}`,
  )
}
