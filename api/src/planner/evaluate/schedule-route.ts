import { jobsOf } from '../model/index.ts'
import type { Break, Route, Shift } from '../model/index.ts'
import type { RouteSchedule, ViolationKind } from './evaluation.ts'
import { checkLoad, driveTo, driveToEnd, earliestStart } from './legs.ts'
import type { NotBefore, Walk } from './legs.ts'
import { startLoads } from './loads.ts'
import type { PreparedProblem } from './prepare.ts'

/** Earliest times along a route. Broken rules are noted and time goes on. */
export function scheduleRoute(
  prepared: PreparedProblem,
  route: Route,
  notBefore: NotBefore | null = null,
): RouteSchedule {
  const walk = beginWalk(prepared, route, notBefore)
  const { schedule, shift } = walk
  if (route.stops.length === 0) return schedule
  const tripLoads = startLoads(prepared.problem, route, shift.frozen?.onBoard)
  walk.load = schedule.startLoad = tripLoads[0]
  checkLoad(walk, walk.crew.capacity, null)
  let trip = 0
  let breaks: number[] = []
  for (const stop of route.stops) {
    if (stop.kind === 'break') {
      // taken on the leg to the next stop that has a place
      breaks.push(stop.break)
      continue
    }
    if (stop.kind === 'job') visitJob(walk, stop.job, breaks)
    else visitReload(walk, breaks, tripLoads[++trip])
    breaks = []
  }
  driveToEnd(walk, breaks)
  exceed(walk, 'reload', trip, walk.crew.reload?.maxReloads ?? 0)
  return finish(walk, route)
}

function beginWalk(prepared: PreparedProblem, route: Route, notBefore: NotBefore | null): Walk {
  const crew = prepared.problem.crews[route.crew]
  const shift = crew.shifts[route.shift]
  const startSeconds = shift.frozen ? shift.frozen.readySeconds : shift.startSeconds
  const schedule = emptySchedule(route, shift, startSeconds)
  return {
    prepared,
    crew,
    shift,
    matrix: prepared.crewMatrices[route.crew],
    notBefore,
    place: shift.frozen ? shift.frozen.place : shift.start,
    clock: startSeconds,
    load: [],
    schedule,
    violate: (kind, job, amount, dimension) =>
      schedule.violations.push({ kind, job, crew: route.crew, shift: route.shift, amount, dimension }),
  }
}

function emptySchedule(route: Route, shift: Shift, startSeconds: number): RouteSchedule {
  const { frozen } = shift
  let workSeconds = frozen?.travelSeconds ?? 0
  for (const stop of frozen?.stops ?? []) workSeconds += stop.endSeconds - stop.startSeconds
  return {
    crew: route.crew,
    shift: route.shift,
    stops: [],
    departSeconds: startSeconds,
    startLoad: [],
    endSeconds: startSeconds,
    endTravelSeconds: 0,
    endMeters: 0,
    travelSeconds: 0,
    meters: 0,
    waitSeconds: 0,
    overtimeSeconds: 0,
    workSeconds,
    travelCost: 0,
    fixedCost: 0,
    overtimeCost: 0,
    latenessCost: 0,
    violations: [],
  }
}

function visitJob(walk: Walk, job: number, breaks: number[]): void {
  const { prepared, crew, schedule, violate } = walk
  const {
    place,
    setupSeconds,
    serviceSeconds,
    delivery,
    pickup,
    transfer,
    dueSeconds,
    latenessCostPerSecond,
  } = prepared.problem.jobs[job]
  const misfit = prepared.misfits[job * prepared.problem.crews.length + schedule.crew]
  if (misfit) violate(misfit, job, 0)
  const isNewPlace = place !== walk.place
  const isFirst = schedule.stops.length === 0 && breaks.length === 0
  const stop = driveTo(walk, place, breaks, { kind: 'job', job })
  const ready = Math.max(walk.clock, walk.notBefore?.get(job) ?? -Infinity)
  const windows = prepared.windows[job]
  stop.startSeconds = earliestStart(windows, ready)
  const latest = windows.length === 0 ? -Infinity : windows[windows.length - 1].endSeconds
  if (stop.startSeconds > latest)
    violate('window', job, windows.length === 0 ? 0 : stop.startSeconds - latest)
  if (isFirst) {
    schedule.departSeconds = stop.startSeconds - stop.travelSeconds
    stop.arrivalSeconds = stop.startSeconds
  }
  stop.waitSeconds = stop.startSeconds - stop.arrivalSeconds
  stop.setupSeconds = isNewPlace ? setupSeconds : 0
  walk.clock = stop.endSeconds = stop.startSeconds + stop.setupSeconds + serviceSeconds
  schedule.workSeconds += stop.setupSeconds + serviceSeconds
  if (dueSeconds !== null) {
    schedule.latenessCost += Math.max(0, walk.clock - dueSeconds) * latenessCostPerSecond
  }
  walk.load = walk.load.map(
    (amount, dimension) => amount - delivery[dimension] + pickup[dimension] + transfer[dimension],
  )
  stop.load = walk.load
  checkLoad(walk, crew.capacity, job)
}

function visitReload(walk: Walk, breaks: number[], load: number[]): void {
  const { crew, schedule, violate } = walk
  if (!crew.reload) return violate('reload', null, 0)
  const stop = driveTo(walk, crew.reload.place, breaks, { kind: 'reload' })
  stop.startSeconds = stop.arrivalSeconds
  walk.clock = stop.endSeconds = stop.startSeconds + crew.reload.durationSeconds
  schedule.workSeconds += crew.reload.durationSeconds
  walk.load = stop.load = load
  checkLoad(walk, crew.capacity, null)
}

function finish(walk: Walk, route: Route): RouteSchedule {
  const { schedule, shift, crew, violate } = walk
  for (const stop of schedule.stops) schedule.waitSeconds += stop.waitSeconds
  schedule.fixedCost = crew.costs.fixed
  schedule.overtimeSeconds = Math.max(0, schedule.endSeconds - shift.endSeconds)
  schedule.overtimeCost = schedule.overtimeSeconds * crew.costs.perOvertimeSecond
  exceed(walk, 'shift', schedule.overtimeSeconds, shift.maxOvertimeSeconds)
  exceed(walk, 'max_stops', jobsOf(route).length + (shift.frozen?.stops.length ?? 0), crew.maxStops)
  exceed(walk, 'max_meters', schedule.meters + (shift.frozen?.meters ?? 0), crew.maxMeters)
  exceed(
    walk,
    'max_travel',
    schedule.travelSeconds + (shift.frozen?.travelSeconds ?? 0),
    crew.maxTravelSeconds,
  )
  shift.breaks.forEach((_: Break, index) => {
    const taken = route.stops.filter((stop) => stop.kind === 'break' && stop.break === index).length
    const due = shift.frozen?.breaksTaken.includes(index) ? 0 : 1
    if (taken !== due) violate('break', null, 0)
  })
  return schedule
}

function exceed(walk: Walk, kind: ViolationKind, value: number, limit: number): void {
  if (value > limit) walk.violate(kind, null, value - limit)
}
