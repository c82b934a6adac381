import type { LonLat } from '../../geo/lon-lat.ts'
import { planeAt } from '../../geo/plane.ts'
import type { Plane } from '../../geo/plane.ts'
import type { Network, SnapGrid, Streets } from '../network/network.ts'
import type { Place } from './place.ts'

/** Points farther than this from every street are off the network. */
export const SNAP_LIMIT_METERS = 500
/** Closer than this to the middle of the street there is no telling the side. */
const ON_STREET_METERS = 0.5

/** The nearest place on a segment marked usable; null if there is none within the limit. */
export function snapPoint(network: Network, isUsable: Uint8Array, point: LonLat): Place | null {
  const plane = planeAt(point[1])
  const search: Search = {
    streets: network.streets,
    isUsable,
    // metres per unit of 10^-7 degrees
    metersPerX: plane.metersPerLonDegree / 1e7,
    metersPerY: plane.metersPerLatDegree / 1e7,
    x: point[0] * 1e7,
    y: point[1] * 1e7,
    bestMeters: SNAP_LIMIT_METERS,
    bestPiece: -1,
  }
  searchRings(network.grid, search)
  return search.bestPiece < 0 ? null : placeOn(network, search, plane)
}

interface Search {
  streets: Streets
  isUsable: Uint8Array
  metersPerX: number
  metersPerY: number
  x: number
  y: number
  bestMeters: number
  bestPiece: number
}

/** Looks at the point's cell, then at ever wider square rings, until no ring can hold anything nearer. */
function searchRings(grid: SnapGrid, search: Search): void {
  const [west, south, width, height, columns, rows] = grid.frame
  const column = Math.max(0, Math.min(columns - 1, Math.floor((search.x - west) / width)))
  const row = Math.max(0, Math.min(rows - 1, Math.floor((search.y - south) / height)))
  for (let ring = 0; ; ring++) {
    const left = column - ring
    const right = column + ring
    const bottom = row - ring
    const top = row + ring
    for (let y = Math.max(0, bottom); y <= Math.min(rows - 1, top); y++) {
      const step = y === bottom || y === top || ring === 0 ? 1 : 2 * ring
      for (let x = left; x <= right; x += step) {
        if (x >= 0 && x < columns) searchCell(grid, y * columns + x, search)
      }
    }
    // how far the nearest unseen cell must be; sides that lie outside the grid hold nothing
    let unseenMeters = Infinity
    const consider = (isInside: boolean, meters: number): void => {
      if (isInside) unseenMeters = Math.min(unseenMeters, meters)
    }
    consider(left > 0, (search.x - (west + left * width)) * search.metersPerX)
    consider(right < columns - 1, (west + (right + 1) * width - search.x) * search.metersPerX)
    consider(bottom > 0, (search.y - (south + bottom * height)) * search.metersPerY)
    consider(top < rows - 1, (south + (top + 1) * height - search.y) * search.metersPerY)
    if (unseenMeters >= search.bestMeters) return
  }
}

function searchCell(grid: SnapGrid, cell: number, search: Search): void {
  for (let at = grid.cellStart[cell]; at < grid.cellStart[cell + 1]; at++) {
    const piece = grid.cellPiece[at]
    if (!search.isUsable[grid.pieceSegment[piece]]) continue
    const meters = projectOnPiece(search, piece).meters
    if (meters >= search.bestMeters) continue
    search.bestMeters = meters
    search.bestPiece = piece
  }
}

interface Projection {
  meters: number
  /** How far along the piece, 0 to 1. */
  share: number
  /** Positive if the point lies to the left of the piece. */
  turn: number
}

function projectOnPiece({ streets, metersPerX, metersPerY, x, y }: Search, piece: number): Projection {
  const startX = streets.shapeLon[piece]
  const startY = streets.shapeLat[piece]
  const pieceX = (streets.shapeLon[piece + 1] - startX) * metersPerX
  const pieceY = (streets.shapeLat[piece + 1] - startY) * metersPerY
  const pointX = (x - startX) * metersPerX
  const pointY = (y - startY) * metersPerY
  const square = pieceX * pieceX + pieceY * pieceY
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, (pointX * pieceX + pointY * pieceY) / square))
  return {
    meters: Math.hypot(pointX - share * pieceX, pointY - share * pieceY),
    share,
    turn: pieceX * pointY - pieceY * pointX,
  }
}

function placeOn(network: Network, search: Search, plane: Plane): Place {
  const { streets, grid } = network
  const piece = search.bestPiece
  const segment = grid.pieceSegment[piece]
  const { share, turn, meters } = projectOnPiece(search, piece)
  let before = 0
  let total = 0
  for (let at = streets.shapeStart[segment]; at < streets.shapeStart[segment + 1] - 1; at++) {
    const length = Math.hypot(
      ((streets.shapeLon[at + 1] - streets.shapeLon[at]) / 1e7) * plane.metersPerLonDegree,
      ((streets.shapeLat[at + 1] - streets.shapeLat[at]) / 1e7) * plane.metersPerLatDegree,
    )
    total += length
    if (at < piece) before += length
    else if (at === piece) before += length * share
  }
  const along = total === 0 ? 0 : Math.round((before / total) * streets.decimeters[segment])
  const lon = streets.shapeLon[piece] + share * (streets.shapeLon[piece + 1] - streets.shapeLon[piece])
  const lat = streets.shapeLat[piece] + share * (streets.shapeLat[piece + 1] - streets.shapeLat[piece])
  return {
    segment,
    decimeters: along,
    location: [lon / 1e7, lat / 1e7],
    offsetMeters: meters,
    side: meters < ON_STREET_METERS ? 'on' : turn > 0 ? 'left' : 'right',
  }
}
