import type { LonLat } from '../../geo/lon-lat.ts'

/** A point on a segment, `decimeters` from its tail. */
export interface Place {
  segment: number
  decimeters: number
  location: LonLat
  /** Distance of the point asked for. */
  offsetMeters: number
  side: 'left' | 'right' | 'on'
}
