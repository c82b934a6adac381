import { z } from 'zod'
import { many, maybeOne, pointSql, sql, type Tx } from '@dromos/db'
import { Stretch, StreetName, type LonLat } from '../contract/index.ts'

/** ends of two stretches that lie closer, in degrees, meet: about a metre */
const meeting = 0.00001
const mostStretches = 1000
/** how far from a street one may point, in degrees: about 50 metres */
const pointing = 0.0005

export function findStreet(tx: Tx, id: number): Promise<StreetName | null> {
  return maybeOne(
    tx,
    StreetName,
    sql`
      select id, name, area_id, length_meters from street_name
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
}

/** Stretches of a street by house number; those without one behind. */
export function findStretches(tx: Tx, streetId: number): Promise<Stretch[]> {
  const crossing = (end: 'st_startpoint' | 'st_endpoint') => {
    const point = end === 'st_startpoint' ? sql`st_startpoint(s.geom)` : sql`st_endpoint(s.geom)`
    return sql`
      coalesce((
        select jsonb_agg(distinct name.name)
        from street_segment other
        join street_name name on name.jurisdiction_id = ${tx.jurisdictionId} and name.id = other.street_name_id
        where other.jurisdiction_id = ${tx.jurisdictionId} and other.street_name_id <> ${streetId}
          and other.geom && st_expand(${point}, ${meeting}) and st_dwithin(other.geom, ${point}, ${meeting})
      ), '[]')`
  }
  return many(
    tx,
    Stretch,
    sql`
      select s.id, st_asgeojson(s.geom, 7)::jsonb as line, round(s.length_meters)::integer as length_meters,
        s.number_from, s.number_to,
        jsonb_build_array(${crossing('st_startpoint')}, ${crossing('st_endpoint')}) as crossings
      from street_segment s
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.street_name_id = ${streetId}
      order by least(s.number_from, s.number_to) nulls last, s.id
      limit ${mostStretches}`,
  )
}

const Pointed = z.object({ streetId: z.number(), stretchId: z.number() })

export function findStretchAt(tx: Tx, [lon, lat]: LonLat) {
  const point = pointSql(lon, lat)
  return maybeOne(
    tx,
    Pointed,
    sql`
      select street_name_id as street_id, id as stretch_id from street_segment
      where jurisdiction_id = ${tx.jurisdictionId} and street_name_id is not null
        and geom && st_expand(${point}, ${pointing}) and st_dwithin(geom, ${point}, ${pointing})
      order by st_distance(geom::geography, ${point}::geography), id
      limit 1`,
  )
}

/** Streets whose key is, begins with, contains or resembles `key`, best first. */
export function findStreetNames(tx: Tx, key: string, leastSimilarity: number): Promise<StreetName[]> {
  return many(
    tx,
    StreetName,
    sql`
      select id, name, area_id, length_meters from street_name
      where jurisdiction_id = ${tx.jurisdictionId}
        and (search_key like ${`%${key}%`} or word_similarity(${key}, search_key) >= ${leastSimilarity})
      order by case
          when search_key = ${key} then 0
          when search_key like ${`${key}%`} then 1
          when search_key like ${`% ${key}%`} then 2
          else 3
        end,
        word_similarity(${key}, search_key) desc, length_meters desc, id
      limit 12`,
  )
}
