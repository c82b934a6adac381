import { z } from 'zod'
import { maybeOne, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { Assignment, AssignmentCandidate } from '../contract/index.ts'
import { findToday } from '../crews/queries.ts'
import { emitLive } from '../live/emit.ts'
import type { TravelTimes } from '../roads/index.ts'
import { findAssignPolicy } from '../services/assign-policy-queries.ts'
import { lockOrders, orderChange, type StandingOrder } from '../work-orders/move-orders.ts'
import { recordOrderEvents, type OrderActor } from '../work-orders/record-events.ts'
import { assignmentChange } from './assign/assignment-change.ts'
import {
  findCrewTasks,
  findNextWorkDay,
  insertDecision,
  isDecided,
  type NewDecision,
} from './assign/decision-queries.ts'
import { holdDay } from './assign/hold-day.ts'
import { publishChange } from './assign/publish-change.ts'
import { openPublishedDay, weighCrews } from './assign/weigh-order.ts'

export interface AssignmentWish {
  workOrderId: number
  jobId: string
  day?: string
  cause: 'asked' | 'propose' | 'policy'
  accountId: string | null
}

export interface AssignmentOutcome {
  status: NewDecision['status']
  crewId: number | null
  candidates: AssignmentCandidate[]
}

/**
 * Looks for the crew whose published day a ready order makes dearer by the least: skills, vehicle, zone, load
 * and room in the shift must hold. Gives it out (a new version of the plan, published) or proposes it, as was
 * asked or as the service's policy says. Where no crew fits, the order stays ready and its history says why.
 * Null when there is nothing to decide.
 */
export async function assignOrder(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  wish: AssignmentWish,
): Promise<AssignmentOutcome | null> {
  const now = context.clock.now()
  const today = await findToday(tx, now)
  const day = wish.day ?? (wish.cause === 'asked' ? today : ((await findNextWorkDay(tx, now)) ?? today))
  const published = await holdDay(tx, day)
  const [order] = await lockOrders(tx, [wish.workOrderId])
  const taskId = order?.status === 'ready' ? await findOpenTask(tx, order.id) : null
  if (!order || taskId === null || day < today || (await isDecided(tx, wish.jobId))) return null
  const cause = await causeOf(tx, wish, order)
  if (cause === 'off') return null

  const decision = { ...beginDecision(wish, order, taskId, day), cause }
  // a proposal joins a day that is published; only a person's wish begins one
  if (!published && cause !== 'asked')
    return decide(tx, order, { ...decision, status: 'nobody', reason: 'no-plan' }, now)
  const from = day === today ? now : null
  const open = await openPublishedDay(tx, travelTimes, { day, from, published, taskId, now })
  const { best, candidates, effect } = weighCrews(open)
  if (!best) return decide(tx, order, { ...decision, status: 'nobody', candidates }, now)
  const crewId = open.problem.crewIds[best.crew]
  const found = { ...decision, crewId, candidates, effect }
  if (cause === 'propose') {
    const crewTaskIds = await findCrewTasks(tx, day, crewId)
    return decide(tx, order, { ...found, status: 'proposed', crewTaskIds }, now)
  }
  const made = await publishChange(tx, context, travelTimes, open, {
    crewId,
    plan: best.plan,
    act: 'assign',
    actor: actorOf(wish.accountId),
    unassigned: [],
    assignment: { crewId, day, candidates, at: now.toISOString() },
  })
  return decide(tx, order, { ...found, status: 'assigned', made }, now)
}

async function causeOf(
  tx: Tx,
  { cause }: AssignmentWish,
  { serviceCode }: StandingOrder,
): Promise<Assignment['cause'] | 'off'> {
  return cause === 'policy' ? findAssignPolicy(tx, serviceCode) : cause
}

function beginDecision(wish: AssignmentWish, order: StandingOrder, taskId: number, day: string) {
  return {
    jobId: wish.jobId,
    workOrderId: order.id,
    orderVersion: order.version,
    taskId,
    day,
    crewId: null,
    crewTaskIds: [],
    candidates: [],
    effect: null,
    reason: null,
    made: null,
    accountId: wish.accountId,
  }
}

/** Writes the decision down and tells of it: the log of the day, the order's history, the screens. */
async function decide(
  tx: Tx,
  order: StandingOrder,
  decision: NewDecision,
  now: Date,
): Promise<AssignmentOutcome> {
  const { status, crewId, candidates, day, accountId } = decision
  const id = await insertDecision(tx, decision, now)
  if (status !== 'proposed')
    recordOrderEvents(tx, [
      {
        workOrderId: order.id,
        kind: 'assigned',
        reason: status === 'nobody' ? 'no crew fits' : undefined,
        actor: actorOf(accountId),
        channel: 'queue',
        data: { day, crewId, candidates },
        occurredAt: now,
        receivedAt: now,
      },
    ])
  if (status === 'nobody') {
    const change = orderChange(order)
    emitLive(tx, { ...change, data: { ...change.data, isAssigned: false, day } })
  }
  emitLive(tx, assignmentChange({ id, workOrderId: order.id, day, status }))
  return { status, crewId, candidates }
}

function actorOf(accountId: string | null): OrderActor {
  return accountId === null ? { kind: 'system' } : { kind: 'staff', accountId }
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
