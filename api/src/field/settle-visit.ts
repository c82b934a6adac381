import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { Operation, RequestStatus, VisitStatus } from '../contract/index.ts'
import { moveRequests } from '../requests/move-request.ts'
import { findHeldRequests } from '../work-orders/held-requests.ts'
import { moveOrders } from '../work-orders/move-orders.ts'
import { showProof } from './bind-media.ts'
import type { VisitActor } from './record-events.ts'
import { handOverRequests, leaveRest } from './leave-rest.ts'
import { activatePlan, isAllDone, setTask, type ClosedAway, type LockedVisit } from './visit-queries.ts'
import { isWorthRetrying } from './visit-lifecycle.ts'

const resolvable: RequestStatus[] = ['received', 'triaged', 'accepted', 'planned', 'in_progress', 'reopened']

interface Settling {
  to: VisitStatus
  at: Date
  actor: VisitActor
  channel: 'tablet' | 'paper'
  closedAway?: ClosedAway
}

/** What a visit's new status means for its plan, task, order and requests. */
export async function settleVisit(
  tx: Tx,
  context: Context,
  visit: LockedVisit,
  operation: Operation,
  settling: Settling,
): Promise<void> {
  if (visit.planId !== null) activatePlan(tx, visit.planId, context.clock.now())
  const { to } = settling
  if (to === 'arrived' || to === 'working') await begin(tx, context, visit, settling)
  if (to === 'done') await complete(tx, context, visit, operation, settling)
  if (to === 'declined') await handBack(tx, context, visit, operation, settling)
  if (to === 'failed' && operation.kind === 'fail') await giveUp(tx, context, visit, operation, settling)
}

async function begin(tx: Tx, context: Context, visit: LockedVisit, settling: Settling): Promise<void> {
  const given = givenBy(visit, settling)
  await moveOrders(tx, context, { ids: [visit.workOrderId], to: 'in_progress', ...given })
  await moveHeld(tx, context, ['accepted', 'planned', 'reopened'], 'in_progress', given)
}

/** Of a job done in part the requests stay open: what is left of it holds them. */
async function complete(
  tx: Tx,
  context: Context,
  visit: LockedVisit,
  operation: Operation,
  settling: Settling,
): Promise<void> {
  const given = givenBy(visit, settling)
  showProof(tx, visit.id)
  setTask(tx, visit.taskId, 'done')
  const restId =
    operation.kind === 'partial' ? await leaveRest(tx, context, visit, operation, settling) : null
  if (!(await isAllDone(tx, visit.workOrderId))) return
  await moveOrders(tx, context, { ids: [visit.workOrderId], to: 'completed', ...given })
  if (restId !== null) {
    await moveHeld(tx, context, ['planned', 'in_progress'], 'accepted', given)
    await handOverRequests(tx, visit.workOrderId, restId, context.clock.now())
  }
  await moveOrders(tx, context, { ids: [visit.workOrderId], to: 'closed', ...given })
  await moveHeld(tx, context, resolvable, 'resolved', given)
}

/** A job that the crew declined waits for another one, as if it had never been given out. */
async function handBack(
  tx: Tx,
  context: Context,
  visit: LockedVisit,
  operation: Operation,
  settling: Settling,
): Promise<void> {
  const given = givenBy(visit, settling)
  const note = 'note' in operation ? operation.note : undefined
  setTask(tx, visit.taskId, 'open')
  await moveOrders(tx, context, { ids: [visit.workOrderId], to: 'ready', reason: 'declined', note, ...given })
  await moveHeld(tx, context, ['planned', 'in_progress'], 'accepted', given)
}

/** What may work another day goes back to be planned; the rest waits for a dispatcher. */
async function giveUp(
  tx: Tx,
  context: Context,
  visit: LockedVisit,
  { reason, note }: Extract<Operation, { kind: 'fail' }>,
  settling: Settling,
): Promise<void> {
  const isRetried = isWorthRetrying(reason)
  const given = givenBy(visit, settling)
  setTask(tx, visit.taskId, isRetried ? 'open' : 'failed')
  await moveOrders(tx, context, {
    ids: [visit.workOrderId],
    to: isRetried ? 'ready' : 'cannot_complete',
    reason,
    note,
    ...given,
  })
  await moveHeld(tx, context, ['planned', 'in_progress'], 'accepted', given)
}

/** Moves those requests of the visit's order that stand in one of the statuses. */
async function moveHeld(
  tx: Tx,
  context: Context,
  from: RequestStatus[],
  to: RequestStatus,
  given: ReturnType<typeof givenBy>,
): Promise<void> {
  const ids = await findHeldRequests(tx, [given.data.workOrderId], from)
  if (ids.length > 0) await moveRequests(tx, context, { ids, to, ...given })
}

/** What an order's history says of a crew's sheet that was typed in. */
export function markOf(channel: Settling['channel']): { isFromPaper?: true } {
  return channel === 'paper' ? { isFromPaper: true } : {}
}

function givenBy(visit: LockedVisit, { at, actor, channel, closedAway }: Settling) {
  const { isFar, distanceMeters, reason: farReason } = closedAway ?? {}
  const far = isFar
    ? { far: { distanceMeters: Math.round(distanceMeters ?? 0), reason: farReason ?? null } }
    : {}
  const data = { workOrderId: visit.workOrderId, visitId: visit.id, ...far, ...markOf(channel) }
  return { actor, channel, at, data }
}
