import { evaluatePlan, visitsOf } from '../evaluate/index.ts'
import type { Evaluation, PreparedProblem, Visit } from '../evaluate/index.ts'
import { jobsOf } from '../model/index.ts'
import type { Plan, Route } from '../model/index.ts'
import type { KnownPlan } from '../search/rich/change-guard.ts'
import type { RichInstance } from '../search/rich/rich-instance.ts'
import { splitFlat } from '../search/walker.ts'
import type { FlatRoutes, RouteNodes } from '../search/walker.ts'
import { Repair } from './repair.ts'

/** The plan that people know, in the indexes of the problem in which the event has happened. */
export interface Base {
  /** May name crews and shifts that are gone, but not jobs in the frozen past. */
  plan: Plan
  /** When work was to start at each job; null where it was left out. */
  starts: (number | null)[]
}

/** What is left of the base when nobody changes anything. */
export interface Carried {
  plan: Plan
  evaluation: Evaluation
  visits: (Visit | null)[]
  flat: FlatRoutes
  /** Jobs that the event drives out of their place. */
  forced: ReadonlySet<number>
}

/** Carries the base on under the new problem: as it is, less the jobs that can no longer be done there. */
export function carryOn(prepared: PreparedProblem, instance: RichInstance, base: Base): Carried {
  const { problem } = prepared
  const repair = new Repair(instance)
  const routeAt = routeIndexes(instance)
  const planned = new Set<number>()
  const routes: RouteNodes[] = base.plan.routes.flatMap((route) => {
    const jobs = jobsOf(route).filter((job) => !instance.isDone[job])
    for (const job of jobs) planned.add(job)
    const index = routeAt.get(`${route.crew} ${route.shift}`)
    if (index === undefined) return []
    const nodes = jobs.filter((job) => instance.fits[job * instance.routes + index] === 1)
    return nodes.length > 0 ? [{ route: index, nodes }] : []
  })
  const placed = new Set(routes.flatMap(({ nodes }) => nodes))
  const open = problem.jobs.map((_, job) => job).filter((job) => !instance.isDone[job])
  repair.load(
    routes,
    open.filter((job) => !placed.has(job)),
  )
  repair.dropImpossible()
  for (;;) {
    const flat = repair.flat()
    const { plan, evaluation } = withKnownStops(prepared, base.plan, repair.plan())
    const [broken] = evaluation.violations
    if (!broken) {
      const visits = visitsOf(problem, evaluation.routes)
      const forced = new Set([...planned].filter((job) => !visits[job]))
      return { plan, evaluation, visits, flat, forced }
    }
    const jobs = broken.job !== null ? [broken.job] : jobsOnRoute(plan, broken.crew, broken.shift)
    if (!repair.drop(jobs)) throw new Error(`the plan cannot be carried on: ${broken.kind}`)
  }
}

/** Routes with the same jobs in the same order keep the breaks and reloads that people know, if those hold. */
export function withKnownStops(
  prepared: PreparedProblem,
  known: Plan,
  plan: Plan,
): { plan: Plan; evaluation: Evaluation } {
  const stopsOf = new Map(
    known.routes.map((route) => [`${route.crew} ${route.shift} ${jobsOf(route)}`, route]),
  )
  const routes = plan.routes.map((route): Route => {
    return stopsOf.get(`${route.crew} ${route.shift} ${jobsOf(route)}`) ?? route
  })
  const kept = { ...plan, routes }
  const evaluation = evaluatePlan(prepared, kept)
  if (evaluation.violations.length === 0) return { plan: kept, evaluation }
  return { plan, evaluation: evaluatePlan(prepared, plan) }
}

/** The carried plan as the search counts changes against it. */
export function knownPlan(
  { problem }: PreparedProblem,
  { visits, flat, forced }: Carried,
  budget: number,
): KnownPlan {
  const jobs = problem.jobs.length
  const known: KnownPlan = {
    routeOf: new Int32Array(jobs).fill(-1),
    rankOf: new Int32Array(jobs).fill(-1),
    earliest: new Float64Array(jobs).fill(-Infinity),
    latest: new Float64Array(jobs).fill(Infinity),
    isForced: Uint8Array.from(problem.jobs, (_, job) => (forced.has(job) ? 1 : 0)),
    budget,
  }
  for (const { route, nodes } of splitFlat(flat).routes) {
    nodes.forEach((job, rank) => {
      known.routeOf[job] = route
      known.rankOf[job] = rank
      const { published } = problem.jobs[job]
      if (!published) return
      const { startSeconds } = visits[job]!
      known.earliest[job] = Math.min(published.window.startSeconds, startSeconds)
      known.latest[job] = Math.max(published.window.endSeconds, startSeconds)
    })
  }
  return known
}

function routeIndexes({ routes, crewOf, shiftOf }: RichInstance): Map<string, number> {
  const routeAt = new Map<string, number>()
  for (let route = 0; route < routes; route++) routeAt.set(`${crewOf[route]} ${shiftOf[route]}`, route)
  return routeAt
}

function jobsOnRoute({ routes }: Plan, crew: number | null, shift: number | null): number[] {
  return routes.filter((route) => route.crew === crew && route.shift === shift).flatMap(jobsOf)
}
