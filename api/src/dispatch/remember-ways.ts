import { createHash } from 'node:crypto'
import type { TravelOptions, TravelTimes } from '../roads/travel-times.ts'

type LonLat = readonly [lon: number, lat: number]
type Found = ReturnType<TravelTimes['route']>

/** a crew's day is some thirty kilobytes of line */
const mostWays = 300
const remembered = new WeakMap<TravelTimes, Map<string, Found>>()

/** The way through some places. A change by hand touches two routes of forty: the others are not sought again. */
export function rememberWay(
  travelTimes: TravelTimes,
  points: readonly LonLat[],
  options: TravelOptions,
): Found {
  const ways = remembered.get(travelTimes) ?? new Map<string, Found>()
  remembered.set(travelTimes, ways)
  const key = createHash('sha256')
    .update(JSON.stringify([points, options]))
    .digest('base64')
  const way = ways.get(key) ?? travelTimes.route(points, options)
  // the one used last stands last
  ways.delete(key)
  ways.set(key, way)
  for (const oldest of [...ways.keys()].slice(0, -mostWays)) ways.delete(oldest)
  way.catch(() => ways.delete(key))
  return way
}
