import {
  evaluatePlan,
  prepareProblem,
  type FrozenPast,
  type Plan,
  type Problem,
  type Route,
  type RouteSchedule,
} from '../../planner/index.ts'

/** What is known of a job of a route; a job that nothing is known of is still to come. */
export type JobEvent =
  | { kind: 'on-the-way'; departSeconds: number }
  | { kind: 'at-work'; arrivedSeconds: number }
  /** done, or ended in another way */
  | { kind: 'over'; leftSeconds: number }
  /** the crew never went there, or no longer will */
  | { kind: 'dropped' }

export interface PredictedStop {
  job: number
  arrivalSeconds: number
  startSeconds: number
  endSeconds: number
}

export interface PredictedRoute {
  crew: number
  shift: number
  /** at work now, and what is to come */
  stops: PredictedStop[]
  /** back at the end of the route */
  endSeconds: number
  overtimeSeconds: number
}

/**
 * How each route goes on from the last that is known of its crew, by the planner's own evaluator: nobody arrives
 * before now, a job that takes longer than planned ends now at the earliest, and what was planned stays in order.
 */
export function predictRoutes(
  problem: Problem,
  routes: readonly Route[],
  events: ReadonlyMap<number, JobEvent>,
  nowSeconds: number,
): PredictedRoute[] {
  const resumed = routes.map((route) => resume(problem, route, events, nowSeconds))
  const first = evaluate(problem, resumed)
  const delayed = resumed.map((each, index) => waitForNow(each, first[index], nowSeconds))
  const schedules = delayed.some((each, index) => each !== resumed[index])
    ? evaluate(problem, delayed)
    : first
  return schedules.map((schedule, index) => toPrediction(problem, delayed[index], schedule))
}

interface Resumed {
  route: Route
  /** null for a crew of which nothing is known: its shift begins as planned */
  past: { place: number | null; readySeconds: number; breaksTaken: number[] } | null
  /** of the shift */
  startSeconds: number
  atWork: PredictedStop | null
  delaySeconds: number
}

function resume(problem: Problem, route: Route, events: ReadonlyMap<number, JobEvent>, now: number): Resumed {
  let past: Resumed['past'] = null
  let atWork: PredictedStop | null = null
  let onTheWay: { job: number; departSeconds: number } | null = null
  let cut = -1
  const { start, startSeconds } = problem.crews[route.crew].shifts[route.shift]
  let place = start
  const byTime = route.stops
    .flatMap((stop, index) => (stop.kind === 'job' ? [{ job: stop.job, index }] : []))
    .flatMap(({ job, index }) => {
      const event = events.get(job)
      return event && event.kind !== 'dropped' ? [{ job, index, event, at: timeOf(event) }] : []
    })
    .sort((a, b) => a.at - b.at || a.index - b.index)
  for (const { job, index, event } of byTime) {
    if (event.kind === 'on-the-way') {
      onTheWay = { job, departSeconds: event.departSeconds }
      continue
    }
    cut = Math.max(cut, index)
    const { place: there } = problem.jobs[job]
    if (event.kind === 'over') past = { place: there, readySeconds: event.leftSeconds, breaksTaken: [] }
    else {
      atWork = workOn(problem, job, event.arrivedSeconds, there !== place, now)
      past = { place: there, readySeconds: atWork.endSeconds, breaksTaken: [] }
    }
    place = there
  }
  if (onTheWay && past) past = { ...past, readySeconds: Math.max(past.readySeconds, onTheWay.departSeconds) }
  else if (onTheWay) past = { place, readySeconds: onTheWay.departSeconds, breaksTaken: [] }
  return {
    route: rest(route, events, cut, onTheWay?.job ?? null),
    past,
    startSeconds,
    atWork,
    delaySeconds: 0,
  }
}

function timeOf(event: Exclude<JobEvent, { kind: 'dropped' }>): number {
  if (event.kind === 'on-the-way') return event.departSeconds
  return event.kind === 'over' ? event.leftSeconds : event.arrivedSeconds
}

/** A job that is being done: as long as planned, and not over before now. */
function workOn(
  problem: Problem,
  job: number,
  arrivedSeconds: number,
  isNewPlace: boolean,
  now: number,
): PredictedStop {
  const { windows, setupSeconds, serviceSeconds } = problem.jobs[job]
  const open = windows.find(({ endSeconds }) => endSeconds >= arrivedSeconds)
  const startSeconds = Math.max(arrivedSeconds, open?.startSeconds ?? arrivedSeconds)
  const planned = startSeconds + (isNewPlace ? setupSeconds : 0) + serviceSeconds
  return { job, arrivalSeconds: arrivedSeconds, startSeconds, endSeconds: Math.max(now, planned) }
}

/** What is to come, in the planned order; where the crew is on its way to is next. Breaks and reloads that lie behind are. */
function rest(
  { crew, shift, stops }: Route,
  events: ReadonlyMap<number, JobEvent>,
  cut: number,
  next: number | null,
): Route {
  const left = stops.filter((stop, index) => {
    if (stop.kind !== 'job') return index > cut
    const event = events.get(stop.job)
    return event === undefined || event.kind === 'on-the-way'
  })
  if (next === null) return { crew, shift, stops: left }
  const others = left.filter((stop) => stop.kind !== 'job' || stop.job !== next)
  const isNextInTurn =
    left.find(({ kind }) => kind === 'job') === left.find((stop) => stop.kind === 'job' && stop.job === next)
  // a break that was planned before it is taken on the way there
  return { crew, shift, stops: isNextInTurn ? left : [{ kind: 'job', job: next }, ...others] }
}

/** Null for a route of which nothing is left to do. */
function evaluate(problem: Problem, resumed: readonly Resumed[]): (RouteSchedule | null)[] {
  const crews = problem.crews.map((crew, index) => ({
    ...crew,
    shifts: crew.shifts.map((shift, at) => {
      const own = resumed.find(({ route }) => route.crew === index && route.shift === at)
      if (!own) return shift
      const { past, delaySeconds } = own
      if (past) return { ...shift, frozen: frozenAt(problem, past, delaySeconds) }
      return { ...shift, startSeconds: shift.startSeconds + delaySeconds }
    }),
  }))
  const served = new Set(
    resumed.flatMap(({ route }) => route.stops.flatMap((stop) => (stop.kind === 'job' ? [stop.job] : []))),
  )
  const plan: Plan = {
    routes: resumed.map(({ route }) => route),
    unassigned: problem.jobs.map((_, job) => job).filter((job) => !served.has(job)),
  }
  const { routes } = evaluatePlan(prepareProblem({ ...problem, crews }), plan)
  return resumed.map(
    ({ route }) => routes.find(({ crew, shift }) => crew === route.crew && shift === route.shift) ?? null,
  )
}

function frozenAt(
  problem: Problem,
  { place, readySeconds, breaksTaken }: NonNullable<Resumed['past']>,
  delaySeconds: number,
): FrozenPast {
  return {
    stops: [],
    breaksTaken,
    place,
    readySeconds: readySeconds + delaySeconds,
    meters: 0,
    travelSeconds: 0,
    onBoard: problem.jobs[0]?.delivery.map(() => 0) ?? [],
  }
}

/** Who is not there yet by now has been held up at least so much that they could not have been. */
function waitForNow(resumed: Resumed, schedule: RouteSchedule | null, now: number): Resumed {
  const next = schedule ? schedule.stops.findIndex(({ stop }) => stop.kind === 'job') : -1
  if (!schedule || next < 0 || resumed.atWork) return resumed
  const before = schedule.stops.slice(0, next)
  const paused = before.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0)
  const driven = schedule.stops.slice(0, next + 1).reduce((sum, stop) => sum + stop.travelSeconds, 0)
  const late = now - (leavesAt(resumed) + paused + driven)
  return late > 0 ? { ...resumed, delaySeconds: late } : resumed
}

function leavesAt({ past, startSeconds }: Resumed): number {
  return past?.readySeconds ?? startSeconds
}

/** The evaluator leaves the start just in time for the first stop; a crew that is out does not wait to leave. */
function arrivalOf(
  { past, delaySeconds }: Resumed,
  { stops }: RouteSchedule,
  stop: RouteSchedule['stops'][number],
): number {
  if (!past || stop !== stops[0]) return stop.arrivalSeconds
  return Math.min(stop.arrivalSeconds, past.readySeconds + delaySeconds + stop.travelSeconds)
}

function toPrediction(problem: Problem, resumed: Resumed, schedule: RouteSchedule | null): PredictedRoute {
  const { crew, shift } = resumed.route
  const atWork = resumed.atWork ? [resumed.atWork] : []
  if (!schedule) {
    const endSeconds = homeAt(problem, resumed)
    const overtimeSeconds = Math.max(0, endSeconds - problem.crews[crew].shifts[shift].endSeconds)
    return { crew, shift, stops: atWork, endSeconds, overtimeSeconds }
  }
  const ahead = schedule.stops.flatMap((each) => {
    if (each.stop.kind !== 'job') return []
    const { startSeconds, endSeconds } = each
    const arrivalSeconds = arrivalOf(resumed, schedule, each)
    return [{ job: each.stop.job, arrivalSeconds, startSeconds, endSeconds }]
  })
  const { endSeconds, overtimeSeconds } = schedule
  return { crew, shift, stops: [...atWork, ...ahead], endSeconds, overtimeSeconds }
}

/** Of a crew that has nothing left to do but to go home. */
function homeAt(problem: Problem, { route, past }: Resumed): number {
  const { profile, shifts } = problem.crews[route.crew]
  const { startSeconds, end } = shifts[route.shift]
  if (!past) return startSeconds
  const { size, seconds } = problem.matrices[profile]
  const isHome = past.place === null || end === null
  return past.readySeconds + (isHome ? 0 : seconds[past.place! * size + end!])
}
