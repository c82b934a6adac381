import type { LonLat } from './lon-lat.ts'

const EARTH_RADIUS_METERS = 6_371_008.8 // mean radius, IUGG
const RADIANS = Math.PI / 180

/** Great-circle distance in metres (haversine). */
export function distanceMeters(from: LonLat, to: LonLat): number {
  const sinLat = Math.sin(((to[1] - from[1]) * RADIANS) / 2)
  const sinLon = Math.sin(((to[0] - from[0]) * RADIANS) / 2)
  const chord = sinLat * sinLat + Math.cos(from[1] * RADIANS) * Math.cos(to[1] * RADIANS) * sinLon * sinLon
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Compass direction from one point to another, degrees clockwise from north, 0 to below 360. */
export function bearingDegrees(from: LonLat, to: LonLat): number {
  const lon = (to[0] - from[0]) * RADIANS
  const fromLat = from[1] * RADIANS
  const toLat = to[1] * RADIANS
  const east = Math.sin(lon) * Math.cos(toLat)
  const north = Math.cos(fromLat) * Math.sin(toLat) - Math.sin(fromLat) * Math.cos(toLat) * Math.cos(lon)
  return (Math.atan2(east, north) / RADIANS + 360) % 360
}

/** The point reached from `from` in a compass direction, along the great circle. */
export function destination(from: LonLat, meters: number, bearing: number): LonLat {
  const angle = meters / EARTH_RADIUS_METERS
  const lat = from[1] * RADIANS
  const sinLat =
    Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing * RADIANS)
  const east = Math.sin(bearing * RADIANS) * Math.sin(angle) * Math.cos(lat)
  const lon = from[0] + Math.atan2(east, Math.cos(angle) - Math.sin(lat) * sinLat) / RADIANS
  return [((lon + 540) % 360) - 180, Math.asin(sinLat) / RADIANS]
}
