import type { Bar, Span } from './timeline.ts'

/** What is only a line on a lane is one drawing of it, 100 wide and a lane high: hundreds of parts would be laid out one by one. */
export const laneHeight = 30
const middle = 14.5

/** The ways of one kind, or the hours that nobody works in: strokes along the lane's middle. */
export function waysOf(bars: readonly Bar[], span: Span, kinds: readonly Bar['kind'][]): string {
  return bars
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ from, to }) => `M${across(span, from)} ${middle}H${across(span, to)}`)
    .join('')
}

/** A line across the lane at each of these times. */
export function marksOf(marks: readonly number[], span: Span): string {
  return marks.map((at) => `M${across(span, at)} 0V${laneHeight}`).join('')
}

function across({ from, to }: Span, at: number): number {
  return Math.round(((at - from) / (to - from)) * 100_000) / 1000
}
