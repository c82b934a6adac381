import type { LonLat } from '@dromos/api/contract'

export interface TileAt {
  z: number
  x: number
  y: number
}

/** the whole of the crew's stops and the way between, to see where one is */
const zoneZooms = [10, 11, 12, 13]
/** along the route, to find the way; a detour around a block stays on the map */
const corridorZooms = [14, 15, 16]
const corridorMeters = 250
const zoneMargin = 0.01
/** a route that would take more than this keeps its nearest zooms only as far as it gets */
const mostTiles = 3000

/** The tiles of a route's corridor and of the area around its stops, the overview first. */
export function tilesOfRoute(line: readonly LonLat[], stops: readonly LonLat[], maxZoom: number): TileAt[] {
  const places = [...line, ...stops]
  if (places.length === 0) return []
  const found = new Map<string, TileAt>()
  const add = (tile: TileAt) => void found.set(`${tile.z}/${tile.x}/${tile.y}`, tile)
  for (const z of zoneZooms.filter((zoom) => zoom <= maxZoom))
    tilesOfBox(boxOf(places, zoneMargin), z).forEach(add)
  for (const z of corridorZooms.filter((zoom) => zoom <= maxZoom))
    for (const place of [...densify(line), ...stops]) tilesOfBox(boxAround(place), z).forEach(add)
  return [...found.values()].slice(0, mostTiles)
}

type Box = [west: number, south: number, east: number, north: number]

function boxOf(places: readonly LonLat[], margin: number): Box {
  const lons = places.map(([lon]) => lon)
  const lats = places.map(([, lat]) => lat)
  return [
    Math.min(...lons) - margin,
    Math.min(...lats) - margin,
    Math.max(...lons) + margin,
    Math.max(...lats) + margin,
  ]
}

function boxAround([lon, lat]: LonLat): Box {
  const height = corridorMeters / 111_195
  const width = height / Math.cos((lat * Math.PI) / 180)
  return [lon - width, lat - height, lon + width, lat + height]
}

/** Places along the line, none farther from the next than the corridor is wide. */
function densify(line: readonly LonLat[]): LonLat[] {
  const step = corridorMeters / 111_195
  return line.flatMap(([lon, lat], index) => {
    const [nextLon, nextLat] = line[index + 1] ?? [lon, lat]
    const parts = Math.max(1, Math.ceil(Math.hypot(nextLon - lon, nextLat - lat) / step))
    return Array.from({ length: parts }, (_, part): LonLat => [
      lon + ((nextLon - lon) * part) / parts,
      lat + ((nextLat - lat) * part) / parts,
    ])
  })
}

function tilesOfBox([west, south, east, north]: Box, z: number): TileAt[] {
  const [left, top] = tileAt(west, north, z)
  const [right, bottom] = tileAt(east, south, z)
  const tiles: TileAt[] = []
  for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) tiles.push({ z, x, y })
  return tiles
}

/** The tile of a place in the web's usual pyramid. */
function tileAt(lon: number, lat: number, z: number): [x: number, y: number] {
  const count = 2 ** z
  const angle = (Math.min(85, Math.max(-85, lat)) * Math.PI) / 180
  const x = Math.floor(((lon + 180) / 360) * count)
  const y = Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * count)
  return [Math.min(count - 1, Math.max(0, x)), Math.min(count - 1, Math.max(0, y))]
}
