import type { Span } from './timeline.ts'

const minute = 60_000
export const leastSpan = 60 * minute

/** As much of `view` as there is of `whole`, moved into it where it sticks out. */
export function within(view: Span, whole: Span): Span {
  const length = Math.min(Math.max(view.to - view.from, leastSpan), whole.to - whole.from)
  const from = Math.min(Math.max(view.from, whole.from), whole.to - length)
  return { from, to: from + length }
}

/** The view with `factor` times its hours; what was at `at` stays where it is, as far as the day goes. */
export function zoomed(view: Span, whole: Span, factor: number, at: number): Span {
  const share = (at - view.from) / (view.to - view.from)
  const most = whole.to - whole.from
  const length = Math.min(Math.max((view.to - view.from) * factor, Math.min(leastSpan, most)), most)
  return within({ from: at - share * length, to: at + (1 - share) * length }, whole)
}

/** What buttons and keys zoom around: the line of now where it is to be seen, else the middle. */
export function anchorOf({ from, to }: Span, now: number | null): number {
  return now !== null && now >= from && now <= to ? now : (from + to) / 2
}

export function isWhole(view: Span, whole: Span): boolean {
  return view.to - view.from >= whole.to - whole.from
}

/** As the address says it: minutes from midnight in UTC of the plan's day. */
export function spanInAddress(view: Span, day: string): [number, number] {
  const midnight = Date.parse(`${day}T00:00Z`)
  return [Math.round((view.from - midnight) / minute), Math.round((view.to - midnight) / minute)]
}

export function spanOfAddress([from, to]: readonly [number, number], day: string): Span {
  const midnight = Date.parse(`${day}T00:00Z`)
  return { from: midnight + from * minute, to: midnight + to * minute }
}
