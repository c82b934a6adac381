import type { z } from 'zod'
import { sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { changeWorkOrder } from '../contract/index.ts'
import { withdrawVisits } from '../field/withdraw-visits.ts'
import { conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { moveRequests } from '../requests/move-request.ts'
import { changedDemands, findDemands, updateDemands, updateTaskDemands, type Demands } from './demands.ts'
import { findHeldRequests } from './held-requests.ts'
import { isChangeable, staffMoves } from './lifecycle.ts'
import { lockOrders, moveOrders, orderChange, type StandingOrder } from './move-orders.ts'
import { recordOrderEvents, type OrderActor } from './record-events.ts'
import { demandWindow, settleClosure } from './settle-needs.ts'

type Change = z.output<(typeof changeWorkOrder)['body']>

/** Changes an order's wording, demands or status; decided on `change.version`, or a conflict. */
export async function changeOrder(
  tx: Tx,
  context: Context,
  id: number,
  change: Change,
  accountId: string | null,
): Promise<void> {
  const [order] = await lockOrders(tx, [id])
  if (!order) throw notFound('work order', id)
  if (order.version !== change.version)
    throw conflict('Someone else has changed this work order', { version: order.version })
  const actor: OrderActor = { kind: 'staff', accountId }
  const { version: _version, status, reason, ...demands } = change
  if (Object.keys(demands).length > 0) await changeDemands(tx, context, order, demands, actor)
  if (status && status !== order.status) await moveByStaff(tx, context, order, status, reason, actor)
}

async function changeDemands(
  tx: Tx,
  { clock }: Context,
  order: StandingOrder,
  given: Partial<Demands>,
  actor: OrderActor,
): Promise<void> {
  if (!isChangeable(order.status)) throw notAllowedNow('This work order is over', { status: order.status })
  const before = await findDemands(tx, order.id)
  const changed = changedDemands(before, await settleClosure(tx, given))
  const names = Object.keys(changed) as (keyof Demands)[]
  if (names.length === 0) return
  const after = { ...before, ...changed }
  if ('earliestAt' in changed || 'latestAt' in changed) demandWindow(after.earliestAt, after.latestAt)
  const now = clock.now()
  await updateDemands(tx, order.id, after, now)
  await updateTaskDemands(tx, order.id, changed, after)
  recordOrderEvents(tx, [
    {
      workOrderId: order.id,
      kind: 'changed',
      actor,
      channel: 'web',
      data: { ...changed, was: Object.fromEntries(names.map((name) => [name, before[name]])) },
      occurredAt: now,
      receivedAt: now,
    },
  ])
  emitLive(tx, orderChange({ ...order, version: order.version + 1 }))
}

async function moveByStaff(
  tx: Tx,
  context: Context,
  order: StandingOrder,
  to: StandingOrder['status'],
  reason: string | undefined,
  actor: OrderActor,
): Promise<void> {
  if (!staffMoves(order.status).includes(to))
    throw notAllowedNow('This work order cannot become that from where it stands', {
      allowed: staffMoves(order.status),
    })
  await moveOrders(tx, context, { ids: [order.id], to, actor, channel: 'web', reason })
  await withdrawVisits(tx, context, { workOrderIds: [order.id], reason: reason ?? `order ${to}`, actor })
  const taskStatus = to === 'cancelled' ? 'cancelled' : 'open'
  await tx.query(sql`
    update task set status = ${taskStatus}, version = version + 1
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${order.id}
      and status in ('open', 'assigned', 'failed') and status <> ${taskStatus}`)
  // these were told of a plan or of work which will not be now
  const requestIds = await findHeldRequests(tx, [order.id], ['planned', 'in_progress'])
  if (to === 'cancelled') await releaseRequests(tx, order.id, context.clock.now())
  if (requestIds.length > 0)
    await moveRequests(tx, context, {
      ids: requestIds,
      to: 'accepted',
      actor,
      channel: 'web',
      isHeld: true,
      data: { workOrderId: order.id },
    })
}

async function releaseRequests(tx: Tx, workOrderId: number, now: Date): Promise<void> {
  await tx.query(sql`
    update work_order_request set released_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId} and released_at is null`)
}
