import { sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { OrderLink } from '../contract/index.ts'
import { badInput, conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { isChangeable } from './lifecycle.ts'
import {
  deleteLink,
  findFirstTasks,
  hasCompanion,
  holdLinks,
  insertLink,
  leadsTo,
  type LinkKind,
} from './link-queries.ts'
import { lockOrders, orderChange, type StandingOrder } from './move-orders.ts'
import { recordOrderEvents } from './record-events.ts'

interface Given {
  id: number
  otherId: number
  accountId: string | null
}

/** Binds two orders; refused where they are bound already, over one or more others as well. */
export async function linkOrders(
  tx: Tx,
  context: Context,
  { id, otherId, kind, accountId }: Given & { kind: OrderLink['kind'] },
): Promise<void> {
  if (id === otherId)
    throw badInput('An order cannot depend on itself', [{ path: 'body.workOrderId', message: 'unknown' }])
  const orders = await lockPair(tx, id, otherId)
  for (const { status } of orders)
    if (!isChangeable(status)) throw notAllowedNow('This work order is over', { status })
  await holdLinks(tx)
  const tasks = await findFirstTasks(tx, [id, otherId])
  const [taskId, otherTaskId] = (kind === 'after' ? [otherId, id] : [id, otherId]).map((each) =>
    tasks.get(each)!,
  )
  if ((await leadsTo(tx, taskId, otherTaskId)) || (await leadsTo(tx, otherTaskId, taskId)))
    throw conflict('These orders depend on each other already', { workOrderId: otherId })
  if (kind === 'together' && (await hasCompanion(tx, [taskId, otherTaskId])))
    throw conflict('One of these orders has its second crew already', { workOrderId: otherId })
  const stored: LinkKind = kind === 'together' ? 'together' : 'before'
  await insertLink(tx, { kind: stored, taskId, otherTaskId, accountId }, context.clock.now())
  await tell(tx, context, orders, { link: kind, id, otherId, accountId })
}

export async function unlinkOrders(tx: Tx, context: Context, given: Given): Promise<void> {
  const { id, otherId } = given
  const orders = await lockPair(tx, id, otherId)
  const tasks = await findFirstTasks(tx, [id, otherId])
  const isGone = await deleteLink(tx, tasks.get(id)!, tasks.get(otherId)!)
  if (isGone) await tell(tx, context, orders, { link: null, ...given })
}

async function lockPair(tx: Tx, id: number, otherId: number): Promise<StandingOrder[]> {
  const orders = await lockOrders(tx, [id, otherId])
  for (const each of [id, otherId])
    if (!orders.some((order) => order.id === each)) throw notFound('work order', each)
  return orders
}

const seenFromThere = { after: 'before', before: 'after', together: 'together' } as const

/** Both have it in their history, and screens that show either learn of it. */
async function tell(
  tx: Tx,
  { clock }: Context,
  orders: StandingOrder[],
  { link, id, otherId, accountId }: Given & { link: OrderLink['kind'] | null },
): Promise<void> {
  const now = clock.now()
  await tx.query(sql`
    update work_order set version = version + 1, updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = any (${[id, otherId]}::bigint[])`)
  recordOrderEvents(
    tx,
    orders.map((order) => ({
      workOrderId: order.id,
      kind: 'changed',
      actor: { kind: 'staff', accountId },
      channel: 'web',
      data: {
        link: link && (order.id === id ? link : seenFromThere[link]),
        linkedId: order.id === id ? otherId : id,
      },
      occurredAt: now,
      receivedAt: now,
    })),
  )
  emitLive(
    tx,
    orders.map((order) => orderChange({ ...order, version: order.version + 1 })),
  )
}
