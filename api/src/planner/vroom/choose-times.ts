import type { TimeWindow } from '../model/index.ts'
import { horizonOf } from './horizon.ts'

/** A step with its windows, and the bounds within which it was asked to begin. */
export interface Timed {
  /** none is any time */
  windows: TimeWindow[]
  least: number
  most: number
}

/** A break between two places: driving goes on before or after it. */
export interface TimedBreak extends Timed {
  serviceSeconds: number
}

/** The start, a task or the end. */
export interface TimedPlace extends Timed {
  /** between the beginnings of work here and at the place before: its work, the way and the breaks on it */
  gapSeconds: number
  /** of that, the work at the place before */
  workBeforeSeconds: number
  /** on the way here, in their order */
  breaks: TimedBreak[]
}

export interface ChosenTimes {
  places: number[]
  /** of the breaks before each place */
  breaks: number[][]
}

interface State {
  violationSeconds: number
  /** the end less the start, as far as they are known */
  spanSeconds: number
  /** all times together: the earlier the better */
  sum: number
  before: State | null
  time: number
  breaks: number[]
}

/**
 * VROOM's choice of times for a route whose order is told (its `choose_ETA`): the fewest seconds outside of windows,
 * before or after; of those the shortest route, from start to end; of those the earliest. Each time of such an optimum
 * is tied by ways and work to an edge of some window, so that those times alone are tried. Null where none can be, or
 * where a time that was asked for is before whoever starts at `earliestStart`, second 0 of VROOM's clock, can be there.
 */
export function chooseTimes(places: readonly TimedPlace[], earliestStart = -Infinity): ChosenTimes | null {
  const earliest = horizonOf(places, earliestStart)
  if (earliest === null) return null
  const tried = timesToTry(places, earliest)
  let states: State[] = [
    { violationSeconds: 0, spanSeconds: 0, sum: 0, before: null, time: -Infinity, breaks: [] },
  ]
  places.forEach((place, index) => {
    const next: State[] = []
    for (const time of tried.places[index]!) {
      if (time < Math.max(place.least, earliest) || time > place.most) continue
      let best: State | null = null
      for (const from of states) {
        const through = index === 0 ? noBreaks : passBreaks(place, from.time, time, tried.breaks[index]!)
        if (!through) continue
        const isTask = index > 0 && index < places.length - 1
        const state: State = {
          violationSeconds: from.violationSeconds + through.violationSeconds + outside(place.windows, time),
          spanSeconds: from.spanSeconds + (index === 0 ? -time : index === places.length - 1 ? time : 0),
          sum: from.sum + through.sum + (isTask ? time : 0),
          before: from,
          time,
          breaks: through.times,
        }
        if (!best || isBetter(state, best)) best = state
      }
      if (best) next.push(best)
    }
    states = next
  })
  const [first, ...others] = states
  if (!first) return null
  return unfold(others.reduce((best, state) => (isBetter(state, best) ? state : best), first))
}

function unfold(last: State): ChosenTimes {
  const chosen: ChosenTimes = { places: [], breaks: [] }
  for (let state: State | null = last; state?.before; state = state.before) {
    chosen.places.unshift(state.time)
    chosen.breaks.unshift(state.breaks)
  }
  return chosen
}

function isBetter(one: State, other: State): boolean {
  return (
    (one.violationSeconds - other.violationSeconds ||
      one.spanSeconds - other.spanSeconds ||
      one.sum - other.sum) < 0
  )
}

/** How far a time is from the nearest window. */
export function outside(windows: readonly TimeWindow[], seconds: number): number {
  if (windows.length === 0) return 0
  return Math.min(
    ...windows.map(({ startSeconds, endSeconds }) =>
      Math.max(startSeconds - seconds, seconds - endSeconds, 0),
    ),
  )
}

interface Passage {
  violationSeconds: number
  sum: number
  times: number[]
}
const noBreaks: Passage = { violationSeconds: 0, sum: 0, times: [] }

/** The best times of the breaks between two places that begin then and then; null where they have no room. */
function passBreaks(
  { breaks, gapSeconds, workBeforeSeconds }: TimedPlace,
  from: number,
  to: number,
  tried: readonly number[][],
): Passage | null {
  if (to < from + gapSeconds) return null
  let passages: (Passage & { until: number })[] = [{ ...noBreaks, until: from + workBeforeSeconds }]
  breaks.forEach((pause, index) => {
    const later = breaks.slice(index).reduce((sum, { serviceSeconds }) => sum + serviceSeconds, 0)
    const next: typeof passages = []
    for (const time of tried[index]!) {
      if (time < pause.least || time > pause.most || time + later > to) continue
      let best: (typeof passages)[number] | null = null
      for (const { until, ...before } of passages) {
        if (time < until) continue
        const passage = {
          violationSeconds: before.violationSeconds + outside(pause.windows, time),
          sum: before.sum + time,
          times: [...before.times, time],
          until: time + pause.serviceSeconds,
        }
        if (!best || isShorter(passage, best)) best = passage
      }
      if (best) next.push(best)
    }
    passages = next
  })
  const [first, ...others] = passages
  return first ? others.reduce((best, each) => (isShorter(each, best) ? each : best), first) : null
}

function isShorter(one: Passage, other: Passage): boolean {
  return (one.violationSeconds - other.violationSeconds || one.sum - other.sum) < 0
}

/** The edges of all windows, as the times they are for each other step along the way. */
function timesToTry(
  places: readonly TimedPlace[],
  earliest: number,
): { places: number[][]; breaks: number[][][] } {
  let along = 0
  const offsets = places.map(({ gapSeconds }, index) => (along += index === 0 ? 0 : gapSeconds))
  const anchors = new Set<number>()
  places.forEach((place, index) => {
    for (const edge of edgesOf(place)) anchors.add(edge - offsets[index]!)
    breaksOf(place).forEach(({ pause, early, late }) => {
      for (const edge of edgesOf(pause)) {
        anchors.add(edge + late - offsets[index]!)
        if (index > 0) anchors.add(edge - early - offsets[index - 1]!)
      }
    })
  })
  anchors.add(earliest)
  const times = offsets.map((offset) => [...anchors].map((anchor) => anchor + offset))
  const breaks = places.map((place, index) =>
    breaksOf(place).map(({ pause, early, late }) => [
      ...new Set([
        ...edgesOf(pause),
        ...times[index]!.map((time) => time - late),
        ...(index > 0 ? times[index - 1]!.map((time) => time + early) : []),
      ]),
    ]),
  )
  return { places: times, breaks }
}

/** Each break with how soon it may begin after the place before, and how long before the next one it must. */
function breaksOf({ breaks, workBeforeSeconds }: TimedPlace) {
  const rest = (some: readonly TimedBreak[]) =>
    some.reduce((sum, { serviceSeconds }) => sum + serviceSeconds, 0)
  return breaks.map((pause, index) => ({
    pause,
    early: workBeforeSeconds + rest(breaks.slice(0, index)),
    late: rest(breaks.slice(index)),
  }))
}

function edgesOf({ windows, least, most }: Timed): number[] {
  return [
    ...windows.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]),
    least,
    most,
  ].filter((edge) => Math.abs(edge) < 1e11)
}
