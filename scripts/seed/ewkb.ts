import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import type { Polygons } from '../../api/src/geo/inside.ts'

/** Geometries as PostGIS reads them in COPY: hexadecimal EWKB, little-endian, SRID 4326. */
const srid = 4326
const hasSrid = 0x2000_0000
const kinds = { point: 1, line: 2, polygon: 3, multiLine: 5, multiPolygon: 6 }

const pointBytes = Buffer.alloc(25)
pointBytes.writeUInt8(1, 0)
pointBytes.writeUInt32LE(kinds.point | hasSrid, 1)
pointBytes.writeUInt32LE(srid, 5)

export function pointHex(point: LonLat): string {
  pointBytes.writeDoubleLE(point[0], 9)
  pointBytes.writeDoubleLE(point[1], 17)
  return pointBytes.toString('hex')
}

export function lineHex(line: readonly LonLat[]): string {
  return withSrid(kinds.line) + coordinates(line)
}

export function multiLineHex(lines: readonly (readonly LonLat[])[]): string {
  return (
    withSrid(kinds.multiLine) +
    count(lines.length) +
    lines.map((line) => plain(kinds.line) + coordinates(line)).join('')
  )
}

export function multiPolygonHex(polygons: Polygons): string {
  const parts = polygons.map(
    (rings) => plain(kinds.polygon) + count(rings.length) + rings.map(coordinates).join(''),
  )
  return withSrid(kinds.multiPolygon) + count(polygons.length) + parts.join('')
}

function withSrid(kind: number): string {
  return `01${uint32(kind | hasSrid)}${uint32(srid)}`
}

function plain(kind: number): string {
  return `01${uint32(kind)}`
}

function count(length: number): string {
  return uint32(length)
}

function uint32(value: number): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes.toString('hex')
}

function coordinates(line: readonly LonLat[]): string {
  const bytes = Buffer.alloc(4 + 16 * line.length)
  bytes.writeUInt32LE(line.length, 0)
  line.forEach(([lon, lat], i) => {
    bytes.writeDoubleLE(lon, 4 + 16 * i)
    bytes.writeDoubleLE(lat, 12 + 16 * i)
  })
  return bytes.toString('hex')
}
