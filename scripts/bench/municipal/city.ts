import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { areaFinder } from '../../../api/src/geo/inside.ts'
import type { LonLat } from '../../../api/src/geo/lon-lat.ts'
import { createRoadsOn, loadGraph, mainComponent, networkOf } from '../../../api/src/roads/measuring.ts'
import { seededRandom, segmentCosts, snapPoint } from '../../../api/src/roads/measuring.ts'
import type { TravelMatrix } from '../../../api/src/roads/index.ts'
import { ensureRoads } from '../../import-roads.ts'
import { Polygonal, polygonsOf } from '../../seed/geojson.ts'

/** A point on the streets of Athens, with the areas that it lies in. */
export interface Address {
  location: LonLat
  neighbourhood: string
  /** Municipal community; 0 is the neighbouring city of Aigaleo. */
  zone: string
}

export interface City {
  /** Ever new addresses, the same for the same seed. */
  addresses(seed: number): () => Address
  matrix(points: LonLat[], profile: 'van' | 'truck'): Promise<TravelMatrix>
}

const Neighbourhoods = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string(), municipal_community: z.number().optional() }),
      geometry: Polygonal,
    }),
  ),
})

const demo = new URL('../../../db/demo/', import.meta.url)
/** Half the addresses lie around so many busy corners. */
const CORNERS = 12
const CORNER_DEGREES = 0.004
const MOST_METERS_OFF = 60

export async function openCity(): Promise<City> {
  const graph = loadGraph(await ensureRoads(new URL('athens.osm.pbf', demo).pathname))
  const roads = createRoadsOn(graph)
  const network = networkOf(graph, 'truck')
  const isMain = mainComponent(network, segmentCosts(network.streets, { profile: 'truck', band: 'day' }))
  const { features } = Neighbourhoods.parse(
    JSON.parse(readFileSync(new URL('neighbourhoods.geojson', demo), 'utf8')),
  )
  const finder = areaFinder(features.map(({ geometry }, id) => ({ id, polygons: polygonsOf(geometry) })))
  const frame = frameOf(features.flatMap(({ geometry }) => polygonsOf(geometry).flat(2)))

  function addressAt([lon, lat]: LonLat): Address | null {
    const location: LonLat = [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6]
    const area = finder.find(location)
    const place = area === null ? null : snapPoint(network, isMain, location)
    if (area === null || !place || place.offsetMeters > MOST_METERS_OFF) return null
    const { code, municipal_community: community } = features[area].properties
    return { location, neighbourhood: code, zone: String(community ?? 0) }
  }

  return {
    matrix: (points, profile) => roads.matrix(points, { profile }),
    addresses(seed) {
      const random = seededRandom(seed)
      const anywhere = (): LonLat => [
        frame.west + random() * (frame.east - frame.west),
        frame.south + random() * (frame.north - frame.south),
      ]
      const corners = Array.from({ length: CORNERS }, () => found(anywhere).location)
      const nearCorner = (): LonLat => {
        const [lon, lat] = corners[Math.floor(random() * CORNERS)]
        const away = () => (random() + random() + random() - 1.5) * CORNER_DEGREES
        return [lon + away(), lat + away()]
      }
      return () => found(random() < 0.5 ? anywhere : nearCorner)
    },
  }

  function found(draw: () => LonLat): Address {
    for (;;) {
      const address = addressAt(draw())
      if (address) return address
    }
  }
}

function frameOf(points: readonly LonLat[]) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of points) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return { west, south, east, north }
}
