import type { LonLat } from '../../geo/lon-lat.ts'
import { planeAt } from '../../geo/plane.ts'

/** Probes along a street lie this far apart. */
const PROBE_METERS = 4
/** A line runs along a street if their directions differ by less: 35 degrees. */
const MOST_COSINE_GAP = Math.cos((35 * Math.PI) / 180)

type Point = readonly [x: number, y: number]

/**
 * How much of a street a line runs along: near it, and about parallel. The line's ends do not reach
 * over, so the street beyond the last crossing is not taken along.
 */
export function metersCovered(
  street: readonly LonLat[],
  line: readonly LonLat[],
  reachMeters: number,
): number {
  const plane = planeAt(street[0][1])
  const flatten = ([lon, lat]: LonLat): Point => [
    (lon - street[0][0]) * plane.metersPerLonDegree,
    (lat - street[0][1]) * plane.metersPerLatDegree,
  ]
  const flatStreet = street.map(flatten)
  const flatLine = line.map(flatten)
  let covered = 0
  for (let at = 1; at < flatStreet.length; at++) {
    const [from, to] = [flatStreet[at - 1], flatStreet[at]]
    const length = Math.hypot(to[0] - from[0], to[1] - from[1])
    if (length === 0) continue
    const probes = Math.ceil(length / PROBE_METERS)
    for (let probe = 0; probe < probes; probe++) {
      const share = (probe + 0.5) / probes
      const point: Point = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
      const direction: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
      if (isCovered(point, direction, flatLine, reachMeters)) covered += length / probes
    }
  }
  return covered
}

function isCovered(point: Point, direction: Point, line: readonly Point[], reachMeters: number): boolean {
  for (let at = 1; at < line.length; at++) {
    const [fromX, fromY] = line[at - 1]
    const alongX = line[at][0] - fromX
    const alongY = line[at][1] - fromY
    const length = Math.hypot(alongX, alongY)
    if (length === 0) continue
    const cosine = Math.abs((alongX * direction[0] + alongY * direction[1]) / length)
    if (cosine < MOST_COSINE_GAP) continue
    const ahead = ((point[0] - fromX) * alongX + (point[1] - fromY) * alongY) / length
    const aside = Math.abs((point[0] - fromX) * alongY - (point[1] - fromY) * alongX) / length
    if (ahead >= 0 && ahead <= length && aside <= reachMeters) return true
  }
  return false
}
