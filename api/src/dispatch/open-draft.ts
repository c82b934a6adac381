import { notFound } from '../http/problems.ts'
import type { Tx } from '@dromos/db'
import { viewPlan, type PlanView } from '../planner/explain/index.ts'
import { prepareProblem } from '../planner/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { buildProblem, type DayProblem } from './build-problem.ts'
import type { DayInput } from './day-input.ts'
import { findPlannableTaskIds, findWorkOrderOf, loadDay } from './day-queries.ts'
import { findHeldElsewhere } from './held-elsewhere.ts'
import { openVersion } from './open-version.ts'
import type { StoredLock } from './plan-lock.ts'
import { rebuildPlan } from './rebuild-plan.ts'
import { rememberMatrices } from './remember-matrices.ts'
import { ordersOf } from './route-sketches.ts'
import type { VersionRow } from './version-queries.ts'

/** A stored version as the planner sees it, to be asked about or changed by hand. */
export interface Draft {
  /** with the tasks and crews that were asked for besides, under the locks that hold */
  row: VersionRow
  input: DayInput
  day: DayProblem
  /** tasks of each crew as the version has them, also those that have begun */
  orders: ReadonlyMap<number, readonly number[]>
  view: PlanView
  isEstimate: boolean
}

export interface DraftQuestion {
  planId: number
  version: number
  taskIds: number[]
  now: Date
  /** more crews than the version has */
  crewIds?: readonly number[]
  /** whether drafts of other days count for nothing: only what crews have comes before what is given out */
  isGivenOut?: boolean
  /** of the version's locks, all unless chosen */
  chooseLocks?: (held: StoredLock[]) => StoredLock[]
}

/** The tasks asked about need not have been in the version, if they are open. */
export async function openDraft(
  tx: Tx,
  travelTimes: TravelTimes,
  { planId, version, taskIds: asked, now, ...given }: DraftQuestion,
): Promise<Draft> {
  const { row, routes, locks: held, from } = await openVersion(tx, { planId, version, now })
  const taskIds = await withTasks(tx, row.request.taskIds, asked)
  const locks = given.chooseLocks?.(held) ?? held
  const request = {
    ...row.request,
    crewIds: [...new Set([...row.request.crewIds, ...(given.crewIds ?? [])])],
    taskIds,
    locks,
    together: given.isGivenOut ? [] : row.request.together,
    from,
  }
  const heldElsewhere = findHeldElsewhere(tx, { day: row.day, request, now })
  const input = await loadDay(tx, row.day, planId, null, request, heldElsewhere)
  const { matrices, isEstimate } = await rememberMatrices(travelTimes, input)
  const day = buildProblem(input, matrices)
  const plan = rebuildPlan(day, routes)
  return {
    row: { ...row, request },
    input,
    day,
    orders: ordersOf(routes),
    view: viewPlan(prepareProblem(day.problem), plan),
    isEstimate,
  }
}

async function withTasks(tx: Tx, taskIds: number[], asked: number[]): Promise<number[]> {
  const added: number[] = []
  for (const taskId of asked) {
    if (taskIds.includes(taskId)) continue
    const workOrderId = await findWorkOrderOf(tx, taskId)
    const open = workOrderId === null ? [] : await findPlannableTaskIds(tx, [workOrderId])
    if (!open.includes(taskId)) throw notFound('open task', taskId)
    added.push(taskId)
  }
  return [...taskIds, ...added]
}
