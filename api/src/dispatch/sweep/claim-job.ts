import type { Tx } from '@dromos/db'
import type { Context } from '../../context.ts'
import type { ClaimResult, SweepRefusal } from '../../contract/index.ts'
import { findTimezone } from '../../crews/queries.ts'
import { boundedTime, chooseOffset } from '../../field/visit-lifecycle.ts'
import { conflict, notFound } from '../../http/problems.ts'
import { dayOf } from '../../jurisdictions/city-time.ts'
import type { TravelTimes } from '../../roads/index.ts'
import { lockOrders } from '../../work-orders/move-orders.ts'
import { recordOrderEvents } from '../../work-orders/record-events.ts'
import { holdDay } from '../assign/hold-day.ts'
import { publishChange } from '../assign/publish-change.ts'
import { weighOthersAgain } from '../assign/settle-assignment.ts'
import { openPublishedDay, weighCrews } from '../assign/weigh-order.ts'
import { findClaim, findClaimable, insertClaim } from './claim-queries.ts'
import { findSweeper } from './find-sweeper.ts'

/** A tap of a crew that takes a nearby job, and who sent it. */
export interface Claim {
  opId: string
  taskId: number
  crewId: number
  accountId: string
  deviceId: string
  sequence: number
  occurredAt: string
  sentAt: string
  isRevoked: boolean
}

interface Weighing {
  claim: Claim
  day: string
  at: Date
  now: Date
}

/**
 * Gives a crew the job that it asks for, at the cheapest place of its day, and publishes that; or writes down why not.
 * The day is held first, so that of two crews one is after the other; sent again it answers the same.
 */
export async function claimJob(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  claim: Claim,
): Promise<ClaimResult> {
  const now = context.clock.now()
  const timezone = await findTimezone(tx)
  const day = dayOf(now, timezone)
  const published = await holdDay(tx, day)
  const before = await findClaim(tx, claim.opId)
  if (before) return repeat(before, claim)
  const { workOrderId, createdAt } = await demandTask(tx, claim, day)
  await lockOrders(tx, [workOrderId])
  const clockOffsetMs = chooseOffset(undefined, Date.parse(claim.sentAt) - now.getTime())
  const at = boundedTime(new Date(claim.occurredAt), clockOffsetMs, createdAt, now)
  const weighing = { claim, day, at, now }
  // what was tapped on a day that is over is not for the next one
  const isOver = dayOf(at, timezone) !== day || published === null
  const reason = isOver ? 'no_shift' : await give(tx, context, travelTimes, weighing, published)
  await insertClaim(tx, { ...claim, day, reason, clockOffsetMs, eventAt: at }, now)
  return { opId: claim.opId, taskId: claim.taskId, outcome: reason === null ? 'taken' : 'refused', reason }
}

function repeat(before: NonNullable<Awaited<ReturnType<typeof findClaim>>>, claim: Claim): ClaimResult {
  if (before.accountId !== claim.accountId || before.taskId !== claim.taskId)
    throw conflict('This exists already')
  const { opId, taskId, outcome, reason } = before
  return { opId, taskId, outcome, reason }
}

async function demandTask(tx: Tx, { taskId, crewId }: Claim, day: string) {
  const task = await findClaimable(tx, { taskId, crewId, day })
  if (!task) throw notFound('open task', taskId)
  return task
}

/** Null when the crew has it. */
async function give(
  tx: Tx,
  context: Context,
  travelTimes: TravelTimes,
  { claim, day, at, now }: Weighing,
  published: NonNullable<Awaited<ReturnType<typeof holdDay>>>,
): Promise<SweepRefusal | null> {
  const { taskId, crewId, accountId, opId } = claim
  const { workOrderId, isOffered, holderId } = await demandTask(tx, claim, day)
  if (claim.isRevoked) return 'revoked'
  if (holderId !== null) return holderId === crewId ? null : 'other_crew'
  if (!isOffered) return 'gone'
  const sweeper = await findSweeper(tx, crewId, day, now)
  if (!sweeper) return 'no_shift'
  const open = await openPublishedDay(tx, travelTimes, { day, from: now, published, taskId, now })
  if (open.problem.elsewhereTaskIds.has(taskId)) return 'gone'
  const { best, effect } = weighCrews(open, crewId)
  if (!best) return 'no_room'
  const actor = { kind: 'crew', accountId } as const
  await publishChange(tx, context, travelTimes, open, {
    crewId,
    plan: best.plan,
    act: 'assign',
    actor,
    unassigned: [],
    assignment: { crewId, day, swept: opId, effect, at: at.toISOString() },
  })
  const data = { day, crewId, opId, travelSeconds: effect?.travelSeconds ?? null }
  recordOrderEvents(tx, [
    {
      workOrderId,
      kind: 'assigned',
      reason: 'swept',
      actor,
      channel: 'tablet',
      data,
      occurredAt: at,
      receivedAt: now,
    },
  ])
  await weighOthersAgain(tx, context, day, crewId)
  return null
}
