import type { Tx } from '@dromos/db'
import type { Context } from '../../context.ts'
import type { Assignment, AssignmentConflict } from '../../contract/index.ts'
import { findToday } from '../../crews/queries.ts'
import { conflict, notAllowedNow, notFound } from '../../http/problems.ts'
import { enqueueMany } from '../../jobs/queue.ts'
import { assignWorkOrderQueue } from '../../jobs/queues/assign-work-order.ts'
import { emitLive } from '../../live/emit.ts'
import { moveJob } from '../../planner/explain/index.ts'
import type { TravelTimes } from '../../roads/index.ts'
import { lockOrders } from '../../work-orders/move-orders.ts'
import { recordOrderEvents, type NewOrderEvent } from '../../work-orders/record-events.ts'
import { takenOut } from '../write-edit.ts'
import { assignmentChange } from './assignment-change.ts'
import { findDecision, findProposedOrders, lockDecision, settleDecision } from './decision-queries.ts'
import { holdDay } from './hold-day.ts'
import { publishChange } from './publish-change.ts'
import { openPublishedDay, weighCrews, type OpenDay, type PublishedVersion } from './weigh-order.ts'

interface By {
  id: number
  accountId: string | null
}

/** Gives the order to the crew that was proposed, if all that was said of it is still true. */
export async function acceptAssignment(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  { id, accountId }: By,
): Promise<Assignment> {
  const now = context.clock.now()
  const { decision, published } = await holdDecision(tx, id, now)
  if (decision.status !== 'proposed') throw refusal(decision)
  const { taskId, day, workOrderId } = decision
  const crewId = decision.crewId!
  const open = await openDecidedDay(tx, travelTimes, { day, published, taskId, now })
  const { best } = weighCrews(open, crewId)
  if (!best) throw stale(['fit'])
  const actor = { kind: 'staff', accountId } as const
  const { candidates } = decision
  const made = await publishChange(tx, context, travelTimes, open, {
    crewId,
    plan: best.plan,
    act: 'assign',
    actor,
    unassigned: [],
    assignment: { crewId, day, candidates, at: now.toISOString() },
  })
  recordAssigned(tx, { workOrderId, actor, data: { day, crewId, candidates }, now })
  await settleDecision(tx, id, { status: 'accepted', accountId, made }, now)
  await weighOthersAgain(tx, context, day, crewId)
  return told(tx, id, now)
}

export async function dismissAssignment(
  tx: Tx,
  context: Context,
  { id, accountId }: By,
): Promise<Assignment> {
  const now = context.clock.now()
  await lockDecision(tx, id)
  const decision = await demandDecision(tx, id, now)
  if (decision.status === 'dismissed') return decision
  if (decision.status !== 'proposed' && decision.status !== 'expired') throw refusal(decision)
  await settleDecision(tx, id, { status: 'dismissed', accountId }, now)
  return told(tx, id, now)
}

/** Takes the order back: the crew's route closes up, the order is ready again. */
export async function undoAssignment(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  { id, accountId }: By,
): Promise<Assignment> {
  const now = context.clock.now()
  const { decision, published } = await holdDecision(tx, id, now)
  if (decision.status === 'undone') return decision
  if (!decision.canUndo || !published)
    throw notAllowedNow('The crew has started it, or somebody else has moved it', { status: decision.status })
  const { taskId, day, workOrderId } = decision
  const crewId = decision.crewId!
  const open = await openDecidedDay(tx, travelTimes, { day, published, taskId, now })
  const job = open.problem.taskIds.indexOf(taskId)
  const actor = { kind: 'staff', accountId } as const
  await publishChange(tx, context, travelTimes, open, {
    crewId,
    plan: moveJob(open.view, { job, crew: null }),
    act: 'take-out',
    actor,
    unassigned: [takenOut(taskId)],
    assignment: null,
  })
  const data = { day, crewId: null, from: crewId }
  recordAssigned(tx, { workOrderId, reason: 'undone', actor, data, now })
  await settleDecision(tx, id, { status: 'undone', accountId }, now)
  await weighOthersAgain(tx, context, day, crewId)
  return told(tx, id, now)
}

/** The day, then the order, then the decision: the order in which the queue takes them. */
async function holdDecision(
  tx: Tx,
  id: number,
  now: Date,
): Promise<{ decision: Assignment; published: PublishedVersion | null }> {
  const { day, workOrderId } = await demandDecision(tx, id, now)
  const published = await holdDay(tx, day)
  await lockOrders(tx, [workOrderId])
  await lockDecision(tx, id)
  return { decision: await demandDecision(tx, id, now), published }
}

async function demandDecision(tx: Tx, id: number, now: Date): Promise<Assignment> {
  const decision = await findDecision(tx, id, now)
  if (!decision) throw notFound('assignment', id)
  return decision
}

function refusal({ status, changes }: Assignment) {
  return status === 'expired' ? stale(changes) : notAllowedNow('This proposal is no longer open', { status })
}

function stale(changes: AssignmentConflict['changes']) {
  const data: AssignmentConflict = { changes }
  return conflict('What was proposed is no longer true', data)
}

/** The crew's day is another now: what else was proposed for it holds no more. */
export async function weighOthersAgain(
  tx: Tx,
  context: Pick<Context, 'boss'>,
  day: string,
  crewId: number,
): Promise<void> {
  const { jurisdictionId } = tx
  const others = await findProposedOrders(tx, day, crewId)
  const payloads = others.map((workOrderId) => ({
    jurisdictionId,
    workOrderId,
    day,
    cause: 'propose' as const,
  }))
  await enqueueMany(tx, context, assignWorkOrderQueue, payloads)
}

async function told(tx: Tx, id: number, now: Date): Promise<Assignment> {
  const assignment = await demandDecision(tx, id, now)
  emitLive(tx, assignmentChange(assignment))
  return assignment
}

/** The published day as it stands for the order's task; one that has begun goes on from now. */
async function openDecidedDay(
  tx: Tx,
  travelTimes: TravelTimes,
  { now, ...given }: { day: string; published: PublishedVersion | null; taskId: number; now: Date },
): Promise<OpenDay> {
  const isToday = given.day === (await findToday(tx, now))
  return openPublishedDay(tx, travelTimes, { ...given, now, from: isToday ? now : null })
}

function recordAssigned(
  tx: Tx,
  { now, ...event }: Pick<NewOrderEvent, 'workOrderId' | 'reason' | 'actor' | 'data'> & { now: Date },
): void {
  recordOrderEvents(tx, [{ ...event, kind: 'assigned', channel: 'web', occurredAt: now, receivedAt: now }])
}
