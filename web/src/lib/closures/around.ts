import type { LonLat } from '@dromos/api/contract'

/** West, south, east, north of some points; null where there are none. */
export function around(points: readonly LonLat[]): [number, number, number, number] | null {
  if (!points.length) return null
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of points) {
    west = Math.min(west, lon)
    south = Math.min(south, lat)
    east = Math.max(east, lon)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}
