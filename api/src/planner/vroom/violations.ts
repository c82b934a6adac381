import type { RouteSchedule, StopSchedule } from '../evaluate/index.ts'
import type { Crew, TimeWindow } from '../model/index.ts'
import type { VroomProblem } from './to-problem.ts'
import type { VroomViolation } from './vroom-output.ts'

/** Broken rules of a route in VROOM's words: `start`, one list a stop, `end`, and those of the route itself. */
export interface RouteViolations {
  start: VroomViolation[]
  stops: VroomViolation[][]
  end: VroomViolation[]
  route: VroomViolation[]
}

export function violationsOf(vroom: VroomProblem, schedule: RouteSchedule): RouteViolations {
  const crew = vroom.problem.crews[schedule.crew]
  const [shift] = crew.shifts
  const own: VroomViolation[] = []
  const taken = schedule.stops.filter(({ stop }) => stop.kind === 'break').length
  if (taken < shift.breaks.length) own.push({ cause: 'missing_break' })
  if (schedule.travelSeconds > crew.maxTravelSeconds) own.push({ cause: 'max_travel_time' })
  if (schedule.meters > crew.maxMeters) own.push({ cause: 'max_distance' })
  const start = timing([shift], schedule.departSeconds)
  if (isOver(schedule.startLoad, crew.capacity)) start.push({ cause: 'load' })
  const end = timing([shift], schedule.endSeconds)
  const stops = schedule.stops.map((stop, rank) => stopViolations(vroom, crew, schedule, stop, rank))
  return { start, stops, end, route: united([start, end, ...stops, own]) }
}

function stopViolations(
  { problem }: VroomProblem,
  crew: Crew,
  { stops }: RouteSchedule,
  { stop, startSeconds, load }: StopSchedule,
  rank: number,
): VroomViolation[] {
  if (stop.kind === 'break') {
    const pause = crew.shifts[0].breaks[stop.break]
    const violations = timing(pause.windows, startSeconds)
    if (pause.maxLoad && isOver(load, pause.maxLoad)) violations.push({ cause: 'max_load' })
    return violations
  }
  if (stop.kind !== 'job') return []
  const job = problem.jobs[stop.job]
  const violations = timing(job.windows, startSeconds)
  if (isOver(load, crew.capacity)) violations.push({ cause: 'load' })
  if (job.skills.some((skill) => !crew.skills.includes(skill))) violations.push({ cause: 'skills' })
  const position = (wanted: number) => stops.findIndex((other) => isJob(other, wanted))
  const ranks = stops.slice(0, rank + 1).filter((other) => other.stop.kind === 'job').length
  if (ranks > crew.maxStops) violations.push({ cause: 'max_tasks' })
  for (const link of problem.links) {
    if (link.kind !== 'precedence') continue
    const isBroken =
      (link.after === stop.job && !(position(link.before) >= 0 && position(link.before) < rank)) ||
      (link.before === stop.job && position(link.after) < rank)
    if (isBroken) violations.push({ cause: 'precedence' })
  }
  return violations
}

function isJob({ stop }: StopSchedule, job: number): boolean {
  return stop.kind === 'job' && stop.job === job
}

/** Before its windows (or between two) is `lead_time`, after the last is `delay`. */
function timing(windows: TimeWindow[], seconds: number): VroomViolation[] {
  if (windows.some(({ startSeconds, endSeconds }) => startSeconds <= seconds && seconds <= endSeconds))
    return []
  const next = windows.find(({ startSeconds }) => startSeconds > seconds)
  if (next) return [{ cause: 'lead_time', duration: next.startSeconds - seconds }]
  return [{ cause: 'delay', duration: seconds - windows[windows.length - 1].endSeconds }]
}

function isOver(load: number[], limit: number[]): boolean {
  return load.some((amount, dimension) => amount > limit[dimension])
}

/** Each cause once, with the seconds added up. */
export function united(lists: VroomViolation[][]): VroomViolation[] {
  const byCause = new Map<string, VroomViolation>()
  for (const { cause, duration } of lists.flat()) {
    const known = byCause.get(cause)
    if (!known) byCause.set(cause, duration === undefined ? { cause } : { cause, duration })
    else if (duration !== undefined) known.duration = (known.duration ?? 0) + duration
  }
  return [...byCause.values()]
}
