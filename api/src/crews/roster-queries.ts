import { z } from 'zod'
import { asJson, many, sql, type Sql, type Tx } from '@dromos/db'
import {
  Absence,
  RosterShift,
  RosterZone,
  VehicleService,
  type LonLat,
  type ZonePlan,
} from '../contract/index.ts'
import { beginsAfter, beginsWithin } from './queries.ts'

const mostRows = 5000
/** where register_id begins */
const firstRegisterId = 1_000_000

const shiftRow = sql`
  s.id, s.version, s.crew_id, lower(s.during) as starts_at, upper(s.during) as ends_at, s.break_minutes,
  lower(s.break_during) as break_from, upper(s.break_during) as break_to,
  case when s.drives_own then c.vehicle_id else s.vehicle_id end as vehicle_id, by.name as changed_by,
  array(
    select member_id from (
      select h.member_id, true as is_own from membership h
      where h.crew_id = s.crew_id and h.during @> of_city.day
        and not exists (
          select from shift_member e
          where e.jurisdiction_id = s.jurisdiction_id and e.shift_id = s.id and e.member_id = h.member_id
            and not e.is_on
        )
      union all
      select e.member_id, false
      from shift_member e
      join membership h on h.member_id = e.member_id and h.crew_id <> s.crew_id and h.during @> of_city.day
      where e.jurisdiction_id = s.jurisdiction_id and e.shift_id = s.id and e.is_on
    ) present
    order by is_own desc, member_id
  ) as member_ids`

/** Who is on a shift goes by the crew that they belong to on the day it begins. */
const shifts = (tx: Tx, where: Sql) => sql`
  with membership as materialized (
    select member_id, crew_id, during from crew_membership where jurisdiction_id = ${tx.jurisdictionId}
  )
  select ${shiftRow}
  from shift s
  join jurisdiction j on j.id = s.jurisdiction_id
  cross join lateral (select (lower(s.during) at time zone j.timezone)::date as day) of_city
  join crew c on c.jurisdiction_id = s.jurisdiction_id and c.id = s.crew_id
  left join account by on by.id = s.changed_by
  where s.jurisdiction_id = ${tx.jurisdictionId} and ${where}`

/** Shifts that begin on these days of the city, by crew and time. */
export function findRosterShifts(tx: Tx, from: string, to: string): Promise<RosterShift[]> {
  return many(
    tx,
    RosterShift,
    sql`
      ${shifts(tx, beginsWithin(tx, from, to))}
      order by s.crew_id, lower(s.during)
      limit ${mostRows}`,
  )
}

export function findShiftsById(tx: Tx, ids: number[]): Promise<RosterShift[]> {
  return many(tx, RosterShift, shifts(tx, sql`s.id = any (${ids}::bigint[])`))
}

/** After today: shifts of a crew, or those that are driven with a vehicle that is not the crew's own. */
export function findShiftsAhead(
  tx: Tx,
  { kind, id }: { kind: 'crew' | 'vehicle'; id: number },
  today: string,
): Promise<RosterShift[]> {
  const whose = kind === 'crew' ? sql`s.crew_id = ${id}` : sql`s.vehicle_id = ${id}`
  return many(
    tx,
    RosterShift,
    sql`
      ${shifts(tx, sql`${whose} and ${beginsAfter(tx, today)}`)}
      order by lower(s.during), s.id
      limit ${mostRows}`,
  )
}

const spanRow = sql`
  e.id, e.version, to_char(lower(e.during), 'YYYY-MM-DD') as "from", to_char(upper(e.during) - 1, 'YYYY-MM-DD') as "to",
  e.reason, by.name as changed_by`

const absences = sql`select e.member_id, ${spanRow} from absence e left join account by on by.id = e.changed_by`
const services = sql`select e.vehicle_id, ${spanRow} from vehicle_service e left join account by on by.id = e.changed_by`

const onDays = (tx: Tx, from: string, to: string) => sql`
  where e.jurisdiction_id = ${tx.jurisdictionId} and e.during && daterange(${from}::date, ${to}::date, '[]')
  order by lower(e.during), e.id limit ${mostRows}`
const withIds = (tx: Tx, ids: number[]) => sql`
  where e.jurisdiction_id = ${tx.jurisdictionId} and e.id = any (${ids}::bigint[])`

/** Who is away on one of these days. */
export function findAbsences(tx: Tx, from: string, to: string): Promise<Absence[]> {
  return many(tx, Absence, sql`${absences} ${onDays(tx, from, to)}`)
}

export function findAbsencesById(tx: Tx, ids: number[]): Promise<Absence[]> {
  return many(tx, Absence, sql`${absences} ${withIds(tx, ids)}`)
}

/** Which vehicles are in service on one of these days. */
export function findVehicleServices(tx: Tx, from: string, to: string): Promise<VehicleService[]> {
  return many(tx, VehicleService, sql`${services} ${onDays(tx, from, to)}`)
}

export function findVehicleServicesById(tx: Tx, ids: number[]): Promise<VehicleService[]> {
  return many(tx, VehicleService, sql`${services} ${withIds(tx, ids)}`)
}

/** Zones of crews. */
export function findRosterZones(tx: Tx): Promise<RosterZone[]> {
  return many(
    tx,
    RosterZone,
    sql`
      select a.id, a.version, a.name_el, a.name_en,
        case when st_numgeometries(a.geom) = 1 and st_numinteriorrings(st_geometryn(a.geom, 1)) = 0
          and st_npoints(a.geom) <= 201
          then st_asgeojson(a.geom, 7)::jsonb #> '{coordinates,0,0}' end as ring,
        array(
          select z.crew_id from crew_zone z
          where z.jurisdiction_id = a.jurisdiction_id and z.area_id = a.id order by 1
        ) as crew_ids
      from area a
      where a.jurisdiction_id = ${tx.jurisdictionId} and a.kind = 'zone'
      order by a.id limit ${mostRows}`,
  )
}

/** Crews live in the city or around it: none of the points is farther than thirty kilometres from it. */
export async function areNearCity(tx: Tx, points: LonLat[]): Promise<boolean> {
  const [found] = await many(
    tx,
    z.object({ areNear: z.boolean() }),
    sql`
      select coalesce(bool_and(st_dwithin(j.boundary::geography,
        st_setsrid(st_makepoint((p ->> 0)::double precision, (p ->> 1)::double precision), 4326)::geography, 30000)), true) as are_near
      from jurisdiction j, jsonb_array_elements(${asJson(points)}::jsonb) as p
      where j.id = ${tx.jurisdictionId}`,
  )
  return found!.areNear
}

/** Why an outline cannot be a zone of this city. */
export async function findRingFault(tx: Tx, ring: ZonePlan['ring']): Promise<'crossing' | 'outside' | null> {
  const [found] = await many(
    tx,
    z.object({ isValid: z.boolean(), isInside: z.boolean() }),
    sql`
      with drawn as (
        select st_setsrid(st_geomfromgeojson(${asJson({ type: 'Polygon', coordinates: [ring] })}), 4326) as geom
      )
      select st_isvalid(d.geom) and st_area(d.geom) > 0 as is_valid, st_covers(st_envelope(j.boundary), d.geom) as is_inside
      from drawn d join jurisdiction j on j.id = ${tx.jurisdictionId}`,
  )
  if (!found!.isValid) return 'crossing'
  return found!.isInside ? null : 'outside'
}

/** what ids are counted by */
export type Issuing = 'shift' | 'absence' | 'vehicle_service' | 'zone' | 'register'

/** Which of these ids were given out once: only such may come back. */
export async function findIssued(tx: Tx, table: Issuing, ids: number[]): Promise<Set<number>> {
  const last = {
    shift: sql`select last_value from shift_id_seq`,
    absence: sql`select last_value from absence_id_seq`,
    vehicle_service: sql`select last_value from vehicle_service_id_seq`,
    zone: sql`select last_value from zone_id`,
    register: sql`select last_value from register_id`,
  }[table]
  const [row] = await many(tx, z.object({ lastValue: z.number() }), last)
  const first = table === 'register' ? firstRegisterId : 1
  return new Set(ids.filter((id) => first <= id && id <= row!.lastValue))
}
