import { footOnLine, pointAlong } from './along-line.ts'
import type { LonLat } from './lon-lat.ts'

/** House numbers are interpolated along a street, not surveyed: one number every so many metres. */
export const metersPerHouseNumber = 9

/** From the middle of the street to a front door. */
const doorMeters = 6

/** A stretch of street as `street_segment` holds it; the numbers stand at the line's first and last point. */
export interface NumberedSegment {
  line: readonly LonLat[]
  numberFrom: number
  numberTo: number
}

/**
 * The house number at a point, odd on the left and even on the right as the numbers rise. `meters` is how far
 * the point lies from the street's middle.
 */
export function numberAt(segment: NumberedSegment, point: LonLat): { number: number; meters: number } {
  const foot = footOnLine(segment.line, point)
  const isEven = segment.numberTo < segment.numberFrom ? !foot.isRight : foot.isRight
  return { number: numberOnSide(segment, foot.fraction, isEven), meters: foot.meters }
}

/** The number at a fraction of the line on the even or the odd side; within the segment's span if it has one. */
export function numberOnSide(segment: NumberedSegment, fraction: number, isEven: boolean): number {
  const { numberFrom, numberTo } = segment
  const exact = numberFrom + (numberTo - numberFrom) * fraction
  const nearest = isEven ? 2 * Math.round(exact / 2) : 2 * Math.round((exact - 1) / 2) + 1
  const [lowest, highest] = [Math.min(numberFrom, numberTo), Math.max(numberFrom, numberTo)]
  if (nearest < lowest) return nearest + 2
  if (nearest > highest && nearest - 2 >= 1) return nearest - 2
  return nearest
}

export function holdsNumber(
  segment: Pick<NumberedSegment, 'numberFrom' | 'numberTo'>,
  number: number,
): boolean {
  const { numberFrom, numberTo } = segment
  return number >= Math.min(numberFrom, numberTo) && number <= Math.max(numberFrom, numberTo)
}

/** The front door of a house number; numbers outside the segment's span give its nearer end. */
export function pointOfNumber(segment: NumberedSegment, number: number): LonLat {
  const { line, numberFrom, numberTo } = segment
  const fraction = numberFrom === numberTo ? 0.5 : (number - numberFrom) / (numberTo - numberFrom)
  const isEven = number % 2 === 0
  const isRight = numberTo < numberFrom ? !isEven : isEven
  return pointAlong(line, fraction, isRight ? doorMeters : -doorMeters)
}

/** "Θηβών 123" → street and number; a text without a number at its end has none. */
export function parseAddress(text: string): { street: string; number: number | null } {
  const found = /^(.*\D)[\s,]+(\d{1,4})\s*[α-ωa-z]?$/iu.exec(text.trim())
  if (!found) return { street: text.trim(), number: null }
  return { street: found[1].replace(/[\s,]+$/, ''), number: Number(found[2]) }
}

/** As people say it: "Θηβών 123". */
export function formatAddress(street: string, number: number | null): string {
  return number === null ? street : `${street} ${number}`
}
