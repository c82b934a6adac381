import type { LonLat } from '@dromos/api/contract'

/** West, south, east, north of some points; null where there are none. */
export function around(points: readonly LonLat[]): [number, number, number, number] | null {
  if (!points.length) return null
  const lons = points.map(([lon]) => lon)
  const lats = points.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
