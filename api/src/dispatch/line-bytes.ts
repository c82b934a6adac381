import type { RouteGeometry } from '../roads/travel-times.ts'

type Line = RouteGeometry['geometry']

const littleEndian = 1
const lineWithSystem = 0x20000002
const longitudeLatitude = 4326
const headBytes = 13
const pointBytes = 16

/** of a line that stays the same from version to version; ways are remembered, so a line is the same object */
const known = new WeakMap<Line, string>()

/** A line as PostGIS's own bytes (EWKB) in hex: GeoJSON of a whole day takes it several times as long. */
export function lineBytes(line: Line): string {
  const found = known.get(line) ?? toBytes(line)
  known.set(line, found)
  return found
}

function toBytes({ coordinates }: Line): string {
  const bytes = Buffer.alloc(headBytes + pointBytes * coordinates.length)
  bytes.writeUInt8(littleEndian, 0)
  bytes.writeUInt32LE(lineWithSystem, 1)
  bytes.writeUInt32LE(longitudeLatitude, 5)
  bytes.writeUInt32LE(coordinates.length, 9)
  coordinates.forEach(([lon, lat], index) => {
    bytes.writeDoubleLE(lon, headBytes + pointBytes * index)
    bytes.writeDoubleLE(lat, headBytes + pointBytes * index + 8)
  })
  return bytes.toString('hex')
}
