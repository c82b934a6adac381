import type { RouteSchedule, StopSchedule } from '../evaluate/index.ts'
import type { Crew, TimeWindow } from '../model/index.ts'
import { outside } from './choose-times.ts'
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
  const start = timing([shift], schedule.departSeconds)
  if (isOver(schedule.startLoad, crew.capacity)) start.push({ cause: 'load' })
  const end = timing([shift], schedule.endSeconds)
  if (isOver(schedule.stops.at(-1)?.load ?? schedule.startLoad, crew.capacity)) end.push({ cause: 'load' })
  end.push(...tooFar(crew, schedule.travelSeconds, schedule.meters))
  let [driven, meters] = [0, 0]
  const stops = schedule.stops.map((stop, rank) => {
    driven += stop.travelSeconds
    meters += stop.meters
    return [...stopViolations(vroom, crew, schedule, stop, rank), ...tooFar(crew, driven, meters)]
  })
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
    if (isOver(load, crew.capacity)) violations.push({ cause: 'load' })
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

/** At each step from the one on where the vehicle has driven for too long, or too far. */
function tooFar(crew: Crew, seconds: number, meters: number): VroomViolation[] {
  const violations: VroomViolation[] = []
  if (seconds > crew.maxTravelSeconds) violations.push({ cause: 'max_travel_time' })
  if (meters > crew.maxMeters) violations.push({ cause: 'max_distance' })
  return violations
}

function isJob({ stop }: StopSchedule, job: number): boolean {
  return stop.kind === 'job' && stop.job === job
}

/** Before the nearest window is `lead_time`, after it is `delay`. */
function timing(windows: TimeWindow[], seconds: number): VroomViolation[] {
  const duration = outside(windows, seconds)
  if (duration === 0) return []
  const isEarly = windows.some(({ startSeconds }) => startSeconds - seconds === duration)
  return [{ cause: isEarly ? 'lead_time' : 'delay', duration }]
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
