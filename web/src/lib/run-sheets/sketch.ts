import type { LonLat } from '@dromos/api/contract'

export interface Sketch {
  width: number
  height: number
  /** SVG path of the way */
  path: string
  spots: { x: number; y: number; label: string; dx: number; dy: number }[]
}

/** numbers keep this far from each other, in the sketch's units */
const numberSize = 11

/**
 * A way and its stops to scale, north up, in a box of a given width; no taller than `most`. Numbers that would
 * lie on each other are pushed aside, and a hairline leads back.
 */
export function sketchOf(
  way: readonly LonLat[],
  stops: readonly { location: LonLat; label: string }[],
  { width, most, margin = 12 }: { width: number; most: number; margin?: number },
): Sketch | null {
  const points = [...way, ...stops.map(({ location }) => location)]
  if (points.length < 2) return null
  const lons = points.map(([lon]) => lon)
  const lats = points.map(([, lat]) => lat)
  const [west, north] = [Math.min(...lons), Math.max(...lats)]
  // a degree of longitude is shorter than one of latitude
  const squeeze = Math.cos((north * Math.PI) / 180)
  const across = Math.max((Math.max(...lons) - west) * squeeze, 1e-6)
  const down = Math.max(north - Math.min(...lats), 1e-6)
  const scale = Math.min((width - 2 * margin) / across, (most - 2 * margin) / down)
  const place = ([lon, lat]: LonLat) => ({
    x: round(margin + (width - 2 * margin - across * scale) / 2 + (lon - west) * squeeze * scale),
    y: round(margin + (north - lat) * scale),
  })
  const taken: { x: number; y: number }[] = []
  return {
    width,
    height: Math.ceil(down * scale + 2 * margin),
    path: way.map((point, index) => `${index ? 'L' : 'M'}${Object.values(place(point)).join(' ')}`).join(''),
    spots: stops.map(({ location, label }) => {
      const at = place(location)
      const free = beside(at, taken)
      taken.push(free)
      return { ...at, label, dx: round(free.x - at.x), dy: round(free.y - at.y) }
    }),
  }
}

/** The nearest free place around a spot, on widening rings. */
function beside(at: { x: number; y: number }, taken: readonly { x: number; y: number }[]) {
  const isFree = (spot: { x: number; y: number }) =>
    taken.every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) >= numberSize)
  if (isFree(at)) return at
  for (let ring = 1; ring <= 6; ring++) {
    for (let turn = 0; turn < 12; turn++) {
      const angle = (turn * Math.PI) / 6
      const spot = {
        x: at.x + Math.cos(angle) * ring * numberSize,
        y: at.y + Math.sin(angle) * ring * numberSize,
      }
      if (isFree(spot)) return spot
    }
  }
  return at
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
