import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { WorkOrderStatus } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { canMoveOrder } from './lifecycle.ts'
import { recordOrderEvents, type OrderActor } from './record-events.ts'

export interface OrderMove {
  ids: number[]
  to: WorkOrderStatus
  actor: OrderActor
  channel: string
  /** when it happened; now unless told */
  at?: Date
  reason?: string
  note?: string
  data?: Record<string, unknown>
}

export const StandingOrder = z.object({
  id: z.number(),
  status: WorkOrderStatus,
  version: z.number(),
  serviceCode: z.string(),
  lon: z.number(),
  lat: z.number(),
})
export type StandingOrder = z.output<typeof StandingOrder>

/** Locks orders in the order of their ids, so that two moves never wait for each other. */
export function lockOrders(tx: Tx, ids: number[]): Promise<StandingOrder[]> {
  return many(
    tx,
    StandingOrder,
    sql`
      select id, status, version, service_code, st_x(geom) as lon, st_y(geom) as lat
      from work_order
      where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])
      order by id
      for update`,
  )
}

/** Moves the orders that may move, with history and live events; gives those back as they were before. */
export async function moveOrders(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  move: OrderMove,
): Promise<StandingOrder[]> {
  const standing = await lockOrders(tx, move.ids)
  const moving = standing.filter(({ status }) => canMoveOrder(status, move.to))
  if (moving.length === 0) return []
  const now = clock.now()
  const at = move.at ?? now
  const isEnd = move.to === 'closed' || move.to === 'cancelled'
  await tx.query(sql`
    update work_order
    set status = ${move.to}, version = version + 1, updated_at = ${now},
      closed_at = ${isEnd ? at : null}::timestamptz
    where jurisdiction_id = ${tx.jurisdictionId} and id = any (${moving.map(({ id }) => id)}::bigint[])`)
  recordOrderEvents(
    tx,
    moving.map(({ id, status }) => ({
      workOrderId: id,
      kind: 'status',
      from: status,
      to: move.to,
      reason: move.reason,
      note: move.note,
      actor: move.actor,
      channel: move.channel,
      data: move.data,
      occurredAt: at,
      receivedAt: now,
    })),
  )
  emitLive(
    tx,
    moving.map((order) => orderChange({ ...order, status: move.to, version: order.version + 1 })),
  )
  return moving
}

/** The live event of an order as it now stands. */
export function orderChange({ id, status, version, serviceCode, lon, lat }: StandingOrder) {
  return { entity: 'work_order' as const, entityId: id, version, data: { status, serviceCode, lon, lat } }
}
