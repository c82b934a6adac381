import type { LonLat } from './lon-lat.ts'

/** A flat map around one latitude; metres, good to about 0.1 % within 50 km of it. */
export interface Plane {
  metersPerLonDegree: number
  metersPerLatDegree: number
}

/** Metres per degree at a latitude on the WGS 84 ellipsoid (series after Snyder 1987). */
export function planeAt(lat: number): Plane {
  const angle = (lat * Math.PI) / 180
  return {
    metersPerLonDegree:
      111_412.84 * Math.cos(angle) - 93.5 * Math.cos(3 * angle) + 0.118 * Math.cos(5 * angle),
    metersPerLatDegree: 111_132.92 - 559.82 * Math.cos(2 * angle) + 1.175 * Math.cos(4 * angle),
  }
}

/** Distance in metres on the plane. */
export function planeDistanceMeters(plane: Plane, from: LonLat, to: LonLat): number {
  return Math.hypot(
    (to[0] - from[0]) * plane.metersPerLonDegree,
    (to[1] - from[1]) * plane.metersPerLatDegree,
  )
}
