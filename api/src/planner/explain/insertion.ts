import { findBrokenOrders, scheduleRoute } from '../evaluate/index.ts'
import type { RouteSchedule, Violation } from '../evaluate/index.ts'
import type { Route, Stop } from '../model/index.ts'
import { routeCost, routeOf } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'

/** One or more jobs put into a route. */
export interface Insertion {
  route: Route
  schedule: RouteSchedule
  /** Weighted costs that the route gains. */
  cost: number
  /** Rules that the route now breaks and did not break before, or not as much. */
  violations: Violation[]
}

/** A route before anything is put in. */
export interface Base {
  route: Route
  cost: number
  /** Excess by kind and job. */
  known: Map<string, number>
}

export function baseOf(view: PlanView, crew: number, shift: number): Base {
  const route = routeOf(view, crew, shift)
  const isUsed = route.stops.some(({ kind }) => kind === 'job')
  if (!isUsed) return { route, cost: 0, known: new Map() }
  const schedule = scheduleRoute(view.prepared, route, view.notBefore)
  const broken = [...schedule.violations, ...findBrokenOrders(view.prepared.problem, route)]
  const known = new Map(broken.map((violation) => [nameOf(violation), violation.amount]))
  return { route, cost: routeCost(view.prepared, schedule), known }
}

/** The route with other stops. */
export function insertionOf(view: PlanView, base: Base, stops: Stop[]): Insertion {
  const route = { ...base.route, stops }
  const schedule = scheduleRoute(view.prepared, route, view.notBefore)
  const broken = [...schedule.violations, ...findBrokenOrders(view.prepared.problem, route)]
  const violations = broken.filter(
    (violation) => violation.amount > (base.known.get(nameOf(violation)) ?? -1),
  )
  return { route, schedule, cost: routeCost(view.prepared, schedule) - base.cost, violations }
}

/**
 * The cheapest places for jobs on one shift, in the order given if there are several, where no rule of the
 * route breaks; else the places where least breaks. `isBetter` may prefer otherwise.
 */
export function bestInsertion(
  view: PlanView,
  crew: number,
  shift: number,
  jobs: number[],
  isBetter = breaksLess,
): Insertion {
  const base = baseOf(view, crew, shift)
  const [first, ...rest] = jobs
  if (rest.length === 1) return bestPair(view, base, first, rest[0], isBetter)
  let best = bestSingle(view, base, base.route.stops, first, isBetter)
  for (const job of rest) best = bestSingle(view, base, best.route.stops, job, isBetter)
  return best
}

function bestSingle(
  view: PlanView,
  base: Base,
  stops: Stop[],
  job: number,
  isBetter: typeof breaksLess,
): Insertion {
  let best: Insertion | null = null
  for (let place = 0; place <= stops.length; place++) {
    const tried = insertionOf(view, base, stops.toSpliced(place, 0, { kind: 'job', job }))
    if (best === null || isBetter(tried, best)) best = tried
  }
  return best!
}

/** The first job comes before the second. */
function bestPair(
  view: PlanView,
  base: Base,
  first: number,
  second: number,
  isBetter: typeof breaksLess,
): Insertion {
  const { stops } = base.route
  let best: Insertion | null = null
  for (let early = 0; early <= stops.length; early++) {
    const half = stops.toSpliced(early, 0, { kind: 'job', job: first })
    for (let late = early + 1; late <= half.length; late++) {
      const tried = insertionOf(view, base, half.toSpliced(late, 0, { kind: 'job', job: second }))
      if (best === null || isBetter(tried, best)) best = tried
    }
  }
  return best!
}

export function breaksLess(a: Insertion, b: Insertion): boolean {
  const [excessA, excessB] = [excessOf(a), excessOf(b)]
  return excessA === excessB ? a.cost < b.cost : excessA < excessB
}

export function excessOf({ violations }: Insertion): number {
  return violations.reduce((sum, { amount }) => sum + 1 + amount, 0)
}

function nameOf({ kind, job }: Violation): string {
  return `${kind} ${job}`
}
