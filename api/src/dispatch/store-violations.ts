import type { Tx } from '@dromos/db'
import type { Evaluation } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'
import { violationsAfter, withHistory } from './known-violations.ts'
import { findViolations, setViolations } from './violation-queries.ts'

interface Version {
  planId: number
  version: number
  /** the version it was made from, whose known rules it takes over; null where there was none */
  from: number | null
}

/** Stores what a version breaks that was changed: the rules of the change are its own. */
export async function storeViolationsOfChange(
  tx: Tx,
  { planId, version, from }: Version,
  day: DayProblem,
  change: { before: Evaluation; after: Evaluation; movedTaskIds: number[] },
): Promise<void> {
  const known = from === null ? [] : await findViolations(tx, planId, from)
  await setViolations(tx, planId, version, violationsAfter(day, { ...change, known, version }))
}

/** Stores what a version breaks in which nothing was changed: no rule is its own. */
export async function storeViolationsOfCopy(
  tx: Tx,
  { planId, version, from }: Version,
  day: DayProblem,
  evaluation: Evaluation,
): Promise<void> {
  const known = from === null ? [] : await findViolations(tx, planId, from)
  await setViolations(tx, planId, version, withHistory(day, evaluation, known))
}
