import type { PlanSketch } from '../contract/index.ts'
import type { Evaluation, Plan } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'
import type { DayInput } from './day-input.ts'
import { endOf, startOf } from './places.ts'

/** A plan of a day as it is drawn while a better one is looked for. */
export function sketchPlan(
  input: DayInput,
  day: DayProblem,
  plan: Plan,
  evaluation: Evaluation,
): Omit<PlanSketch, 'number'> {
  const { weights } = day.problem
  const leftOut = evaluation.cost.unassigned * weights.unassigned
  return {
    costSeconds: Math.round(evaluation.total - leftOut),
    routes: plan.routes.flatMap(({ crew, stops }) => {
      const jobs = stops.flatMap((stop) => (stop.kind === 'job' ? [input.tasks[stop.job]] : []))
      if (jobs.length === 0) return []
      const worker = input.crews[crew]
      return [
        {
          crewId: worker.id,
          start: pointOf(startOf(worker)),
          stops: jobs.map(({ id, location }) => ({ taskId: id, location })),
          end: pointOf(endOf(worker)),
        },
      ]
    }),
  }
}

function pointOf([lon, lat]: readonly [number, number]): [number, number] {
  return [lon, lat]
}
