import type { Crew, Job, Problem, Shift, TimeWindow } from '../model/index.ts'
import { UNREACHABLE } from '../model/index.ts'
import type { ClaimedRoute, ClaimedStop } from './claim.ts'
import type { Tell } from './finding.ts'

interface Context {
  problem: Problem
  crew: Crew
  shift: Shift
  route: ClaimedRoute
  tell: Tell
}

/** Every rule that concerns one route alone. */
export function checkRoute(problem: Problem, route: ClaimedRoute, tell: Tell): void {
  const crew = problem.crews[route.crew]
  const shift = crew?.shifts[route.shift]
  if (!crew || !shift) return tell('shift', 'does not exist')
  const label = `crew ${crew.id} shift ${route.shift}`
  const context: Context = {
    problem,
    crew,
    shift,
    route,
    tell: (rule, text) => tell(rule, `${label}: ${text}`),
  }
  checkLegs(context)
  checkClock(context)
  checkLoads(context)
  checkLimits(context)
  for (const { stop } of route.stops) if (stop.kind === 'job') checkFit(context, stop.job)
}

function placeOf({ problem, crew }: Context, { stop }: ClaimedStop): number | null {
  if (stop.kind === 'job') return problem.jobs[stop.job].place
  return stop.kind === 'reload' ? (crew.reload?.place ?? null) : null
}

/** The driven parts between two places add up to the matrix; breaks cut them only where allowed. */
function checkLegs(context: Context): void {
  const { problem, crew, shift, route, tell } = context
  const matrix = problem.matrices[crew.profile]
  let from = shift.frozen ? shift.frozen.place : shift.start
  let driven: number[] = []
  let closedCuts: number[] = []
  const close = (to: number | null, seconds: number, meters: number, what: string) => {
    const isLeg = from !== null && to !== null
    const arc = isLeg ? from! * matrix.size + to! : -1
    const expected = isLeg ? Math.round(matrix.seconds[arc] / crew.speedFactor) : 0
    if (isLeg && matrix.seconds[arc] >= UNREACHABLE) tell('unreachable', what)
    const before = driven.reduce((sum, part) => sum + part, 0)
    if (before + seconds !== expected)
      tell('travel', `${what}: ${before + seconds} s instead of ${expected} s`)
    if (meters !== (isLeg ? matrix.meters[arc] : 0)) tell('travel', `${what}: wrong metres`)
    for (const cut of closedCuts) {
      const part = driven.slice(0, cut).reduce((sum, more) => sum + more, 0)
      if (part !== 0 && part !== expected) tell('break', `${what}: a break interrupts the leg`)
    }
    if (to !== null) from = to
    driven = []
    closedCuts = []
  }
  for (const claimed of route.stops) {
    const { stop, travelSeconds, meters } = claimed
    if (travelSeconds < 0) tell('travel', 'goes back in time')
    if (stop.kind === 'break') {
      driven.push(travelSeconds)
      if (!shift.breaks[stop.break]?.isInsideTravelAllowed) closedCuts.push(driven.length)
    } else close(placeOf(context, claimed), travelSeconds, meters, `leg to ${JSON.stringify(stop)}`)
  }
  close(shift.end, route.endTravelSeconds, route.endMeters, 'leg to the end')
}

function checkClock(context: Context): void {
  const { problem, shift, crew, route, tell } = context
  const begin = shift.frozen?.readySeconds ?? shift.startSeconds
  if (route.departSeconds < begin) tell('shift', 'departs too early')
  let clock = route.departSeconds
  let place = shift.frozen ? shift.frozen.place : shift.start
  for (const claimed of route.stops) {
    const { stop, arrivalSeconds, startSeconds, endSeconds } = claimed
    clock += claimed.travelSeconds
    if (arrivalSeconds !== clock) tell('clock', `${JSON.stringify(stop)} is reached at ${clock} s`)
    if (startSeconds < arrivalSeconds) tell('clock', `${JSON.stringify(stop)} starts before it is reached`)
    let duration = crew.reload?.durationSeconds ?? 0
    if (stop.kind === 'break') {
      duration = shift.breaks[stop.break]?.durationSeconds ?? 0
      checkWithin(shift.breaks[stop.break]?.windows ?? [], startSeconds, 'break', tell)
    } else if (stop.kind === 'job') {
      const job = problem.jobs[stop.job]
      duration = job.serviceSeconds + (place === job.place ? 0 : job.setupSeconds)
      checkWithin(job.windows, startSeconds, 'window', tell)
    }
    if (endSeconds - startSeconds !== duration) tell('clock', `${JSON.stringify(stop)} takes ${duration} s`)
    place = placeOf(context, claimed) ?? place
    clock = endSeconds
  }
  clock += route.endTravelSeconds
  if (clock !== route.endSeconds) tell('clock', `ends at ${clock} s`)
  if (clock > shift.endSeconds + shift.maxOvertimeSeconds) tell('shift', 'ends after the overtime allowed')
}

function checkWithin(windows: TimeWindow[], seconds: number, rule: string, tell: Tell): void {
  const isInside = windows.some((window) => window.startSeconds <= seconds && seconds <= window.endSeconds)
  if (!isInside) tell(rule, `${seconds} s is in no window`)
}

/** Adds up every trip twice: what leaves the depot, then stop by stop. */
function checkLoads({ problem, crew, shift, route, tell }: Context): void {
  for (let dimension = 0; dimension < problem.dimensions; dimension++) {
    const trips: (Job | number)[][] = [[]]
    for (const { stop } of route.stops) {
      if (stop.kind === 'reload') trips.push([])
      else trips[trips.length - 1].push(stop.kind === 'job' ? problem.jobs[stop.job] : stop.break)
    }
    trips.forEach((trip, number) => {
      let load = number === 0 ? (shift.frozen?.onBoard[dimension] ?? 0) : 0
      for (const item of trip) if (typeof item === 'object') load += item.delivery[dimension]
      let peak = load
      for (const item of trip) {
        if (typeof item === 'object') {
          load += item.pickup[dimension] - item.delivery[dimension] + item.transfer[dimension]
          peak = Math.max(peak, load)
        } else if (load > (shift.breaks[item]?.maxLoad?.[dimension] ?? Infinity))
          tell('load', 'too much for a break')
      }
      if (peak > crew.capacity[dimension])
        tell('load', `trip ${number} has ${peak} of ${crew.capacity[dimension]}`)
    })
  }
}

function checkLimits({ crew, shift, route, tell }: Context): void {
  const { frozen } = shift
  const count = (kind: string) => route.stops.filter(({ stop }) => stop.kind === kind).length
  let seconds = route.endTravelSeconds + (frozen?.travelSeconds ?? 0)
  let meters = route.endMeters + (frozen?.meters ?? 0)
  for (const stop of route.stops) {
    seconds += stop.travelSeconds
    meters += stop.meters
  }
  if (count('job') + (frozen?.stops.length ?? 0) > crew.maxStops)
    tell('max_stops', `more than ${crew.maxStops}`)
  if (seconds > crew.maxTravelSeconds) tell('max_travel', `${seconds} s`)
  if (meters > crew.maxMeters) tell('max_meters', `${meters} m`)
  if (count('reload') > (crew.reload?.maxReloads ?? 0)) tell('reload', 'too many')
  const taken = route.stops.flatMap(({ stop }) => (stop.kind === 'break' ? [stop.break] : []))
  const allTaken = [...taken, ...(frozen?.breaksTaken ?? [])].sort((a, b) => a - b)
  if (allTaken.join() !== [...shift.breaks.keys()].join()) tell('break', `has breaks ${allTaken.join()}`)
}

function checkFit({ problem, crew, route, tell }: Context, index: number): void {
  const job = problem.jobs[index]
  const owned = new Set(crew.skills)
  if (!job.skills.every((skill) => owned.has(skill))) tell('skill', `job ${job.id}`)
  if (job.forbiddenCrews.includes(route.crew)) tell('crew', `job ${job.id}`)
  if (job.allowedCrews !== null && !job.allowedCrews.includes(route.crew)) tell('crew', `job ${job.id}`)
  if (crew.isZoneBound && crew.zones && job.zone !== null && !crew.zones.includes(job.zone))
    tell('zone', `job ${job.id}`)
}
