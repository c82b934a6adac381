import type { LonLat } from './lon-lat.ts'
import { planeAt, planeDistanceMeters } from './plane.ts'

/** Length in metres. */
export function lineMeters(line: readonly LonLat[]): number {
  const plane = planeAt(line[0][1])
  let meters = 0
  for (let i = 1; i < line.length; i++) meters += planeDistanceMeters(plane, line[i - 1], line[i])
  return meters
}

/**
 * The point at a fraction (0 to 1) of a line's length, moved sideways: metres to the right of the line's
 * direction, negative to the left.
 */
export function pointAlong(line: readonly LonLat[], fraction: number, rightMeters = 0): LonLat {
  const plane = planeAt(line[0][1])
  let rest = Math.min(Math.max(fraction, 0), 1) * lineMeters(line)
  let i = 1
  while (i < line.length - 1) {
    const meters = planeDistanceMeters(plane, line[i - 1], line[i])
    if (rest <= meters) break
    rest -= meters
    i++
  }
  const [from, to] = [line[i - 1], line[i]]
  const meters = planeDistanceMeters(plane, from, to)
  if (meters === 0) return from
  const share = Math.min(rest / meters, 1)
  const east = ((to[0] - from[0]) * plane.metersPerLonDegree) / meters
  const north = ((to[1] - from[1]) * plane.metersPerLatDegree) / meters
  return [
    from[0] + (to[0] - from[0]) * share + (north * rightMeters) / plane.metersPerLonDegree,
    from[1] + (to[1] - from[1]) * share - (east * rightMeters) / plane.metersPerLatDegree,
  ]
}

/** Where on a line a point is nearest: fraction of the length, distance, and on which side the point lies. */
export interface Foot {
  fraction: number
  meters: number
  isRight: boolean
}

export function footOnLine(line: readonly LonLat[], point: LonLat): Foot {
  const plane = planeAt(point[1])
  const length = lineMeters(line)
  let foot: Foot = { fraction: 0, meters: Infinity, isRight: false }
  let before = 0
  for (let i = 1; i < line.length; i++) {
    const dx = (line[i][0] - line[i - 1][0]) * plane.metersPerLonDegree
    const dy = (line[i][1] - line[i - 1][1]) * plane.metersPerLatDegree
    const px = (point[0] - line[i - 1][0]) * plane.metersPerLonDegree
    const py = (point[1] - line[i - 1][1]) * plane.metersPerLatDegree
    const meters = Math.hypot(dx, dy)
    const share = meters === 0 ? 0 : Math.min(Math.max((px * dx + py * dy) / (meters * meters), 0), 1)
    const away = Math.hypot(px - share * dx, py - share * dy)
    if (away < foot.meters) {
      const fraction = length === 0 ? 0 : Math.min((before + share * meters) / length, 1)
      foot = { fraction, meters: away, isRight: dx * py - dy * px < 0 }
    }
    before += meters
  }
  return foot
}
