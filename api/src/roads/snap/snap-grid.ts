import { planeAt } from '../../geo/plane.ts'
import type { SnapGrid, Streets } from '../network/network.ts'

/** Side of a cell. Small enough for a handful of pieces, large enough for few cells. */
const CELL_METERS = 80
/** Keeps the cells of a wide, empty extract within memory. */
const MOST_CELLS = 4_000_000

/** Files every straight piece of every segment under the cells its box touches. */
export function createSnapGrid(streets: Streets): SnapGrid {
  const frame = frameOf(streets)
  const columns = frame[4]
  const cells = columns * frame[5]
  const cellStart = new Int32Array(cells + 1)
  forEachPieceCell(streets, frame, (cell) => cellStart[cell + 1]++)
  for (let cell = 0; cell < cells; cell++) cellStart[cell + 1] += cellStart[cell]
  const next = cellStart.slice()
  const cellPiece = new Int32Array(cellStart[cells])
  forEachPieceCell(streets, frame, (cell, piece) => (cellPiece[next[cell]++] = piece))
  const pieceSegment = new Int32Array(streets.shapeLon.length)
  for (let segment = 0; segment < streets.segmentCount; segment++) {
    pieceSegment.fill(segment, streets.shapeStart[segment], streets.shapeStart[segment + 1])
  }
  return { frame, cellStart, cellPiece, pieceSegment }
}

function frameOf(streets: Streets): Float64Array {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let point = 0; point < streets.shapeLon.length; point++) {
    west = Math.min(west, streets.shapeLon[point])
    east = Math.max(east, streets.shapeLon[point])
    south = Math.min(south, streets.shapeLat[point])
    north = Math.max(north, streets.shapeLat[point])
  }
  if (west > east) return Float64Array.of(0, 0, 1, 1, 1, 1)
  const plane = planeAt((south + north) / 2e7)
  const area =
    (((east - west) / 1e7) * plane.metersPerLonDegree * (north - south) * plane.metersPerLatDegree) / 1e7
  const side = Math.max(CELL_METERS, Math.sqrt(area / MOST_CELLS))
  const width = (side / plane.metersPerLonDegree) * 1e7
  const height = (side / plane.metersPerLatDegree) * 1e7
  const columns = Math.floor((east - west) / width) + 1
  const rows = Math.floor((north - south) / height) + 1
  return Float64Array.of(west, south, width, height, columns, rows)
}

function forEachPieceCell(
  streets: Streets,
  [west, south, width, height, columns]: Float64Array,
  visit: (cell: number, piece: number) => void,
): void {
  const { shapeStart, shapeLon, shapeLat } = streets
  for (let segment = 0; segment < streets.segmentCount; segment++) {
    for (let piece = shapeStart[segment]; piece < shapeStart[segment + 1] - 1; piece++) {
      const column = (lon: number): number => Math.floor((lon - west) / width)
      const row = (lat: number): number => Math.floor((lat - south) / height)
      const lastColumn = column(Math.max(shapeLon[piece], shapeLon[piece + 1]))
      const lastRow = row(Math.max(shapeLat[piece], shapeLat[piece + 1]))
      for (let y = row(Math.min(shapeLat[piece], shapeLat[piece + 1])); y <= lastRow; y++) {
        for (let x = column(Math.min(shapeLon[piece], shapeLon[piece + 1])); x <= lastColumn; x++) {
          visit(y * columns + x, piece)
        }
      }
    }
  }
}
