import { lackOf, loadUnits, reasonOfRule, type RuleDetail } from '../contract/index.ts'
import { nearestRefusal, type Refusal } from '../planner/explain/index.ts'
import { withCrews } from '../planner/index.ts'
import type { Evaluation, Violation, ViolationKind } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'

/** A rule that keeps a crew from a task, as people know it. */
export type Reason =
  | 'skill'
  | 'vehicle'
  | 'zone'
  | 'capacity'
  | 'reach'
  | 'window'
  | 'shift'
  | 'break'
  | 'crew-locked'
  /** the draft of another day has locked it */
  | 'other-day'
  /** other work has to be done first, or a second crew has to be there */
  | 'waits'
  | 'companion'
  /** it fits, but the plan would be dearer with it than without */
  | 'cost'
  | 'no-crew'

export interface CrewRefusal extends RuleDetail {
  crewId: number
  reason: Reason
  /** seconds, litres or kilograms beyond the limit, or cost; null where there is no measure */
  margin: number | null
}

/** Why nobody has a task: the crew that came nearest, and every crew. */
export interface Explanation {
  taskId: number
  reason: Reason
  crewId: number | null
  margin: number | null
  crews: CrewRefusal[]
}

/** For each crew the first test that fails, over all the one nearest to being passed. */
export function explanationOf(
  day: DayProblem,
  { job, crews }: { job: number; crews: readonly Refusal[] },
): Explanation {
  const told = crews.map(({ step, cause, ...refusal }) => ({
    step,
    cause,
    ...toCrewRefusal(day, job, { step, cause, ...refusal }),
  }))
  const nearest = nearestRefusal(told)
  const sameStep = told.filter(({ step }) => step === nearest?.step)
  // a crew that lacks equipment has passed the test of skills
  const headline =
    nearest?.step === 'skill' ? (sameStep.find(({ reason }) => reason === 'vehicle') ?? nearest) : nearest
  return {
    taskId: day.taskIds[job],
    reason: headline?.reason ?? 'no-crew',
    crewId: headline?.crewId ?? null,
    margin: headline?.margin ?? null,
    crews: told.map(({ crewId, reason, margin, lacking, unit }) => ({
      crewId,
      reason,
      margin,
      lacking,
      unit,
    })),
  }
}

export function toCrewRefusal(day: DayProblem, job: number, refusal: Refusal): CrewRefusal {
  const { crew, cause, margin, dimension } = refusal
  const crewId = day.crewIds[crew]
  const barred = barOf(day, job)
  if (barred) return { crewId, reason: barred, margin: null }
  if (cause === 'skill') return { crewId, ...lackIn(day, job, crew), margin: null }
  return { crewId, reason: cause === 'cost' ? 'cost' : reasonOfRule(cause), margin, unit: unitOf(dimension) }
}

function lackIn({ problem, needs }: DayProblem, job: number, crew: number): ReturnType<typeof lackOf> {
  return lackOf(needs, problem.jobs[job].skills, problem.crews[crew].skills)
}

/** Loads are counted in litres, then kilograms. */
export function unitOf(dimension: number | undefined): RuleDetail['unit'] {
  return dimension === undefined ? undefined : loadUnits[dimension]
}

/** Broken rules of a plan in the words of refusals. What binds two jobs is told of the crew that has the one it breaks at. */
export function toldViolations(
  day: DayProblem,
  violations: readonly Violation[],
  evaluation: Pick<Evaluation, 'routes'>,
) {
  return withCrews(day.problem, violations, evaluation).flatMap(({ kind, job, crew, amount, dimension }) => {
    if (crew === null) return []
    const lack = kind === 'skill' && job !== null ? lackIn(day, job, crew) : null
    return [
      {
        taskId: job === null ? null : day.taskIds[job],
        crewId: day.crewIds[crew],
        cause: lack?.reason ?? causeOf(day, kind, job),
        lacking: lack?.lacking,
        margin: amount > 0 ? amount : null,
        unit: unitOf(dimension),
      },
    ]
  })
}

function causeOf(day: DayProblem, kind: ViolationKind, job: number | null): Reason {
  return (kind === 'crew' && job !== null ? barOf(day, job) : null) ?? reasonOfRule(kind)
}

/** What keeps every crew from a task. */
export function barOf(
  { taskIds, elsewhereTaskIds, waitingTaskIds }: DayProblem,
  job: number,
): 'other-day' | 'waits' | null {
  if (elsewhereTaskIds.has(taskIds[job])) return 'other-day'
  return waitingTaskIds.has(taskIds[job]) ? 'waits' : null
}
