import type { LonLat } from '@dromos/api/contract'

/** Whether a closed outline meets itself anywhere but from one side to the next. */
export function crosses(ring: readonly LonLat[]): boolean {
  const sides = ring.slice(1).map((to, index) => [ring[index]!, to] as const)
  return sides.some(([a, b], index) =>
    sides.slice(index + 1).some(([c, d], further) => {
      const areNeighbours = further === 0 || (index === 0 && index + 1 + further === sides.length - 1)
      return areNeighbours ? turnsBack(a, b, c, d) : meet(a, b, c, d)
    }),
  )
}

/** Where a new corner belongs: behind this one, on the side that is nearest. */
export function nearestSide(ring: readonly LonLat[], at: LonLat): number {
  const away = ring.slice(1).map((to, index) => distanceToSide(at, ring[index]!, to))
  return away.indexOf(Math.min(...away))
}

/** A ring with one of its corners elsewhere; the first is the last too. */
export function moveCorner(ring: readonly LonLat[], index: number, to: LonLat): LonLat[] {
  const corners = ring.slice(0, -1)
  corners[index] = to
  return close(corners)
}

export function close(corners: readonly LonLat[]): LonLat[] {
  return [...corners, corners[0]!]
}

const side = ([ax, ay]: LonLat, [bx, by]: LonLat, [x, y]: LonLat) =>
  Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))

function isOn(a: LonLat, b: LonLat, [x, y]: LonLat): boolean {
  return (
    side(a, b, [x, y]) === 0 &&
    x >= Math.min(a[0], b[0]) &&
    x <= Math.max(a[0], b[0]) &&
    y >= Math.min(a[1], b[1]) &&
    y <= Math.max(a[1], b[1])
  )
}

function meet(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  if (isOn(a, b, c) || isOn(a, b, d) || isOn(c, d, a) || isOn(c, d, b)) return true
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
}

/** Sides that share a corner, and run over one another from there. */
function turnsBack(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  return b.join() === c.join() ? isOn(a, b, d) || isOn(c, d, a) : isOn(a, b, c) || isOn(c, d, b)
}

function distanceToSide([x, y]: LonLat, [ax, ay]: LonLat, [bx, by]: LonLat): number {
  // a degree of longitude is shorter than one of latitude
  const narrow = Math.cos((y * Math.PI) / 180)
  const [dx, dy] = [(bx - ax) * narrow, by - ay]
  const along = ((x - ax) * narrow * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)
  const part = Math.min(1, Math.max(0, along))
  return Math.hypot((x - ax) * narrow - part * dx, y - ay - part * dy)
}
