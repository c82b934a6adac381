import { nearestRefusal, type Refusal } from '../planner/explain/index.ts'
import type { Violation, ViolationKind } from '../planner/index.ts'
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
  /** it fits, but the plan would be dearer with it than without */
  | 'cost'
  | 'no-crew'

export interface CrewRefusal {
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
  const told = crews.map((refusal) => ({ ...refusal, ...toCrewRefusal(day, job, refusal) }))
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
    crews: told.map(({ crewId, reason, margin }) => ({ crewId, reason, margin })),
  }
}

export function toCrewRefusal(day: DayProblem, job: number, refusal: Refusal): CrewRefusal {
  const { crew, cause, margin } = refusal
  const reason = cause === 'skill' ? lackOf(day, job, crew) : cause === 'cost' ? 'cost' : reasonOf(cause)
  return { crewId: day.crewIds[crew], reason, margin: cause === 'skill' ? null : margin }
}

function lackOf({ problem, needs }: DayProblem, job: number, crew: number): 'skill' | 'vehicle' {
  const has = problem.crews[crew].skills
  const lacking = problem.jobs[job].skills.filter((need) => !has.includes(need))
  return lacking.some((need) => needs[need].startsWith('skill:')) ? 'skill' : 'vehicle'
}

export function reasonOf(kind: ViolationKind): Reason {
  switch (kind) {
    case 'window':
      return 'window'
    case 'load':
    case 'reload':
      return 'capacity'
    case 'break':
      return 'break'
    case 'unreachable':
      return 'reach'
    case 'skill':
      return 'skill'
    case 'zone':
      return 'zone'
    case 'lock':
    case 'crew':
      return 'crew-locked'
    default:
      return 'shift'
  }
}

/** Broken rules in the words of refusals. */
export function toldViolations(day: DayProblem, violations: readonly Violation[]) {
  return violations
    .filter(({ crew }) => crew !== null)
    .map(({ kind, job, crew, amount }) => ({
      taskId: job === null ? null : day.taskIds[job],
      crewId: day.crewIds[crew!],
      cause: kind === 'skill' && job !== null ? lackOf(day, job, crew!) : reasonOf(kind),
      margin: amount > 0 ? amount : null,
    }))
}
