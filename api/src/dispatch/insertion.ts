import { scheduleRoute, type PreparedProblem, type RouteSchedule, type Violation } from '../planner/index.ts'
import type { Plan, Route } from '../planner/index.ts'

export interface Insertion {
  crew: number
  shift: number
  /** among the stops of the route */
  place: number
  route: Route
  schedule: RouteSchedule
  /** what the crew's time and way become dearer by */
  cost: number
  /** none where the job fits */
  violations: Violation[]
}

/** The route of a crew's shift in a plan; empty where it has none, with its breaks to be taken. */
export function routeOf(prepared: PreparedProblem, plan: Plan, crew: number, shift: number): Route {
  const found = plan.routes.find((route) => route.crew === crew && route.shift === shift)
  if (found && found.stops.length > 0) return found
  const breaks = prepared.problem.crews[crew].shifts[shift].breaks
  return { crew, shift, stops: breaks.map((_, index) => ({ kind: 'break', break: index })) }
}

/**
 * The cheapest place for a job in one crew's day where it breaks no rule; else the place where it breaks the
 * rules by the least. Null only where the crew has no shift.
 */
export function cheapestInsertion(
  prepared: PreparedProblem,
  plan: Plan,
  job: number,
  crew: number,
): Insertion | null {
  let best: Insertion | null = null
  prepared.problem.crews[crew].shifts.forEach((_, shift) => {
    const route = routeOf(prepared, plan, crew, shift)
    const before = route.stops.some(({ kind }) => kind === 'job') ? scheduleRoute(prepared, route) : null
    for (let place = 0; place <= route.stops.length; place++) {
      const tried = insertionAt(prepared, route, job, place, before)
      if (best === null || isBetter(tried, best)) best = tried
    }
  })
  return best
}

/** A job at one place of a route. */
export function insertionAt(
  prepared: PreparedProblem,
  route: Route,
  job: number,
  place: number,
  before: RouteSchedule | null,
): Insertion {
  const stops = [...route.stops.slice(0, place), { kind: 'job' as const, job }, ...route.stops.slice(place)]
  const inserted = { ...route, stops }
  const schedule = scheduleRoute(prepared, inserted)
  const known = before ? before.violations.length : 0
  return {
    crew: route.crew,
    shift: route.shift,
    place,
    route: inserted,
    schedule,
    cost: routeCost(prepared, schedule) - (before ? routeCost(prepared, before) : 0),
    violations:
      schedule.violations.length > known ? newViolations(schedule, before) : worsened(schedule, before),
  }
}

function routeCost({ problem: { weights } }: PreparedProblem, schedule: RouteSchedule): number {
  return (
    weights.travel * schedule.travelCost +
    weights.overtime * schedule.overtimeCost +
    weights.lateness * schedule.latenessCost +
    weights.fixed * schedule.fixedCost
  )
}

function newViolations(schedule: RouteSchedule, before: RouteSchedule | null): Violation[] {
  const known = new Set(before?.violations.map(nameOf))
  const added = schedule.violations.filter((violation) => !known.has(nameOf(violation)))
  return added.length > 0 ? added : schedule.violations
}

/** Rules broken before are held against the job only where it makes them worse. */
function worsened(schedule: RouteSchedule, before: RouteSchedule | null): Violation[] {
  const amounts = new Map(before?.violations.map((violation) => [nameOf(violation), violation.amount]))
  return schedule.violations.filter((violation) => violation.amount > (amounts.get(nameOf(violation)) ?? -1))
}

function nameOf({ kind, job, shift }: Violation): string {
  return `${kind} ${job} ${shift}`
}

function isBetter(a: Insertion, b: Insertion): boolean {
  if (a.violations.length === 0 || b.violations.length === 0) {
    if (a.violations.length !== b.violations.length) return a.violations.length === 0
    return a.cost < b.cost
  }
  return excess(a) < excess(b) || (excess(a) === excess(b) && a.cost < b.cost)
}

function excess({ violations }: Insertion): number {
  return violations.reduce((sum, { amount }) => sum + 1 + amount, 0)
}
