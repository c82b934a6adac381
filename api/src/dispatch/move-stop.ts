import { sql, type Tx } from '@dromos/db'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { movePlanStop } from '../contract/index.ts'
import { badInput, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { moveJob, type PlanView } from '../planner/explain/index.ts'
import { addedViolations, evaluatePlan, type Plan } from '../planner/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import type { DayProblem } from './build-problem.ts'
import type { PlanRequest } from './day-input.ts'
import { openDraft } from './open-draft.ts'
import { readVersion } from './read-version.ts'
import { toldViolations } from './refusals.ts'
import { finishVersion, insertRoutes } from './store-version.ts'
import { describeVersion } from './travel.ts'
import { findUnassigned, insertVersion, lockPlan } from './version-queries.ts'

export interface StopMove {
  planId: number
  version: number
  taskId: number
  /** null takes it out of the plan */
  crewId: number | null
  /** among the crew's tasks; the cheapest unless told */
  place?: number
  /** taken out of the plan to make room */
  leaveOutTaskIds?: number[]
  accountId: string | null
}

/** A new version in which one task is elsewhere, timed anew. A rule it breaks is told, not forbidden. */
export async function moveStop(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  move: StopMove,
): Promise<z.input<typeof movePlanStop.response>> {
  const now = context.clock.now()
  const plan = await lockPlan(tx, move.planId)
  if (!plan) throw notFound('plan version', `${move.planId}/${move.version}`)
  const { row, taskIds, input, day, view, isEstimate } = await openDraft(tx, travelTimes, move)
  const request: PlanRequest = { ...row.request, taskIds, publishedVersion: plan.publishedVersion }
  const evaluation = evaluatePlan(view.prepared, applyMove(view, day, move))
  const version = await insertVersion(
    tx,
    move.planId,
    { status: 'optimised', request, baseVersion: move.version, accountId: move.accountId },
    now,
  )
  const solved = await describeVersion(travelTimes, input, day, evaluation)
  await insertRoutes(tx, move.planId, version, solved.routes, await stillUnassigned(tx, move))
  await finishVersion(tx, move.planId, version, { ...solved, isEstimate }, now)
  await tx.query(sql`
    update plan set updated_at = ${now} where jurisdiction_id = ${tx.jurisdictionId} and id = ${move.planId}`)
  await emitLive(tx, {
    entity: 'plan_version',
    entityId: `${move.planId}/${version}`,
    version,
    data: { planId: move.planId, status: 'optimised', baseVersion: move.version },
  })
  const detail = await readVersion(tx, move.planId, version)
  return { ...detail, violations: toldViolations(day, addedViolations(view.evaluation, evaluation)) }
}

/** What was left out before keeps its reasons; they are found anew when asked for. */
async function stillUnassigned(tx: Tx, { planId, version, taskId, crewId, leaveOutTaskIds = [] }: StopMove) {
  const takenOut = [...leaveOutTaskIds, ...(crewId === null ? [taskId] : [])]
  const moved = new Set([taskId, ...leaveOutTaskIds])
  const before = await findUnassigned(tx, planId, version)
  return [
    ...before.filter((left) => !moved.has(left.taskId)),
    ...takenOut.map((id) => ({ taskId: id, reason: 'taken-out', crewId: null, margin: null, crews: [] })),
  ]
}

function applyMove(view: PlanView, day: DayProblem, move: StopMove): Plan {
  const job = day.taskIds.indexOf(move.taskId)
  const leaveOut = (move.leaveOutTaskIds ?? []).map((taskId) => day.taskIds.indexOf(taskId))
  if (leaveOut.includes(-1) || leaveOut.includes(job))
    throw badInput('Some tasks cannot be left out', [
      { path: 'body.leaveOutTaskIds', message: 'This task is not in the plan' },
    ])
  const crew = move.crewId === null ? null : day.crewIds.indexOf(move.crewId)
  if (crew === -1)
    throw badInput('This crew is not in the plan', [
      { path: 'body.crewId', message: 'This crew has no shift on this day' },
    ])
  return moveJob(view, { job, crew, place: move.place, leaveOut })
}
