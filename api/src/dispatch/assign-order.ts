import { z } from 'zod'
import { maybeOne, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { findShifts, findTimezone } from '../crews/queries.ts'
import { dayOf } from '../jurisdictions/city-time.ts'
import { emitLive } from '../live/emit.ts'
import {
  explainJob,
  placeCheapest,
  viewPlan,
  type Placement,
  type PlanView,
} from '../planner/explain/index.ts'
import { evaluatePlan, prepareProblem, type Plan, type PreparedProblem } from '../planner/index.ts'
import type { TravelTimes } from '../roads/index.ts'
import { lockOrders, orderChange, type StandingOrder } from '../work-orders/move-orders.ts'
import { recordOrderEvents } from '../work-orders/record-events.ts'
import { buildProblem, type DayProblem } from './build-problem.ts'
import { copyVersion, summariseStored } from './copy-version.ts'
import type { DayInput, PlanRequest } from './day-input.ts'
import { findDispatchedTaskIds, findPublishedPlan, loadDay } from './day-queries.ts'
import { publishVersion } from './publish-version.ts'
import { rebuildPlan } from './rebuild-plan.ts'
import { toCrewRefusal, type CrewRefusal } from './refusals.ts'
import { finishVersion, insertRoutes } from './store-version.ts'
import { describeVersion, findMatrices } from './travel.ts'
import { findRoutes, insertPlan, insertVersion, lockPlan, setHead } from './version-queries.ts'

const system = { kind: 'system' } as const

export interface Candidate {
  crewId: number
  /** what the crew's day becomes dearer by, in the planner's units; null where it cannot go */
  cost: number | null
  reason: CrewRefusal['reason'] | null
  margin: number | null
}

/**
 * Gives a ready order to the crew whose published day it makes dearer by the least: skills, vehicle, zone, load
 * and room in the shift must hold. Makes and publishes a new version of the plan. Where no crew fits, the order
 * stays ready and its history says why. Null when the order is not ready any more.
 */
export async function assignOrder(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  given: { workOrderId: number; day?: string },
): Promise<{ crewId: number | null; candidates: Candidate[] } | null> {
  const now = context.clock.now()
  const today = dayOf(now, await findTimezone(tx))
  const day = given.day ?? today
  const published = await holdDay(tx, day)
  const [order] = await lockOrders(tx, [given.workOrderId])
  const taskId = order?.status === 'ready' ? await findOpenTask(tx, order.id) : null
  if (!order || taskId === null || day < today) return null

  const planned = published ? await findDispatchedTaskIds(tx, published.planId) : []
  const request: PlanRequest = {
    crewIds: [...new Set((await findShifts(tx, day)).map(({ crewId }) => crewId))],
    taskIds: [...planned, taskId],
    seconds: 0,
    seed: 0,
    weights: {},
    publishedVersion: published?.version ?? null,
    from: day === today ? now.toISOString() : null,
    changeBudget: null,
  }
  const input = await loadDay(tx, day, published?.planId ?? 0, null, request)
  const { matrices, isEstimate } = await findMatrices(travelTimes, input)
  const problem = buildProblem(input, matrices)
  const prepared = prepareProblem(problem.problem)
  const stored = published ? await findRoutes(tx, published.planId, published.version) : []
  const view = viewPlan(prepared, rebuildPlan(problem, stored))
  const job = problem.taskIds.indexOf(taskId)
  const { best, candidates } = weighCrews(problem, view, job)
  if (!best) {
    await tellNobodyFits(tx, order, day, candidates, now)
    return { crewId: null, candidates }
  }
  const crewId = problem.crewIds[best.crew]
  await publishInsertion(tx, context, travelTimes, {
    input,
    problem,
    plan: best.plan,
    prepared,
    request,
    published,
    isEstimate,
    crewId,
    taskId,
    assignment: { crewId, day, candidates, at: now.toISOString() },
  })
  await tellAssigned(tx, order, day, crewId, candidates, now)
  return { crewId, candidates }
}

/** Every crew with what it would cost or why it cannot, and the cheapest. */
function weighCrews(
  day: DayProblem,
  view: PlanView,
  job: number,
): { best: Placement | null; candidates: Candidate[] } {
  let best: Placement | null = null
  const { crews } = explainJob(view, job)
  const candidates = crews.map((refusal): Candidate => {
    if (refusal.cause !== 'cost') return { ...toCrewRefusal(day, job, refusal), cost: null }
    const placement = placeCheapest(view, job, refusal.crew)!
    if (!best || placement.cost < best.cost) best = placement
    return { crewId: day.crewIds[refusal.crew], cost: placement.cost, reason: null, margin: null }
  })
  candidates.sort((a, b) => (a.cost ?? Infinity) - (b.cost ?? Infinity) || a.crewId - b.crewId)
  return { best, candidates }
}

interface Inserted {
  input: DayInput
  problem: DayProblem
  plan: Plan
  prepared: PreparedProblem
  request: PlanRequest
  published: { planId: number; version: number } | null
  isEstimate: boolean
  crewId: number
  taskId: number
  assignment: object
}

/** The routes of the other crews go over as they are; only the chosen crew's is timed anew. */
async function publishInsertion(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  inserted: Inserted,
): Promise<void> {
  const { input, problem, prepared, request, published, crewId, taskId } = inserted
  const now = context.clock.now()
  const planId = published?.planId ?? (await insertPlan(tx, input.day, null, now))
  const baseVersion = published?.version ?? null
  const task = input.tasks.find(({ id }) => id === taskId)
  const act = { kind: 'assign', title: task?.title ?? null } as const
  const version = await insertVersion(
    tx,
    planId,
    { status: 'optimised', request, baseVersion, follows: baseVersion, act, accountId: null },
    now,
  )
  const evaluation = evaluatePlan(prepared, inserted.plan)
  const { routes } = await describeVersion(travelTimes, input, problem, evaluation, [crewId])
  if (baseVersion !== null) await copyVersion(tx, planId, baseVersion, version, { crewId, taskId })
  await insertRoutes(tx, planId, version, routes, [])
  const summary = await summariseStored(tx, planId, version, evaluation, problem)
  await finishVersion(tx, planId, version, { summary, isEstimate: inserted.isEstimate }, now)
  await setHead(tx, planId, version, now)
  await publishVersion(tx, context, planId, version, system, {
    assignments: new Map([[taskId, inserted.assignment]]),
  })
}

/** One assignment of a day at a time. The plan is held before the order, as publishing does. */
async function holdDay(tx: Tx, day: string): Promise<{ planId: number; version: number } | null> {
  await tx.query(sql`select pg_advisory_xact_lock(7411, hashtext(${`${tx.jurisdictionId} ${day}`}))`)
  const found = await findPublishedPlan(tx, day)
  if (!found) return null
  const plan = await lockPlan(tx, found.planId)
  return { planId: found.planId, version: plan!.publishedVersion! }
}

async function findOpenTask(tx: Tx, workOrderId: number): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ id: z.number() }),
    sql`
      select id from task
      where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId} and status = 'open'
      order by position limit 1`,
  )
  return row?.id ?? null
}

async function tellAssigned(
  tx: Tx,
  order: StandingOrder,
  day: string,
  crewId: number,
  candidates: Candidate[],
  now: Date,
): Promise<void> {
  await recordOrderEvents(tx, [{ ...eventOf(order, now), data: { day, crewId, candidates } }])
}

async function tellNobodyFits(
  tx: Tx,
  order: StandingOrder,
  day: string,
  candidates: Candidate[],
  now: Date,
): Promise<void> {
  await recordOrderEvents(tx, [
    { ...eventOf(order, now), reason: 'no crew fits', data: { day, crewId: null, candidates } },
  ])
  const change = orderChange(order)
  await emitLive(tx, { ...change, data: { ...change.data, isAssigned: false, day } })
}

function eventOf(order: StandingOrder, now: Date) {
  return {
    workOrderId: order.id,
    kind: 'assigned' as const,
    actor: system,
    channel: 'queue',
    occurredAt: now,
    receivedAt: now,
  }
}
