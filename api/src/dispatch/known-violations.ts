import type { KnownViolation } from '../contract/index.ts'
import { addedViolations, type Evaluation } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'
import { toldViolations } from './refusals.ts'
import type { StoredViolation } from './violation-queries.ts'

type Told = Pick<KnownViolation, 'taskId' | 'crewId' | 'cause'>

interface Changed {
  before: Evaluation
  after: Evaluation
  /** what the plan was known to break before */
  known: readonly StoredViolation[]
  /** the version it becomes, and what is moved in it */
  version: number
  movedTaskIds: number[]
}

/** The rules a changed plan breaks: those of the change are its own, the others keep their history. */
export function violationsAfter(
  day: DayProblem,
  { before, after, known, version, movedTaskIds }: Changed,
): StoredViolation[] {
  const added = new Set(toldViolations(day, addedViolations(before, after), after).map(nameOf))
  return toldViolations(day, after.violations, after).map((violation) =>
    added.has(nameOf(violation))
      ? { ...violation, since: version, movedTaskIds }
      : { ...violation, ...historyOf(violation, known) },
  )
}

/** Rules that a plan breaks now, with what is known of them. */
export function withHistory<Known extends StoredViolation>(
  day: DayProblem,
  evaluation: Evaluation,
  known: readonly Known[],
): KnownViolation[] {
  return toldViolations(day, evaluation.violations, evaluation).map((violation) => ({
    ...violation,
    reason: null,
    ...historyOf(violation, known),
  }))
}

function historyOf(
  violation: Told,
  known: readonly (StoredViolation & { reason?: string | null })[],
): Pick<StoredViolation, 'since' | 'movedTaskIds'> & { reason?: string | null } {
  const before = known.find((each) => nameOf(each) === nameOf(violation))
  if (!before) return { since: null, movedTaskIds: [] }
  const { since, movedTaskIds, reason } = before
  return { since, movedTaskIds, ...(reason === undefined ? {} : { reason }) }
}

function nameOf({ taskId, crewId, cause }: Told): string {
  return `${taskId} ${crewId} ${cause}`
}
