import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { changeWorkOrders, OrdersReport, RefusedOrder } from '../contract/index.ts'
import { changeOrder } from './change-work-order.ts'
import { isChangeable, staffMoves } from './lifecycle.ts'
import { lockOrders, type StandingOrder } from './move-orders.ts'

type Changes = z.output<(typeof changeWorkOrders)['body']>

/** Many orders in the same way: those that may change do, of the others is said why they stay. */
export async function changeOrders(
  tx: Tx,
  context: Context,
  { orders, isPreview, reason, ...change }: Changes,
  accountId: string | null,
): Promise<OrdersReport> {
  const standing = new Map(
    (
      await lockOrders(
        tx,
        orders.map(({ id }) => id),
      )
    ).map((order) => [order.id, order]),
  )
  const report: OrdersReport = { changed: [], refused: [] }
  for (const { id, version } of new Map(orders.map((order) => [order.id, order])).values()) {
    const order = standing.get(id)
    const refused = judge(order, version, change)
    if (refused) report.refused.push({ id, status: order?.status ?? null, reason: refused })
    else report.changed.push({ id, version })
  }
  if (isPreview) return report
  for (const changed of report.changed.toSorted((a, b) => a.id - b.id)) {
    await changeOrder(tx, context, changed.id, { ...change, reason, version: changed.version }, accountId)
  }
  const now = await lockOrders(
    tx,
    report.changed.map(({ id }) => id),
  )
  return { ...report, changed: now.map(({ id, version }) => ({ id, version })) }
}

function judge(
  order: StandingOrder | undefined,
  version: number,
  { status, priority, dueAt }: Pick<Changes, 'status' | 'priority' | 'dueAt'>,
): RefusedOrder['reason'] | null {
  if (!order) return 'not_found'
  if (order.version !== version) return 'newer_version'
  const isReworded = priority !== undefined || dueAt !== undefined
  if (isReworded && !isChangeable(order.status)) return 'not_allowed'
  if (status === undefined) return null
  if (status === order.status) return isReworded ? null : 'already_there'
  return staffMoves(order.status).includes(status) ? null : 'not_allowed'
}
