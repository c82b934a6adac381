import { addedViolations, evaluatePlan } from '../evaluate/index.ts'
import { bestInsertion } from './insertion.ts'
import type { Insertion } from './insertion.ts'
import { viewPlan, withRoute, withoutJobs } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'

/** What a stop costs where it is, and what it would cost at the next best place. */
export interface StopCost {
  job: number
  /** Weighted cost that the plan is spared without the stop, the price of leaving the job out apart. */
  cost: number
  nextBest: { crew: number; shift: number; position: number; cost: number } | null
}

/** Candidates that are evaluated in full, for rules between routes. */
const MOST_TRIED = 8

/** Null where the job is left out or done. */
export function explainStop(view: PlanView, job: number): StopCost | null {
  const { prepared, plan, visits } = view
  const visit = visits[job]
  if (!visit || visit.isFrozen) return null
  const without = viewPlan(prepared, withoutJobs(plan, new Set([job])))
  const { problem } = prepared
  const worth = problem.jobs[job].unassignedCost * problem.weights.unassigned
  const spared = without.evaluation.total - worth
  const isHere = (insertion: Insertion) =>
    insertion.route.crew === visit.crew &&
    insertion.route.shift === visit.shift &&
    rankOf(insertion, job) === visit.rank
  const candidates = problem.crews
    .flatMap((crew, index) =>
      crew.shifts.map((_, shift) =>
        bestInsertion(without, index, shift, [job], (a, b) => {
          if (isHere(a) !== isHere(b)) return isHere(b)
          return excess(a) === excess(b) ? a.cost < b.cost : excess(a) < excess(b)
        }),
      ),
    )
    .filter((insertion) => insertion.violations.length === 0 && !isHere(insertion))
    .sort((a, b) => a.cost - b.cost)
  let nextBest: StopCost['nextBest'] = null
  for (const insertion of candidates.slice(0, MOST_TRIED)) {
    const moved = evaluatePlan(prepared, withRoute(without.plan, insertion.route))
    const { total } = moved
    if (addedViolations(view.evaluation, moved).length > 0 || (nextBest && nextBest.cost <= total - spared))
      continue
    const { crew, shift } = insertion.route
    nextBest = { crew, shift, position: rankOf(insertion, job), cost: total - spared }
  }
  return { job, cost: view.evaluation.total - spared, nextBest }
}

/** Jobs before it on the route. */
function rankOf({ route }: Insertion, job: number): number {
  const jobs = route.stops.flatMap((stop) => (stop.kind === 'job' ? [stop.job] : []))
  return jobs.indexOf(job)
}

function excess({ violations }: Insertion): number {
  return violations.reduce((sum, { amount }) => sum + 1 + amount, 0)
}
