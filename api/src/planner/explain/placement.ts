import { evaluatePlan } from '../evaluate/index.ts'
import type { Violation } from '../evaluate/index.ts'
import type { Plan } from '../model/index.ts'
import { baseOf, bestInsertion, breaksLess, insertionOf } from './insertion.ts'
import type { Insertion } from './insertion.ts'
import { withRoute } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'

/** A job that was left out, put into a plan. */
export interface Placement {
  crew: number
  shift: number
  plan: Plan
  /** What the plan's weighted cost grows by, the price of leaving the job out apart. */
  cost: number
  /** Rules that the route breaks now and did not break before, or not as much. */
  violations: Violation[]
}

/** Where a crew breaks no rule at the least cost, else where it breaks least. Null only without a shift. */
export function placeCheapest(view: PlanView, job: number, crew: number): Placement | null {
  const insertions = view.prepared.problem.crews[crew].shifts.map((_, shift) =>
    bestInsertion(view, crew, shift, [job]),
  )
  const best = leastOf(insertions)
  return best && placementOf(view, job, best)
}

/** Behind so many of the shift's jobs; breaks and reloads beside that place go where they harm least. */
export function placeAt(view: PlanView, job: number, crew: number, shift: number, rank: number): Placement {
  const base = baseOf(view, crew, shift)
  const { stops } = base.route
  const jobs = stops.flatMap(({ kind }, index) => (kind === 'job' ? [index] : []))
  const at = Math.min(rank, jobs.length)
  const first = at === 0 ? 0 : jobs[at - 1] + 1
  const last = at === jobs.length ? stops.length : jobs[at]
  const insertions = Array.from({ length: last - first + 1 }, (_, index) =>
    insertionOf(view, base, stops.toSpliced(first + index, 0, { kind: 'job', job })),
  )
  return placementOf(view, job, leastOf(insertions)!)
}

function leastOf(insertions: Insertion[]): Insertion | null {
  return insertions.reduce<Insertion | null>(
    (best, each) => (best && !breaksLess(each, best) ? best : each),
    null,
  )
}

function placementOf(view: PlanView, job: number, { route, violations }: Insertion): Placement {
  const { prepared, evaluation } = view
  const { crew, shift } = route
  const plan = withRoute(view.plan, route)
  const worth = prepared.problem.jobs[job].unassignedCost * prepared.problem.weights.unassigned
  const cost = evaluatePlan(prepared, plan).total - evaluation.total + worth
  return { crew, shift, plan, cost, violations }
}
