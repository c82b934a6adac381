import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { LonLat } from '../../contract/index.ts'
import type { Street } from './draw-map.ts'

const Row = z.object({
  isMain: z.boolean(),
  line: z.array(z.any()) as unknown as z.ZodType<LonLat[]>,
})
/** a street map of a few centimetres cannot show more */
const mostStreets = 3000
const aroundDegrees = 0.003

/** Streets that cars drive around some places, the great ones first. */
export function findStreetsAround(tx: Tx, places: readonly LonLat[]): Promise<Street[]> {
  const lons = places.map(([lon]) => lon)
  const lats = places.map(([, lat]) => lat)
  const main = sql`class in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary')`
  return many(
    tx,
    Row,
    sql`
      select ${main} as is_main, st_asgeojson(st_simplify(geom, 0.00003), 5)::jsonb -> 'coordinates' as line
      from basemap.street
      where geom && st_makeenvelope(${Math.min(...lons) - aroundDegrees}, ${Math.min(...lats) - aroundDegrees},
          ${Math.max(...lons) + aroundDegrees}, ${Math.max(...lats) + aroundDegrees}, 4326)
        and st_geometrytype(geom) = 'ST_LineString' and not is_tunnel
        and class in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'unclassified',
          'living_street', 'road', 'pedestrian')
      order by ${main} desc, st_length(geom) desc
      limit ${mostStreets}`,
  )
}
