import { asJson, many, sql, type Tx } from '@dromos/db'
import type { ZonePlan } from '../contract/index.ts'
import { Written, type Wanted } from './roster-writes.ts'

export async function deleteZones(tx: Tx, ids: number[]): Promise<void> {
  await tx.query(sql`
    delete from crew_zone where jurisdiction_id = ${tx.jurisdictionId} and area_id = any (${ids}::integer[])`)
  await tx.query(sql`
    delete from area
    where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::integer[]) and kind = 'zone'`)
}

export function insertZones(tx: Tx, wanted: Wanted<ZonePlan>[]): Promise<Written[]> {
  const rows = wanted.map(({ id, plan }, position) => ({
    position,
    id,
    name_el: plan.nameEl,
    name_en: plan.nameEn,
    outline: { type: 'Polygon', coordinates: [plan.ring] },
    crew_ids: plan.crewIds,
  }))
  return many(
    tx,
    Written,
    sql`
      with given as (
        select g.*, coalesce(g.id, nextval('zone_id')::integer) as zone_id
        from jsonb_to_recordset(${asJson(rows)}::jsonb) as g (position integer, id integer, name_el text, name_en text,
          outline jsonb, crew_ids integer[])
      ),
      made as (
        insert into area (jurisdiction_id, id, kind, code, name_el, name_en, geom)
        select ${tx.jurisdictionId}, zone_id, 'zone', 'drawn-' || zone_id, name_el, name_en,
          st_multi(st_setsrid(st_geomfromgeojson(outline), 4326))
        from given
        returning id, version
      ),
      shared as (
        insert into crew_zone (jurisdiction_id, crew_id, area_id)
        select distinct ${tx.jurisdictionId}, crew_id, g.zone_id
        from given g join made on made.id = g.zone_id, unnest(g.crew_ids) as crew_id
      )
      select g.position, made.id, made.version from made join given g on g.zone_id = made.id order by g.position`,
  )
}
