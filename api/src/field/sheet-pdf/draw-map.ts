import type { LonLat, RunSheet } from '../../contract/index.ts'
import type { Pen } from './pen.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}
export interface Street {
  /** wide ones are drawn so */
  isMain: boolean
  line: LonLat[]
}
type Point = [x: number, y: number]

const margin = 16
/** numbers keep this far from each other */
const apart = 11

/** Where places of a sheet lie in a box: north up, all of its way and stops inside. */
export function frameOf(places: readonly LonLat[], box: Box): (place: LonLat) => Point {
  const lons = places.map(([lon]) => lon)
  const lats = places.map(([, lat]) => lat)
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  // a degree of longitude is shorter than one of latitude; a single place still has streets around it
  const squeeze = Math.cos((north * Math.PI) / 180)
  const across = Math.max((east - west) * squeeze, 0.002)
  const down = Math.max(north - south, 0.002)
  const scale = Math.min((box.width - 2 * margin) / across, (box.height - 2 * margin) / down)
  const [midLon, midLat] = [(west + east) / 2, (south + north) / 2]
  return ([lon, lat]) => [
    box.x + box.width / 2 + (lon - midLon) * squeeze * scale,
    box.y + box.height / 2 - (lat - midLat) * scale,
  ]
}

/** All that a sheet's map has to show. */
export function placesOf(sheet: RunSheet): LonLat[] {
  return [
    sheet.depot.location,
    ...sheet.visits.map(({ location }) => location),
    ...(sheet.routeGeometry?.coordinates ?? []),
  ]
}

/** The streets around, the way on them, the depot and the numbered stops. */
export function drawMap(
  { document, ...pen }: Pick<Pen, 'document'> & { write: Pen['write']; width: Pen['width'] },
  sheet: RunSheet,
  streets: readonly Street[],
  box: Box,
  north: string,
): void {
  const place = frameOf(placesOf(sheet), box)
  document.save().rect(box.x, box.y, box.width, box.height).clip()
  for (const { line, isMain } of streets) draw(document, line.map(place), isMain ? 1.4 : 0.5, '#c9c9c9')
  draw(document, (sheet.routeGeometry?.coordinates ?? []).map(place), 1.5, '#333333')
  const [depotX, depotY] = place(sheet.depot.location)
  document.rect(depotX - 4, depotY - 4, 8, 8).fill('#000')
  const taken: Point[] = [[depotX, depotY]]
  const spots = sheet.visits.map(({ location }) => {
    const at = place(location)
    const free = beside(at, taken)
    taken.push(free)
    return { at, free }
  })
  for (const { at, free } of spots) draw(document, [at, free], 0.5, '#000')
  spots.forEach(({ free: [x, y] }, index) => {
    const label = String(index + 1)
    const ink = { size: 6.5, weight: 600 as const }
    document.circle(x, y, 5.4).lineWidth(0.8).fillAndStroke('#fff', '#000')
    pen.write(label, x - pen.width(label, ink) / 2, y - 4, ink)
  })
  document.restore()
  document.rect(box.x, box.y, box.width, box.height).lineWidth(0.5).stroke('#999')
  const [x, y] = [box.x + box.width - 10, box.y + 7]
  document
    .moveTo(x, y + 10)
    .lineTo(x, y)
    .moveTo(x - 3, y + 4)
    .lineTo(x, y)
    .lineTo(x + 3, y + 4)
  document.lineWidth(0.8).stroke('#000')
  pen.write(north, x - 2.5, y + 11, { size: 7 })
}

function draw(document: PDFKit.PDFDocument, line: readonly Point[], width: number, color: string): void {
  if (line.length < 2) return
  line.forEach(([x, y], index) => (index === 0 ? document.moveTo(x, y) : document.lineTo(x, y)))
  document.lineWidth(width).lineJoin('round').lineCap('round').stroke(color)
}

/** The nearest free place around a spot, on widening rings. */
function beside(at: Point, taken: readonly Point[]): Point {
  const isFree = ([x, y]: Point) => taken.every((other) => Math.hypot(other[0] - x, other[1] - y) >= apart)
  if (isFree(at)) return at
  for (let ring = 1; ring <= 6; ring++) {
    for (let turn = 0; turn < 12; turn++) {
      const angle = (turn * Math.PI) / 6
      const spot: Point = [at[0] + Math.cos(angle) * ring * apart, at[1] + Math.sin(angle) * ring * apart]
      if (isFree(spot)) return spot
    }
  }
  return at
}
