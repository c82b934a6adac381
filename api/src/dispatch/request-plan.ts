import type { z } from 'zod'
import { sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { PlanVersion, solvePlan } from '../contract/index.ts'
import { findCrews, findShifts, findToday } from '../crews/queries.ts'
import { badInput, conflict, notFound, type FieldError } from '../http/problems.ts'
import { enqueue } from '../jobs/queue.ts'
import { solvePlanQueue } from '../jobs/queues/solve-plan.ts'
import { addDays } from '../jurisdictions/city-time.ts'
import { emitLive } from '../live/emit.ts'
import { DEFAULT_WEIGHTS } from '../planner/index.ts'
import { findDispatchedTaskIds, findPlannableTaskIds } from './day-queries.ts'
import type { PlanRequest } from './day-input.ts'
import { findLocks } from './find-locks.ts'
import {
  findVersion,
  insertPlan,
  insertVersion,
  lockPlan,
  toPlanVersion,
  type LockedPlan,
  type NewAct,
} from './version-queries.ts'

type Given = z.output<(typeof solvePlan)['body']>

const mostTasks = 2000
const mostDaysAhead = 90

/** A new version of a day's plan, to be solved by a job that exists exactly when the version does. */
export async function requestPlan(
  tx: Tx,
  context: Context,
  given: Given,
  accountId: string | null,
): Promise<PlanVersion> {
  const now = context.clock.now()
  const today = await findToday(tx, now)
  demandPlannableDay(given.day, today)
  demandKnownWeights(given.weights)
  const planId = given.planId ?? (await insertPlan(tx, given.day, accountId, now))
  const plan = await lockPlan(tx, planId)
  if (!plan) throw notFound('plan', planId)
  if (plan.day !== given.day) throw conflict('This plan is for another day', { day: plan.day })
  const baseVersion = given.baseVersion ?? plan.publishedVersion
  if (given.baseVersion !== undefined && !(await findVersion(tx, planId, given.baseVersion)))
    throw notFound('plan version', given.baseVersion)

  const crewIds = await chooseCrews(tx, given)
  const open = await findPlannableTaskIds(tx, given.workOrderIds ?? null)
  const request = await describeRequest(tx, plan, {
    ...given,
    crewIds,
    open,
    from: given.day === today ? now : null,
  })
  const act = { kind: 'solve', title: null } as const
  return startSolving(tx, context, plan, { request, baseVersion, act, accountId })
}

export function demandPlannableDay(day: string, today: string, path = 'body.day'): void {
  if (day < today) throw badInput('This day is over', [{ path, message: 'before today' }])
  if (day > addDays(today, mostDaysAhead))
    throw badInput('This day is too far ahead', undefined, { mostDaysAhead })
}

/** What is asked of a day: what is with its crews already, and of what is open as much as fits. */
export async function describeRequest(
  tx: Tx,
  { id, publishedVersion, headVersion }: LockedPlan,
  given: Pick<Given, 'seconds' | 'seed' | 'weights' | 'baseVersion'> & {
    crewIds: number[]
    open: number[]
    from: Date | null
  },
): Promise<PlanRequest> {
  const dispatched = publishedVersion === null ? [] : await findDispatchedTaskIds(tx, id)
  return {
    crewIds: given.crewIds,
    taskIds: [...new Set([...dispatched, ...given.open])].slice(0, mostTasks),
    seconds: given.seconds,
    seed: given.seed,
    weights: given.weights ?? {},
    locks: await findLocks(tx, id, given.baseVersion ?? headVersion),
    whatIf: null,
    together: [],
    publishedVersion,
    changeBudget: null,
    from: given.from?.toISOString() ?? null,
  }
}

export interface AskedVersion {
  request: PlanRequest
  baseVersion: number | null
  act: NewAct
  accountId: string | null
}

/** The version exists exactly when its job does. */
export async function startSolving(
  tx: Tx,
  context: Context,
  plan: LockedPlan,
  given: AskedVersion,
): Promise<PlanVersion> {
  const version = await beginVersion(tx, context, plan, given)
  await enqueueSolve(tx, context, { planId: plan.id, version })
  return toPlanVersion((await findVersion(tx, plan.id, version))!)
}

export async function enqueueSolve(
  tx: Tx,
  context: Context,
  { planId, version }: { planId: number; version: number },
): Promise<void> {
  await enqueue(tx, context, solvePlanQueue, { key: { jurisdictionId: tx.jurisdictionId, planId, version } })
}

/** A version that waits to be solved. */
export async function beginVersion(
  tx: Tx,
  context: Context,
  { id: planId, day, headVersion: follows }: LockedPlan,
  given: AskedVersion,
): Promise<number> {
  const now = context.clock.now()
  const version = await insertVersion(tx, planId, { status: 'solving', follows, ...given }, now)
  await tx.query(sql`
    update plan set updated_at = ${now} where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId}`)
  emitLive(tx, [
    { entity: 'plan', entityId: planId, version, data: { day } },
    {
      entity: 'plan_version',
      entityId: `${planId}/${version}`,
      version,
      data: { planId, status: 'solving', share: 0, assignedCount: 0, phase: 'waiting' },
    },
  ])
  return version
}

export async function chooseCrews(tx: Tx, given: Pick<Given, 'day' | 'crewIds'>): Promise<number[]> {
  const shifts = await findShifts(tx, given.day)
  const withShift = new Set(shifts.map(({ crewId }) => crewId))
  if (!given.crewIds) {
    if (withShift.size === 0) throw conflict('No crew has a shift on this day', { day: given.day })
    return [...withShift]
  }
  const known = new Set((await findCrews(tx, given.day)).map(({ id }) => id))
  const errors = given.crewIds.flatMap((id): FieldError[] => {
    const path = `body.crewIds.${id}`
    if (!known.has(id)) return [{ path, message: 'There is no such crew' }]
    return withShift.has(id) ? [] : [{ path, message: 'This crew has no shift on this day' }]
  })
  if (errors.length > 0) throw badInput('Some of these crews cannot be planned', errors)
  if (given.crewIds.length === 0) throw badInput('A plan needs a crew')
  return [...new Set(given.crewIds)]
}

export function demandKnownWeights(weights: Given['weights']): void {
  const unknown = Object.keys(weights ?? {}).filter((name) => !Object.hasOwn(DEFAULT_WEIGHTS, name))
  if (unknown.length === 0) return
  throw badInput(
    'There is no such weight',
    unknown.map((name) => ({ path: `body.weights.${name.slice(0, 60)}`, message: 'unknown' as const })),
  )
}
