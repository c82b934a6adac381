import { z } from 'zod'
import { many, maybeOne, one, pointSql, sql, type Sql, type Tx } from '@dromos/db'
import { Authority, LineString, LonLat } from '../contract/index.ts'

/** pg_trgm's word similarity from which a street's name is taken for what was meant */
export const leastSimilarity = 0.45

/** the nearest stretches by degrees, of which the nearest by metres is chosen */
const nearestCount = 8

const NumberedStretch = z.object({
  line: LineString,
  numberFrom: z.number().int(),
  numberTo: z.number().int(),
})

const FoundStreet = z.object({
  name: z.string(),
  middle: LonLat,
  areaId: z.number().int().nullable(),
  areaName: z.string().nullable(),
  stretch: NumberedStretch.nullable(),
})

/**
 * Streets whose key is, begins with, contains or resembles `key`, best first; with the stretch that holds the
 * house number, or comes nearest to it. `key` is made by searchKey and holds letters, digits and blanks only.
 */
export function findStreets(tx: Tx, key: string, number: number | null, limit: number) {
  const city = tx.jurisdictionId
  return many(
    tx,
    FoundStreet,
    sql`
      select street.name, street.middle, coalesce(stretch.area_id, street.area_id) as area_id,
        area.name_el as area_name, stretch.stretch
      from (
        select id, name, area_id, array[st_x(middle), st_y(middle)] as middle, row_number() over (
            order by case
                when search_key = ${key} then 0
                when search_key like ${`${key}%`} then 1
                when search_key like ${`% ${key}%`} then 2
                else 3
              end,
              word_similarity(${key}, search_key) desc, length_meters desc, id
          ) as place
        from street_name, lateral (select st_closestpoint(geom, st_centroid(geom)) as middle) as point
        where jurisdiction_id = ${city}
          and (search_key like ${`%${key}%`} or word_similarity(${key}, search_key) >= ${leastSimilarity})
        order by place
        limit ${limit}
      ) street
      left join lateral (
        select segment.area_id, jsonb_build_object('line', st_asgeojson(geom, 7)::jsonb,
          'numberFrom', number_from, 'numberTo', number_to) as stretch
        from street_segment segment
        where ${number}::integer is not null and jurisdiction_id = ${city} and street_name_id = street.id
          and number_from is not null and number_to is not null
        order by greatest(least(number_from, number_to) - ${number}, ${number} - greatest(number_from, number_to), 0), segment.id
        limit 1
      ) stretch on true
      left join area on area.jurisdiction_id = ${city} and area.id = coalesce(stretch.area_id, street.area_id)
      order by street.place`,
  )
}

const NearStretch = z.object({
  street: z.string(),
  line: LineString,
  numberFrom: z.number().int().nullable(),
  numberTo: z.number().int().nullable(),
})

/** Named stretches of street around a point, nearest first by degrees. */
export function findStretchesNear(tx: Tx, [lon, lat]: LonLat) {
  return many(
    tx,
    NearStretch,
    sql`
      select name.name as street, st_asgeojson(near.geom, 7)::jsonb as line, near.number_from, near.number_to
      from (
        select street_name_id, geom, number_from, number_to from street_segment
        where jurisdiction_id = ${tx.jurisdictionId} and street_name_id is not null
        order by geom <-> ${pointSql(lon, lat)}
        limit ${nearestCount}
      ) near
      join street_name name on name.jurisdiction_id = ${tx.jurisdictionId} and name.id = near.street_name_id`,
  )
}

export async function isInsideCity(tx: Tx, [lon, lat]: LonLat): Promise<boolean> {
  const row = await one(
    tx,
    z.object({ isInside: z.boolean() }),
    sql`
      select st_covers(boundary, ${pointSql(lon, lat)}) as is_inside
      from jurisdiction where id = ${tx.jurisdictionId}`,
  )
  return row.isInside
}

const AreaAt = z.object({ id: z.number().int(), nameEl: z.string(), nameEn: z.string() })
export type AreaAt = z.output<typeof AreaAt>

/** The neighbourhood of a point, or its community where the city has no neighbourhood there. */
export function findAreaAt(tx: Tx, [lon, lat]: LonLat): Promise<AreaAt | null> {
  return maybeOne(tx, AreaAt, areaAt(tx, pointSql(lon, lat)))
}

export function areaAt(tx: Tx, point: Sql): Sql {
  return sql`
    select id, name_el, name_en from area
    where jurisdiction_id = ${tx.jurisdictionId} and kind in ('neighbourhood', 'community')
      and st_covers(geom, ${point})
    order by kind desc, id
    limit 1`
}

/** The municipality a point lies in, of all in the country that the basemap knows. */
export function findAuthorityAt(tx: Tx, [lon, lat]: LonLat) {
  return maybeOne(
    tx,
    Authority,
    sql`
      select code, name_el, name_en from basemap.municipality
      where st_covers(geom, ${pointSql(lon, lat)})
      order by code
      limit 1`,
  )
}
