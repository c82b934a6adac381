import { lineMeters, pointAlong } from '../../geo/along-line.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import { planeAt, planeDistanceMeters } from '../../geo/plane.ts'
import type { Streets } from '../network/network.ts'
import type { Stretch } from './find-path.ts'

/** The line of a stretch in driving direction. */
export function stretchLine(streets: Streets, { directed, from, to }: Stretch): LonLat[] {
  const segment = directed >> 1
  const shape: LonLat[] = []
  for (let at = streets.shapeStart[segment]; at < streets.shapeStart[segment + 1]; at++) {
    shape.push([streets.shapeLon[at] / 1e7, streets.shapeLat[at] / 1e7])
  }
  if (directed & 1) shape.reverse()
  const length = streets.decimeters[segment]
  return from === 0 && to === length ? shape : cutLine(shape, from / length, to / length)
}

/** The part of a line between two shares of its length. */
function cutLine(line: readonly LonLat[], fromShare: number, toShare: number): LonLat[] {
  const total = lineMeters(line)
  const plane = planeAt(line[0][1])
  const inner: LonLat[] = []
  let before = 0
  for (let at = 1; at < line.length - 1; at++) {
    before += planeDistanceMeters(plane, line[at - 1], line[at])
    if (before > fromShare * total && before < toShare * total) inner.push(line[at])
  }
  return [pointAlong(line, fromShare), ...inner, pointAlong(line, toShare)]
}
