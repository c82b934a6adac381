import { isInside } from './inside.ts'
import type { LonLat } from './lon-lat.ts'

export type Ring = readonly LonLat[]

/** Whether the straight pieces a–b and c–d have a point in common. */
export function doPiecesCross(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  const turnC = turn(a, b, c)
  const turnD = turn(a, b, d)
  const turnA = turn(c, d, a)
  const turnB = turn(c, d, b)
  if (turnC === 0 && turnD === 0) return doBoxesTouch(a, b, c, d)
  return turnC * turnD <= 0 && turnA * turnB <= 0
}

/** Whether a piece touches the polygon: an end inside, or a ring crossed. */
export function doesPieceTouchPolygon(rings: readonly Ring[], from: LonLat, to: LonLat): boolean {
  if (isInside([rings], from) || isInside([rings], to)) return true
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at++) if (doPiecesCross(from, to, ring[at - 1], ring[at])) return true
  }
  return false
}

/** Twice the area in square degrees; positive for a ring that runs counter-clockwise. */
export function signedRingArea(ring: Ring): number {
  let area = 0
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    area += ring[before][0] * ring[at][1] - ring[at][0] * ring[before][1]
  }
  return area
}

function turn(a: LonLat, b: LonLat, c: LonLat): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
}

function doBoxesTouch(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  return (
    Math.max(Math.min(a[0], b[0]), Math.min(c[0], d[0])) <=
      Math.min(Math.max(a[0], b[0]), Math.max(c[0], d[0])) &&
    Math.max(Math.min(a[1], b[1]), Math.min(c[1], d[1])) <=
      Math.min(Math.max(a[1], b[1]), Math.max(c[1], d[1]))
  )
}
