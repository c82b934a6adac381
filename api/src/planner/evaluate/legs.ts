import { UNREACHABLE } from '../model/index.ts'
import type { Crew, Shift, Stop, TimeWindow, TravelMatrix } from '../model/index.ts'
import type { RouteSchedule, StopSchedule, ViolationKind } from './evaluation.ts'
import type { PreparedProblem } from './prepare.ts'

/** Seconds before which a job must not start, because of links with other routes. */
export type NotBefore = Map<number, number>

/** Where a crew is while its route is being scheduled. */
export interface Walk {
  prepared: PreparedProblem
  crew: Crew
  shift: Shift
  matrix: TravelMatrix
  notBefore: NotBefore | null
  place: number | null
  clock: number
  load: number[]
  schedule: RouteSchedule
  violate(kind: ViolationKind, job: number | null, amount: number, dimension?: number): void
}

/** Moves the walk along one leg, taking breaks on the way, and opens the stop at its end. */
export function driveTo(walk: Walk, place: number | null, breaks: number[], stop: Stop): StopSchedule {
  const leg = takeLeg(walk, place)
  let remaining = leg.seconds
  for (const index of breaks) remaining -= takeBreak(walk, index, remaining, remaining === leg.seconds)
  const opened = openStop(walk, stop)
  walk.clock += remaining
  opened.arrivalSeconds = walk.clock
  opened.travelSeconds = remaining
  opened.meters = leg.meters
  walk.schedule.stops.push(opened)
  return opened
}

function takeLeg(walk: Walk, place: number | null): { seconds: number; meters: number } {
  const { schedule, matrix, crew, violate } = walk
  const from = walk.place
  if (place === null) return { seconds: 0, meters: 0 }
  walk.place = place
  if (from === null) return { seconds: 0, meters: 0 }
  const arc = from * matrix.size + place
  const seconds = matrix.seconds[arc]
  const meters = matrix.meters[arc]
  if (seconds >= UNREACHABLE) violate('unreachable', null, 0)
  schedule.travelSeconds += seconds
  schedule.meters += meters
  schedule.workSeconds += seconds
  schedule.travelCost += matrix.costs
    ? matrix.costs[arc]
    : seconds * crew.costs.perTravelSecond + meters * crew.costs.perMeter
  return { seconds, meters }
}

/** Takes a break as early as its windows allow and returns the seconds driven before it. */
function takeBreak(walk: Walk, index: number, remaining: number, isAtPlace: boolean): number {
  const { schedule, shift, violate } = walk
  const pause = shift.breaks[index]
  const latest = pause.windows[pause.windows.length - 1].endSeconds
  const onArrival = earliestStart(pause.windows, walk.clock + remaining)
  const now = earliestStart(pause.windows, walk.clock)
  let driven = remaining
  let start = onArrival
  if (pause.isInsideTravelAllowed) {
    driven = Math.min(remaining, now - walk.clock)
    start = now
  } else if (onArrival > latest && isAtPlace) {
    driven = 0
    start = now
  }
  if (start > latest) violate('break', null, start - latest)
  const stop = openStop(walk, { kind: 'break', break: index })
  stop.arrivalSeconds = walk.clock + driven
  stop.travelSeconds = driven
  stop.startSeconds = start
  stop.waitSeconds = start - stop.arrivalSeconds
  walk.clock = stop.endSeconds = start + pause.durationSeconds
  if (pause.isPaid) schedule.workSeconds += pause.durationSeconds
  if (pause.maxLoad) checkLoad(walk, pause.maxLoad, null)
  schedule.stops.push(stop)
  return driven
}

function openStop(walk: Walk, stop: Stop): StopSchedule {
  return {
    stop,
    arrivalSeconds: 0,
    waitSeconds: 0,
    setupSeconds: 0,
    startSeconds: 0,
    endSeconds: 0,
    travelSeconds: 0,
    meters: 0,
    load: walk.load,
  }
}

export function driveToEnd(walk: Walk, breaks: number[]): void {
  const { schedule, shift } = walk
  const leg = takeLeg(walk, shift.end)
  let remaining = leg.seconds
  for (const index of breaks) remaining -= takeBreak(walk, index, remaining, remaining === leg.seconds)
  schedule.endTravelSeconds = remaining
  schedule.endMeters = leg.meters
  schedule.endSeconds = walk.clock + remaining
}

/** Notes the worst excess over the limit. */
export function checkLoad(walk: Walk, limit: number[], job: number | null): void {
  let excess = 0
  let worst = 0
  walk.load.forEach((amount, dimension) => {
    if (amount - limit[dimension] <= excess) return
    excess = amount - limit[dimension]
    worst = dimension
  })
  if (excess > 0) walk.violate('load', job, excess, worst)
}

/** Earliest second in the windows at or after `ready`; `ready` itself when all have closed. */
export function earliestStart(windows: TimeWindow[], ready: number): number {
  for (const window of windows) {
    if (ready <= window.endSeconds) return Math.max(ready, window.startSeconds)
  }
  return ready
}
