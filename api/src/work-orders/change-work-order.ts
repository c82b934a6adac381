import type { z } from 'zod'
import { sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { changeWorkOrder } from '../contract/index.ts'
import { withdrawVisits } from '../field/withdraw-visits.ts'
import { conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { moveRequests } from '../requests/move-request.ts'
import { findHeldRequests } from './held-requests.ts'
import { isChangeable, staffMoves } from './lifecycle.ts'
import { lockOrders, moveOrders, orderChange, type StandingOrder } from './move-orders.ts'
import { recordOrderEvents, type OrderActor } from './record-events.ts'

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

type Demands = Omit<Change, 'version' | 'status' | 'reason'>

async function changeDemands(
  tx: Tx,
  { clock }: Context,
  order: StandingOrder,
  demands: Demands,
  actor: OrderActor,
): Promise<void> {
  if (!isChangeable(order.status)) throw notAllowedNow('This work order is over', { status: order.status })
  const now = clock.now()
  const { title, priority, notes, accessNotes, dueAt, durationMinutes, skills } = demands
  await tx.query(sql`
    update work_order set
      title = coalesce(${title ?? null}, title), priority = coalesce(${priority ?? null}, priority),
      notes = coalesce(${notes ?? null}, notes), access_notes = coalesce(${accessNotes ?? null}, access_notes),
      due_at = case when ${dueAt !== undefined} then ${dueAt ?? null}::timestamptz else due_at end,
      version = version + 1, updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${order.id}`)
  if (durationMinutes !== undefined || skills !== undefined)
    await tx.query(sql`
      update task set
        duration_minutes = coalesce(${durationMinutes ?? null}, duration_minutes),
        skills = coalesce(${skills ?? null}::text[], skills), version = version + 1
      where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${order.id}
        and status in ('open', 'assigned', 'failed')`)
  recordOrderEvents(tx, [
    {
      workOrderId: order.id,
      kind: 'changed',
      actor,
      channel: 'web',
      data: { ...demands },
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
      data: { workOrderId: order.id },
    })
}

async function releaseRequests(tx: Tx, workOrderId: number, now: Date): Promise<void> {
  await tx.query(sql`
    update work_order_request set released_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId} and released_at is null`)
}
