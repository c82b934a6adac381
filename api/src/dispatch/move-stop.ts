import { sql, type Tx } from '@dromos/db'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import type { movePlanStop } from '../contract/index.ts'
import { badInput, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { evaluatePlan, prepareProblem, type Plan, type PreparedProblem } from '../planner/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { buildProblem, type DayProblem } from './build-problem.ts'
import type { PlanRequest } from './day-input.ts'
import { findPlannableTaskIds, findWorkOrderOf, loadDay } from './day-queries.ts'
import { listViolations } from './explain-unassigned.ts'
import { cheapestInsertion, insertionAt, routeOf } from './insertion.ts'
import { readVersion } from './read-version.ts'
import { rebuildPlan, stopIndexOf, withoutJob, withRoute } from './rebuild-plan.ts'
import { finishVersion, insertRoutes } from './store-version.ts'
import { describeVersion, findMatrices } from './travel.ts'
import { findRoutes, findUnassigned, findVersion, insertVersion, lockPlan } from './version-queries.ts'

export interface StopMove {
  planId: number
  version: number
  taskId: number
  /** null takes it out of the plan */
  crewId: number | null
  /** among the crew's tasks; the cheapest unless told */
  place?: number
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
  const row = plan && (await findVersion(tx, move.planId, move.version))
  if (!plan || !row) throw notFound('plan version', `${move.planId}/${move.version}`)
  if (!['optimised', 'published', 'superseded'].includes(row.status))
    throw notAllowedNow('This plan cannot be changed', { status: row.status })

  const taskIds = await withMovedTask(tx, row.request.taskIds, move.taskId)
  const request: PlanRequest = { ...row.request, taskIds, publishedVersion: plan.publishedVersion }
  const input = await loadDay(tx, row.day, move.planId, null, request)
  const stored = await findRoutes(tx, move.planId, move.version)
  const { matrices, isEstimate } = await findMatrices(travelTimes, input)
  const day = buildProblem(input, matrices)
  const prepared = prepareProblem(day.problem)
  const moved = applyMove(prepared, day, rebuildPlan(day, stored), move)
  const evaluation = evaluatePlan(prepared, moved)
  const version = await insertVersion(
    tx,
    move.planId,
    { status: 'optimised', request, baseVersion: move.version, accountId: move.accountId },
    now,
  )
  const unassigned = (await findUnassigned(tx, move.planId, move.version))
    .filter(({ taskId }) => taskId !== move.taskId)
    .map(({ taskId, reason, crews }) => ({ taskId, reason, crews }))
  if (move.crewId === null) unassigned.push({ taskId: move.taskId, reason: 'taken-out', crews: [] })
  const solved = await describeVersion(travelTimes, input, day, evaluation)
  await insertRoutes(tx, move.planId, version, solved.routes, unassigned)
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
  return { ...detail, violations: listViolations(day, evaluation) }
}

/** A task that the version did not know may come in when it is open. */
async function withMovedTask(tx: Tx, taskIds: number[], taskId: number): Promise<number[]> {
  if (taskIds.includes(taskId)) return taskIds
  const workOrderId = await findWorkOrderOf(tx, taskId)
  const open = workOrderId === null ? [] : await findPlannableTaskIds(tx, [workOrderId])
  if (!open.includes(taskId)) throw notFound('open task', taskId)
  return [...taskIds, taskId]
}

function applyMove(prepared: PreparedProblem, day: DayProblem, plan: Plan, move: StopMove): Plan {
  const job = day.taskIds.indexOf(move.taskId)
  const without = withoutJob(plan, job)
  if (move.crewId === null) return without
  const crew = day.crewIds.indexOf(move.crewId)
  if (crew < 0)
    throw badInput('This crew is not in the plan', [
      { path: 'body.crewId', message: 'This crew has no shift on this day' },
    ])
  if (move.place === undefined) {
    const insertion = cheapestInsertion(prepared, without, job, crew)
    return withRoute(without, insertion!.route)
  }
  const { shift, place } = findPlace(prepared, without, crew, move.place)
  const route = routeOf(prepared, without, crew, shift)
  return withRoute(without, insertionAt(prepared, route, job, stopIndexOf(route, place), null).route)
}

/** The shift and the place in it for the n-th task of a crew's day. */
function findPlace(prepared: PreparedProblem, plan: Plan, crew: number, place: number) {
  const { shifts } = prepared.problem.crews[crew]
  let left = place
  for (let shift = 0; shift < shifts.length - 1; shift++) {
    const count = routeOf(prepared, plan, crew, shift).stops.filter(({ kind }) => kind === 'job').length
    if (left <= count && count > 0) return { shift, place: left }
    left -= count
  }
  return { shift: shifts.length - 1, place: left }
}
