import { evaluatePlan } from '../evaluate/index.ts'
import type { PreparedProblem } from '../evaluate/index.ts'
import { jobsOf } from '../model/index.ts'
import type { Plan } from '../model/index.ts'
import { Exchange } from '../search/exchange.ts'
import { runThread } from '../search/run-thread.ts'
import { compile, complete, createWalker, geometryOf, toPlan } from '../search/solver-setup.ts'
import type { Compiled } from '../search/solver-setup.ts'
import { joinFlat } from '../search/walker.ts'
import type { FlatRoutes } from '../search/walker.ts'

export interface ImproveOptions {
  /** On the clock `now`; or `iterations`, which makes the result repeatable. */
  deadline?: number
  iterations?: number
  seed: number
  /** Temperature at the start, in mean legs; a cold start has 1. */
  heat: number
  now?: () => number
}

const NEIGHBOURS = 40
const ROUNDS = 10
const COLD = 0.01

/** One search path that begins with this plan. Never returns a dearer plan, or one that breaks a rule. */
export function improvePlan(prepared: PreparedProblem, plan: Plan, options: ImproveOptions): Plan {
  const { problem } = prepared
  if (problem.jobs.length === 0 || problem.crews.length === 0) return plan
  const compiled = compile(prepared)
  complete(compiled)
  const initial = flatOf(compiled, plan)
  const { total } = evaluatePlan(prepared, plan)
  const left = plan.unassigned.reduce((sum, job) => sum + problem.jobs[job].unassignedCost, 0)
  const placed = plan.routes.reduce((sum, route) => sum + jobsOf(route).length + 1, 0)
  const meanLeg = Math.max(1, (total - left * problem.weights.unassigned) / Math.max(1, placed))
  const task = {
    thread: 0,
    seed: options.seed,
    initial,
    hot: Math.max(2 * COLD, options.heat) * meanLeg,
    cold: COLD * meanLeg,
    isDivided: false,
    rounds: ROUNDS,
  }
  const capacity = initial.length + 3 * compiled.instance.routes + problem.jobs.length
  const walker = createWalker(compiled, options.seed, NEIGHBOURS)
  const budget = {
    deadline: options.iterations === undefined ? (options.deadline ?? 0) : null,
    steps: options.iterations ?? null,
    now: options.now ?? (() => 0),
  }
  const outcome = runThread(
    walker,
    geometryOf(compiled),
    new Exchange(1, capacity),
    task,
    budget,
    () => undefined,
  )
  const improved = toPlan(compiled, outcome.flat)
  const evaluation = evaluatePlan(prepared, improved)
  return evaluation.violations.length === 0 && evaluation.total < total ? improved : plan
}

function flatOf({ instance }: Compiled, plan: Plan): FlatRoutes {
  const routeAt = new Map<string, number>()
  for (let route = 0; route < instance.routes; route++) {
    routeAt.set(`${instance.crewOf[route]} ${instance.shiftOf[route]}`, route)
  }
  const routes = plan.routes
    .map((route) => ({ route: routeAt.get(`${route.crew} ${route.shift}`)!, nodes: jobsOf(route) }))
    .filter(({ nodes }) => nodes.length > 0)
  return joinFlat(routes, plan.unassigned)
}

/** The plan's jobs in their order, with breaks and reloads placed anew. Jobs after a broken rule may be missing. */
export function completePlan(prepared: PreparedProblem, plan: Plan): Plan {
  const compiled = compile(prepared)
  return toPlan(compiled, flatOf(compiled, plan))
}
