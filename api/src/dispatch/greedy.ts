import { emptyPlan, evaluatePlan, prepareProblem, type Problem } from '../planner/index.ts'
import { cheapestInsertion, type Insertion } from './insertion.ts'
import { withRoute } from './rebuild-plan.ts'

/** Each job at its cheapest place that breaks no rule, the dearest to leave out first. */
export function planGreedily(problem: Problem) {
  const prepared = prepareProblem(problem)
  let plan = emptyPlan(problem)
  const jobs = [...plan.unassigned].sort(
    (a, b) => problem.jobs[b].unassignedCost - problem.jobs[a].unassignedCost,
  )
  for (const job of jobs) {
    let best: Insertion | null = null
    for (const crew of problem.crews.keys()) {
      const insertion = cheapestInsertion(prepared, plan, job, crew)
      if (insertion && insertion.violations.length === 0 && (!best || insertion.cost < best.cost))
        best = insertion
    }
    if (best) plan = withRoute(plan, best.route)
  }
  return { plan, evaluation: evaluatePlan(prepared, plan), iterations: 0 }
}
