import { areaFinder, boundsOf, type Polygons } from './inside.ts'
import type { LonLat } from './lon-lat.ts'

/** A drawn line closed to an area; one that crosses itself holds what a pen would have shaded. */
export interface Lasso {
  /** west, south, east, north */
  bounds: [number, number, number, number]
  holds(place: { lon: number; lat: number }): boolean
}

/** Weighed here and not by the database, to which a scribble of 2,000 corners is a million crossings to make valid. */
export function lassoOf(line: readonly LonLat[]): Lasso {
  const polygons: Polygons = [[[...line, line[0]]]]
  const area = areaFinder([{ id: 0, polygons }])
  return { bounds: boundsOf(polygons), holds: ({ lon, lat }) => area.find([lon, lat]) !== null }
}
