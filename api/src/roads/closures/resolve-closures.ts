import { boundsOf } from '../../geo/inside.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import { planeAt } from '../../geo/plane.ts'
import { doesPieceTouchPolygon } from '../../geo/polygon.ts'
import type { Network, Streets } from '../network/network.ts'
import { isInForce } from './closure.ts'
import type { Closure, ClosureGeometry } from './closure.ts'
import { metersCovered } from './line-cover.ts'

/** A line takes a segment if it runs along it for this far, or along half of it. */
const LEAST_COVER_METERS = 15
const LEAST_COVER_SHARE = 0.5
/** A line drawn by hand may lie this far from the street. */
export const LINE_REACH_METERS = 12
/** Slower than this is closed: nobody waits twenty times as long. */
const LEAST_FACTOR = 0.05

/** What remains of the speed, by segment; where closures overlap, the worst holds. */
export function resolveClosures(
  closures: readonly Closure[],
  at: Date | undefined,
  findSegments: (geometry: ClosureGeometry) => readonly number[],
): Map<number, number> {
  const slowing = new Map<number, number>()
  for (const closure of closures) {
    if (at && !isInForce(closure, at)) continue
    const factor = closure.factor < LEAST_FACTOR ? 0 : closure.factor
    if (factor >= 1) continue
    for (const segment of findSegments(closure.geometry)) {
      slowing.set(segment, Math.min(factor, slowing.get(segment) ?? 1))
    }
  }
  return slowing
}

/** The segments that a closure takes, ascending. */
export function segmentsOf(network: Network, geometry: ClosureGeometry): number[] {
  const { streets } = network
  if (geometry.type === 'Polygon') {
    const rings = geometry.coordinates
    return segmentsNear(network, boundsOf([rings]), 0).filter((segment) =>
      doesAnyPiece(streets, segment, (from, to) => doesPieceTouchPolygon(rings, from, to)),
    )
  }
  const line = geometry.coordinates
  return segmentsNear(network, boundsOf([[line]]), LINE_REACH_METERS).filter((segment) => {
    const meters = streets.decimeters[segment] / 10
    return (
      metersCovered(shapeOf(streets, segment), line, LINE_REACH_METERS) >=
      Math.min(LEAST_COVER_METERS, meters * LEAST_COVER_SHARE)
    )
  })
}

type Bounds = [west: number, south: number, east: number, north: number]

/** Segments with a piece in one of the grid's cells that the box touches. */
function segmentsNear({ grid }: Network, bounds: Bounds, marginMeters: number): number[] {
  const [boxWest, boxSouth, boxEast, boxNorth] = bounds
  if (boxWest > boxEast) return []
  const [west, south, width, height, columns, rows] = grid.frame
  const plane = planeAt((boxSouth + boxNorth) / 2)
  const marginLon = (marginMeters / plane.metersPerLonDegree) * 1e7
  const marginLat = (marginMeters / plane.metersPerLatDegree) * 1e7
  const clamp = (value: number, last: number): number => Math.max(-1, Math.min(last + 1, Math.floor(value)))
  const firstColumn = Math.max(0, clamp((boxWest * 1e7 - marginLon - west) / width, columns - 1))
  const lastColumn = Math.min(columns - 1, clamp((boxEast * 1e7 + marginLon - west) / width, columns - 1))
  const firstRow = Math.max(0, clamp((boxSouth * 1e7 - marginLat - south) / height, rows - 1))
  const lastRow = Math.min(rows - 1, clamp((boxNorth * 1e7 + marginLat - south) / height, rows - 1))
  const found = new Set<number>()
  for (let row = firstRow; row <= lastRow; row++) {
    const first = grid.cellStart[row * columns + firstColumn]
    const last = grid.cellStart[row * columns + lastColumn + 1]
    if (firstColumn > lastColumn) break
    for (let at = first; at < last; at++) found.add(grid.pieceSegment[grid.cellPiece[at]])
  }
  return [...found].sort((a, b) => a - b)
}

function doesAnyPiece(
  streets: Streets,
  segment: number,
  test: (from: LonLat, to: LonLat) => boolean,
): boolean {
  const shape = shapeOf(streets, segment)
  for (let at = 1; at < shape.length; at++) if (test(shape[at - 1], shape[at])) return true
  return false
}

function shapeOf(streets: Streets, segment: number): LonLat[] {
  const shape: LonLat[] = []
  for (let at = streets.shapeStart[segment]; at < streets.shapeStart[segment + 1]; at++) {
    shape.push([streets.shapeLon[at] / 1e7, streets.shapeLat[at] / 1e7])
  }
  return shape
}
