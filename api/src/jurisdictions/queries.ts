import { z } from 'zod'
import { many, maybeOne, one, sql, type Db, type Tx } from '@dromos/db'
import { Area, Department, Jurisdiction, LonLat, MultiPolygon } from '../contract/index.ts'
import { holidaysOf, type CityCalendar } from './holidays.ts'

const columns = sql`
  id, name_el, name_en, timezone, population, settings,
  array[st_x(center), st_y(center)] as center,
  array[st_xmin(boundary), st_ymin(boundary), st_xmax(boundary), st_ymax(boundary)] as bounds`

export function findJurisdictions(db: Db): Promise<z.output<typeof Jurisdiction>[]> {
  return many(db, Jurisdiction, sql`select ${columns} from jurisdiction order by id`)
}

export function findJurisdiction(db: Db, jurisdictionId: string) {
  return maybeOne(
    db,
    Jurisdiction.extend({ boundary: MultiPolygon }),
    sql`
      select ${columns}, st_asgeojson(boundary, 6)::jsonb as boundary
      from jurisdiction where id = ${jurisdictionId}`,
  )
}

export type AreaKind = z.output<typeof Area>['kind']

export function findAreas(tx: Tx, kind: AreaKind | undefined): Promise<z.output<typeof Area>[]> {
  const center = sql`st_pointonsurface(geom)`
  return many(
    tx,
    Area.extend({ center: LonLat }),
    sql`
      select id, kind, code, name_el, name_en, parent_id, population, street_meters,
        array[st_x(${center}), st_y(${center})] as center
      from area
      where jurisdiction_id = ${tx.jurisdictionId} and (${kind ?? null}::text is null or kind = ${kind ?? null})
      order by kind, name_el, id`,
  )
}

export function findDepartments(tx: Tx): Promise<z.output<typeof Department>[]> {
  return many(
    tx,
    Department,
    sql`
      select code, name_el, name_en from department
      where jurisdiction_id = ${tx.jurisdictionId} order by code`,
  )
}

const OwnDays = z.array(z.iso.date()).catch([])

/** What deadlines are counted by. A city's own holidays stand in its settings: { "ownHolidays": ["2026-10-03"] }. */
export async function findCalendar(tx: Tx): Promise<CityCalendar> {
  const row = await one(
    tx,
    z.object({ timezone: z.string(), country: z.string(), ownHolidays: OwnDays }),
    sql`
      select timezone, country, settings -> 'ownHolidays' as own_holidays
      from jurisdiction where id = ${tx.jurisdictionId}`,
  )
  return { timeZone: row.timezone, isHoliday: holidaysOf(row.country, row.ownHolidays) }
}
