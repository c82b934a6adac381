import { isInside } from './inside.ts'
import type { LonLat } from './lon-lat.ts'
import { signedRingArea } from './polygon.ts'

/** A field of values on a square raster, row by row, row 0 in the south. */
export interface Field {
  columns: number
  rows: number
  values: Float32Array
}

/**
 * The outlines of where the field is below the threshold, as polygons with holes in raster coordinates
 * (marching squares; outer rings run counter-clockwise). The field's border must lie above it.
 */
export function contourBelow(field: Field, threshold: number): LonLat[][][] {
  const next = new Map<number, number>()
  const points = new Map<number, LonLat>()
  for (let row = 0; row < field.rows - 1; row++) {
    for (let column = 0; column < field.columns - 1; column++) {
      const corner = row * field.columns + column
      for (const [from, to] of cellLines(field, corner, threshold)) {
        next.set(from, to)
        if (!points.has(from)) points.set(from, crossing(field, from, threshold))
      }
    }
  }
  return nestRings(followRings(next, points))
}

/** Edges have even numbers towards the east of a corner, odd ones towards the north. */
function cellLines(field: Field, corner: number, threshold: number): [number, number][] {
  const { values, columns } = field
  const [southWest, southEast] = [corner, corner + 1]
  const [northWest, northEast] = [corner + columns, corner + columns + 1]
  const isIn = (at: number): boolean => values[at] < threshold
  const south = 2 * southWest
  const west = 2 * southWest + 1
  const north = 2 * northWest
  const east = 2 * southEast + 1
  const kind =
    (isIn(southWest) ? 1 : 0) |
    (isIn(southEast) ? 2 : 0) |
    (isIn(northEast) ? 4 : 0) |
    (isIn(northWest) ? 8 : 0)
  // the inside lies to the left of each line
  const lines: [number, number][][] = [
    [],
    [[south, west]],
    [[east, south]],
    [[east, west]],
    [[north, east]],
    [[south, west], [north, east]], // prettier-ignore
    [[north, south]],
    [[north, west]],
    [[west, north]],
    [[south, north]],
    [[east, south], [west, north]], // prettier-ignore
    [[east, north]],
    [[west, east]],
    [[south, east]],
    [[west, south]],
    [],
  ]
  return lines[kind]
}

function crossing({ values, columns }: Field, edge: number, threshold: number): LonLat {
  const corner = edge >> 1
  const column = corner % columns
  const row = (corner - column) / columns
  const isNorthward = (edge & 1) === 1
  const from = values[corner]
  const to = values[corner + (isNorthward ? columns : 1)]
  const share =
    Math.abs(to - from) < 1e-9 ? 0.5 : Math.max(0.01, Math.min(0.99, (threshold - from) / (to - from)))
  return isNorthward ? [column, row + share] : [column + share, row]
}

function followRings(next: Map<number, number>, points: Map<number, LonLat>): LonLat[][] {
  const rings: LonLat[][] = []
  for (const start of [...next.keys()]) {
    if (!next.has(start)) continue
    const ring: LonLat[] = []
    for (let edge = start; next.has(edge);) {
      ring.push(points.get(edge)!)
      const following = next.get(edge)!
      next.delete(edge)
      edge = following
    }
    ring.push(ring[0])
    rings.push(ring)
  }
  return rings
}

/** Each hole goes to the smallest outer ring around it. */
function nestRings(rings: readonly LonLat[][]): LonLat[][][] {
  const outer = rings
    .filter((ring) => signedRingArea(ring) > 0)
    .sort((a, b) => signedRingArea(a) - signedRingArea(b))
  const polygons = outer.map((ring) => [ring])
  for (const hole of rings.filter((ring) => signedRingArea(ring) < 0)) {
    const around = outer.findIndex((ring) => isInside([[ring]], hole[0]))
    if (around >= 0) polygons[around].push(hole)
  }
  return polygons
}
