import { outside, type Timed, type TimedPlace } from './choose-times.ts'

/** A step on the way at which nothing waits: `after` is how long after the start. */
interface Reached extends Timed {
  after: number
}

/**
 * The first second that VROOM looks at: that of the first window, less what a start before it could save at all. Null
 * where a time that was asked for is before anybody can be there.
 */
export function horizonOf(places: readonly TimedPlace[], earliestStart: number): number | null {
  const steps = reachedOf(places)
  // the end has a latest second alone
  const opening = (step: Timed) => step.windows[0]?.startSeconds ?? -Infinity
  const windowed = steps.filter((step) => Number.isFinite(opening(step)))
  const first = Math.min(...windowed.map(opening))
  const sample = sampleOf(steps, first, earliestStart)
  if (sample === null) return null
  if (!Number.isFinite(first)) return earliestStart
  let margin = 0
  for (let rank = 0; rank < steps.length; rank++) {
    const { after } = steps[rank]!
    if (first - after < earliestStart) return first
    margin = after
    const leads = steps
      .slice(0, rank + 1)
      .filter((step) => windowed.includes(step))
      .reduce((sum, step) => sum + opening(step) - first + after - step.after, 0)
    if (leads > sample) break
  }
  return first - margin
}

/** Seconds outside of windows on the way without a choice: the first start, and on at once. */
function sampleOf(steps: readonly Reached[], first: number, earliestStart: number): number | null {
  const [start] = steps
  let at = start!.windows[0]?.startSeconds ?? (Number.isFinite(first) ? first : earliestStart)
  for (const { most, after } of steps) {
    if (most - after < earliestStart) return null
    at = Math.min(at, most - after)
  }
  let seconds = 0
  let before = 0
  for (const step of steps) {
    at = Math.max(at + step.after - before, step.least)
    before = step.after
    if (at > step.most) return null
    seconds += outside(step.windows, at)
  }
  return seconds
}

/** All steps in their order; breaks are taken before the way goes on. */
function reachedOf(places: readonly TimedPlace[]): Reached[] {
  let after = 0
  return places.flatMap((place) => {
    let pause = after + place.workBeforeSeconds
    const breaks = place.breaks.map((each): Reached => {
      const reached = { ...each, after: pause }
      pause += each.serviceSeconds
      return reached
    })
    after += place.gapSeconds
    return [...breaks, { ...place, after }]
  })
}
