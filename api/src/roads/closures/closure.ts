import type { LonLat } from '../../geo/lon-lat.ts'

export type ClosureGeometry =
  | { type: 'Polygon'; coordinates: readonly (readonly LonLat[])[] }
  | { type: 'LineString'; coordinates: readonly LonLat[] }

/** Streets that are closed or slow for a while. */
export interface Closure {
  /** A polygon takes every street that touches it; a line takes the streets it runs along. */
  geometry: ClosureGeometry
  /** What remains of the speed: 0 is closed, 0.5 takes twice as long. Below 1. */
  factor: number
  from: Date
  /** Null: until taken away. */
  to: Date | null
}

export function isInForce(closure: Closure, at: Date): boolean {
  return closure.from <= at && (closure.to === null || at < closure.to)
}
