import { contourBelow } from '../../geo/contour.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import { planeAt } from '../../geo/plane.ts'
import { signedRingArea } from '../../geo/polygon.ts'
import type { ReachArea } from '../travel-times.ts'

/** Everything this near to a street that can be reached counts as reached. */
const REACH_METERS = 70
/** Side of a raster cell; wider where the area would need too many. */
const CELL_METERS = 35
const MOST_COLUMNS = 500
/** Holes smaller than this are courtyards and parks, not places out of reach. */
const LEAST_HOLE_SQUARE_METERS = 40_000

/** Polygons around all points of the reached streets, given as pairs of degrees one after another. */
export function areaAround(points: Float64Array): ReachArea {
  const raster = rasterOver(points)
  const { columns, rows, west, south, lonStep, latStep, cellMeters, reachMeters } = raster
  const values = new Float32Array(columns * rows).fill(Infinity)
  const cells = Math.ceil(reachMeters / cellMeters)
  for (let at = 0; at < points.length; at += 2) {
    const x = (points[at] - west) / lonStep
    const y = (points[at + 1] - south) / latStep
    for (let row = Math.floor(y) - cells; row <= y + cells + 1; row++) {
      for (let column = Math.floor(x) - cells; column <= x + cells + 1; column++) {
        const meters = Math.hypot(column - x, row - y) * cellMeters
        const cell = row * columns + column
        if (meters < values[cell]) values[cell] = meters
      }
    }
  }
  // infinity has no place on a line between two corners
  for (let cell = 0; cell < values.length; cell++) values[cell] = Math.min(values[cell], 2 * reachMeters)
  const toDegrees = ([x, y]: LonLat): LonLat => [round(west + x * lonStep), round(south + y * latStep)]
  const leastHoleCells = LEAST_HOLE_SQUARE_METERS / cellMeters ** 2
  const polygons = contourBelow({ columns, rows, values }, reachMeters).map(([outer, ...holes]) => [
    outer,
    ...holes.filter((hole) => -signedRingArea(hole) / 2 >= leastHoleCells),
  ])
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map((ring) => ring.map(toDegrees))),
  }
}

interface Raster {
  columns: number
  rows: number
  west: number
  south: number
  lonStep: number
  latStep: number
  cellMeters: number
  reachMeters: number
}

/** With a border wide enough that nothing is stamped over the edge. */
function rasterOver(points: Float64Array): Raster {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < points.length; at += 2) {
    west = Math.min(west, points[at])
    east = Math.max(east, points[at])
    south = Math.min(south, points[at + 1])
    north = Math.max(north, points[at + 1])
  }
  const plane = planeAt((south + north) / 2)
  const widest = Math.max(
    (east - west) * plane.metersPerLonDegree,
    (north - south) * plane.metersPerLatDegree,
  )
  const cellMeters = Math.max(CELL_METERS, widest / MOST_COLUMNS)
  const reachMeters = Math.max(REACH_METERS, 1.5 * cellMeters)
  const border = Math.ceil(reachMeters / cellMeters) + 2
  const lonStep = cellMeters / plane.metersPerLonDegree
  const latStep = cellMeters / plane.metersPerLatDegree
  return {
    columns: Math.ceil((east - west) / lonStep) + 2 * border + 1,
    rows: Math.ceil((north - south) / latStep) + 2 * border + 1,
    west: west - border * lonStep,
    south: south - border * latStep,
    lonStep,
    latStep,
    cellMeters,
    reachMeters,
  }
}

/** To a tenth of a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
