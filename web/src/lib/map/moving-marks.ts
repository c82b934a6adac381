import { overlaps, type Box } from '#lib/ui/box.ts'
import type { LonLat } from './stage.svelte.ts'

/** Something that moves, drawn over the map: a step of it does not draw the map anew. */
export interface MovingMark {
  id: number
  at: LonLat
  colour: string
  /** its name, and what else is said under it */
  lines: readonly string[]
  /** known for too long to be sure of */
  isFaded: boolean
}

/** From here marks bear their names. */
export const namesFrom = 12

/** Where a name stands, seen from its mark. */
export type NameSide = 'above' | 'below' | 'right' | 'left'

/** A mark on the screen, in pixels. */
interface Named {
  x: number
  y: number
  lines: readonly string[]
}

/** pixels: from the middle of a mark to its edge and to its name, and what letters and lines take */
const disc = 12
const gap = 14
const letter = 7
const line = 15
const padding = 8
const sides: readonly NameSide[] = ['above', 'below', 'right', 'left']

/**
 * The side of each mark that has room for its name, beside all marks, the names before and what floats over the map;
 * null where none has.
 */
export function placeNames(marks: readonly Named[], afloat: readonly Box[]): (NameSide | null)[] {
  const names: Box[] = []
  return marks.map((mark, index) => {
    const isFree = (box: Box) =>
      ![names, afloat].some((taken) => taken.some((other) => overlaps(box, other))) &&
      !marks.some(({ x, y }, other) => other !== index && overlaps(box, around(x, y, disc, disc)))
    const side = sides.find((each) => isFree(boxOf(mark, each))) ?? null
    if (side) names.push(boxOf(mark, side))
    return side
  })
}

/** What lies beyond the edges of a map. */
export function beyond(width: number, height: number): Box[] {
  const far = 1e5
  return [
    { left: -far, top: -far, right: 0, bottom: far },
    { left: width, top: -far, right: far, bottom: far },
    { left: -far, top: -far, right: far, bottom: 0 },
    { left: -far, top: height, right: far, bottom: far },
  ]
}

function boxOf({ x, y, lines }: Named, side: NameSide): Box {
  const halfWidth = (letter * Math.max(0, ...lines.map(({ length }) => length)) + padding) / 2
  const halfHeight = (line * lines.length) / 2
  if (side === 'above') return around(x, y - gap - halfHeight, halfWidth, halfHeight)
  if (side === 'below') return around(x, y + gap + halfHeight, halfWidth, halfHeight)
  return around(x + (side === 'right' ? 1 : -1) * (gap + halfWidth), y, halfWidth, halfHeight)
}

function around(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight }
}
