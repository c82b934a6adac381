import { maybeOne, one, sql, type Database } from '@dromos/db'
import { z } from 'zod'
import { noSuchTile } from './problem.ts'

/** west, south, east, north in degrees */
export type Bounds = [number, number, number, number]

const Box = z
  .object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() })
  .transform(({ west, south, east, north }): Bounds => [west, south, east, north])

const rememberMilliseconds = 60_000
const readableId = /^[a-z][a-z0-9-]{1,30}$/

/** The box around a city; remembered for a minute. Throws when there is no such city. */
export function citiesOf(db: Database): (jurisdictionId: string) => Promise<Bounds> {
  // only cities that exist are remembered, so it cannot be filled from outside
  const known = new Map<string, { bounds: Bounds; until: number }>()
  return async (jurisdictionId) => {
    if (!readableId.test(jurisdictionId)) throw noCity(jurisdictionId)
    const remembered = known.get(jurisdictionId)
    if (remembered && remembered.until > performance.now()) return remembered.bounds
    const bounds = await maybeOne(
      db,
      Box,
      sql`select st_xmin(boundary) as west, st_ymin(boundary) as south, st_xmax(boundary) as east,
        st_ymax(boundary) as north
      from jurisdiction where id = ${jurisdictionId}`,
    )
    if (!bounds) throw noCity(jurisdictionId)
    known.set(jurisdictionId, { bounds, until: performance.now() + rememberMilliseconds })
    return bounds
  }
}

/** The box around everything the basemap shows; the whole world while it is empty. */
export function basemapBounds(db: Database): Promise<Bounds> {
  return one(
    db,
    Box,
    sql`with extent as (
      select st_extent(geom) as box from (
        select st_extent(geom)::geometry as geom from basemap.street
        union all
        select st_extent(geom)::geometry from basemap.municipality
      ) parts
    )
    select coalesce(st_xmin(box), -180) as west, coalesce(st_ymin(box), -85) as south,
      coalesce(st_xmax(box), 180) as east, coalesce(st_ymax(box), 85) as north
    from extent`,
  )
}

function noCity(jurisdictionId: string) {
  return noSuchTile(`There is no city "${jurisdictionId.slice(0, 40)}" here.`)
}
