import { z } from 'zod'
import { asJson, empty, many, one, sql, type Tx } from '@dromos/db'
import { CrewPosition, PositionLook } from '../contract/index.ts'

export interface Measured {
  at: Date
  lon: number
  lat: number
  accuracyMeters: number
}

/** Two points of one tablet are at least this far apart in time. */
const leastSeconds = 10

/**
 * Keeps what was measured inside a shift of the crew, neither too old nor too close to another point of the same
 * tablet. The same points again change nothing. Gives how many were new.
 */
export async function insertPositions(
  tx: Tx,
  given: { crewId: number; deviceId: string; receivedAt: Date; oldest: Date; positions: Measured[] },
): Promise<number> {
  const { crewId, deviceId, receivedAt, oldest, positions } = given
  const rows = positions.map(({ at, lon, lat, accuracyMeters }) => ({
    measured_at: at.toISOString(),
    lon,
    lat,
    accuracy_meters: accuracyMeters,
  }))
  const { count } = await one(
    tx,
    z.object({ count: z.number().int() }),
    sql`
      with given as (
        select distinct on (slot) *
        from (
          select *, floor(extract(epoch from measured_at) / ${leastSeconds}::integer) as slot
          from jsonb_to_recordset(${asJson(rows)})
            as g (measured_at timestamptz, lon double precision, lat double precision, accuracy_meters real)
        ) sent
        where measured_at between ${oldest} and ${receivedAt}
        order by slot, accuracy_meters
      ), kept as (
        insert into crew_position (jurisdiction_id, crew_id, device_id, measured_at, received_at, accuracy_meters, geom)
        select ${tx.jurisdictionId}, ${crewId}, ${deviceId}, g.measured_at, ${receivedAt}, g.accuracy_meters,
          st_point(g.lon, g.lat, 4326)
        from given g
        where exists (
          select from shift s
          where s.jurisdiction_id = ${tx.jurisdictionId} and s.crew_id = ${crewId} and s.during @> g.measured_at
        ) and not exists (
          select from crew_position p
          where p.jurisdiction_id = ${tx.jurisdictionId} and p.crew_id = ${crewId} and p.device_id = ${deviceId}
            and p.measured_at > g.measured_at - make_interval(secs => ${leastSeconds}::integer)
            and p.measured_at < g.measured_at + make_interval(secs => ${leastSeconds}::integer)
        )
        on conflict do nothing
        returning 1
      )
      select count(*)::integer as count from kept`,
  )
  return count
}

/** The last known place of each crew that is in a shift now. */
export function findLatest(tx: Tx, now: Date): Promise<CrewPosition[]> {
  return many(
    tx,
    CrewPosition,
    sql`
      select s.crew_id, p.measured_at, p.accuracy_meters,
        jsonb_build_array(st_x(p.geom), st_y(p.geom)) as location
      from shift s
      cross join lateral (
        select * from crew_position p
        where p.jurisdiction_id = s.jurisdiction_id and p.crew_id = s.crew_id
          and p.measured_at between lower(s.during) and upper(s.during)
        order by p.measured_at desc limit 1
      ) p
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.during @> ${now}::timestamptz
      order by s.crew_id
      limit 500`,
  )
}

export function findTrack(tx: Tx, crewId: number, day: string) {
  return many(
    tx,
    CrewPosition.omit({ crewId: true }),
    sql`
      select p.measured_at, p.accuracy_meters, jsonb_build_array(st_x(p.geom), st_y(p.geom)) as location
      from crew_position p
      join jurisdiction j on j.id = p.jurisdiction_id
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.crew_id = ${crewId}
        and p.measured_at >= ${day}::date::timestamp at time zone j.timezone
        and p.measured_at < (${day}::date + 1)::timestamp at time zone j.timezone
      order by p.measured_at
      limit 20000`,
  )
}

const Cell = z.object({ cell: z.string(), seconds: z.number().int() })

export function findCells(tx: Tx, crewId: number, day: string): Promise<z.output<typeof Cell>[]> {
  return many(
    tx,
    Cell,
    sql`
      select to_hex(cell) as cell, seconds from crew_track_cell
      where jurisdiction_id = ${tx.jurisdictionId} and crew_id = ${crewId} and day = ${day}::date
      order by seconds desc, cell limit 5000`,
  )
}

export interface Look {
  crewIds: number[]
  accountId: string
  kind: PositionLook['kind']
  /** the city's today unless told */
  day?: string
  at: Date
}

/** Writes down who looked; looks within one hour are one row, whose last look is told to the minute. */
export async function recordLook(tx: Tx, { crewIds, accountId, kind, day, at }: Look): Promise<void> {
  if (crewIds.length === 0) return
  await tx.query(sql`
    insert into position_look (jurisdiction_id, crew_id, account_id, kind, day, hour, first_looked_at,
      last_looked_at)
    select ${tx.jurisdictionId}, crew_id, ${accountId}, ${kind},
      coalesce(${day ?? null}::date, (${at}::timestamptz at time zone j.timezone)::date),
      date_trunc('hour', ${at}::timestamptz), ${at}, ${at}
    from unnest(${crewIds}::integer[]) as crew_id
    join jurisdiction j on j.id = ${tx.jurisdictionId}
    order by crew_id
    on conflict (jurisdiction_id, crew_id, account_id, kind, day, hour)
      do update set last_looked_at = excluded.last_looked_at
      where excluded.last_looked_at >= position_look.last_looked_at + interval '1 minute'`)
}

/** The latest looks at some crews, or at all. */
export function findLooks(tx: Tx, crewIds: number[] | null, limit: number): Promise<PositionLook[]> {
  return many(
    tx,
    PositionLook,
    sql`
      select l.crew_id, a.name as account_name, l.kind, l.day::text, l.first_looked_at, l.last_looked_at
      from position_look l
      join account a on a.id = l.account_id
      where l.jurisdiction_id = ${tx.jurisdictionId}
        ${crewIds ? sql`and l.crew_id = any (${crewIds}::integer[])` : empty}
      order by l.last_looked_at desc, l.crew_id, a.name
      limit ${limit}`,
  )
}

const OldPoint = z.object({
  crewId: z.number().int(),
  deviceId: z.string(),
  measuredAt: z.date(),
  day: z.string(),
  lon: z.number(),
  lat: z.number(),
})
export type OldPoint = z.output<typeof OldPoint>

/** Takes the points measured before an instant away, in order by crew, tablet and time. */
export function takeOldPoints(tx: Tx, before: Date): Promise<OldPoint[]> {
  return many(
    tx,
    OldPoint,
    sql`
      with taken as (
        delete from crew_position
        where jurisdiction_id = ${tx.jurisdictionId} and measured_at < ${before}
        returning *
      )
      select t.crew_id, t.device_id, t.measured_at, (t.measured_at at time zone j.timezone)::date::text as day,
        st_x(t.geom) as lon, st_y(t.geom) as lat
      from taken t
      join jurisdiction j on j.id = t.jurisdiction_id
      order by t.crew_id, t.device_id, t.measured_at`,
  )
}

export async function addToCells(
  tx: Tx,
  rows: { crew_id: number; day: string; cell: string; seconds: number }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.query(sql`
    insert into crew_track_cell (jurisdiction_id, crew_id, day, cell, seconds)
    select ${tx.jurisdictionId}, crew_id, day, cell::bigint, seconds
    from jsonb_to_recordset(${asJson(rows)}) as g (crew_id integer, day date, cell text, seconds integer)
    order by crew_id, day, cell
    on conflict (jurisdiction_id, crew_id, day, cell)
      do update set seconds = crew_track_cell.seconds + excluded.seconds`)
}
