export interface Tile {
  z: number
  x: number
  y: number
}

/** Deeper than this no map asks, and x and y would leave the exact integers of PostgreSQL. */
const deepestZoom = 24
const wholeNumber = /^(0|[1-9]\d{0,8})$/

export type ParsedTile = { ok: true; tile: Tile } | { ok: false; reason: string }

/** Three path segments as a tile of the XYZ scheme (y counts from the north). */
export function parseTile(z: string, x: string, y: string): ParsedTile {
  if (![z, x, y].every((part) => wholeNumber.test(part)))
    return {
      ok: false,
      reason: 'A tile is asked for as zoom/x/y, three whole numbers, such as 14/9271/6327.',
    }
  const tile = { z: Number(z), x: Number(x), y: Number(y) }
  if (tile.z > deepestZoom) return { ok: false, reason: `The zoom is at most ${deepestZoom}.` }
  const last = 2 ** tile.z - 1
  if (tile.x > last || tile.y > last)
    return { ok: false, reason: `At zoom ${tile.z}, x and y are between 0 and ${last}.` }
  return { ok: true, tile }
}

/** The tile that a place lies in; latitudes beyond the map's edge count as the edge. */
export function tileAt(lon: number, lat: number, z: number): Tile {
  const count = 2 ** z
  const sine = Math.sin((lat * Math.PI) / 180)
  const fractionX = lon / 360 + 0.5
  const fractionY = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return { z, x: clamp(Math.floor(fractionX * count), count), y: clamp(Math.floor(fractionY * count), count) }
}

/** Web Mercator metres to one unit of a tile's 4096 × 4096 grid. */
export function metersPerUnit(z: number): number {
  return 40_075_016.68 / 2 ** z / 4096
}

function clamp(index: number, count: number): number {
  return Math.min(Math.max(index, 0), count - 1)
}
