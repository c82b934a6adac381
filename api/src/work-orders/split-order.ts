import { pointSql, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { badInput, conflict, notAllowedNow, notFound } from '../http/problems.ts'
import { copyOrder, tellCopy } from './copy-order.ts'
import { deriveOrder, type DerivedOrder } from './derive-order.ts'
import { findHeldRequests } from './held-requests.ts'
import { lockOrders, type StandingOrder } from './move-orders.ts'
import { findOrderByKey, listOrderedServices, lockOrderedRequests } from './order-queries.ts'
import { recordOrderEvents } from './record-events.ts'

interface Split {
  idempotencyKey: string
  version: number
  requestIds: number[]
  accountId: string | null
}

/** Some of an order's requests become an order of their own; what each asks for follows from what it holds. */
export async function splitOrder(tx: Tx, context: Context, id: number, split: Split): Promise<number> {
  const { idempotencyKey, accountId } = split
  const [order] = await lockOrders(tx, [id])
  if (!order) throw notFound('work order', id)
  const sentBefore = await findOrderByKey(tx, idempotencyKey)
  if (sentBefore !== null) return sentBefore
  demandUntouched(order, split.version)
  const held = await findHeldRequests(tx, [id])
  const out = new Set(split.requestIds)
  const [stay, go] = [held.filter((each) => !out.has(each)), held.filter((each) => out.has(each))]
  if (go.length < out.size || stay.length === 0)
    throw badInput('Both orders need requests of the one that is split', [
      { path: 'body.requestIds', message: 'unknown' },
    ])
  const now = context.clock.now()
  const services = await listOrderedServices(tx)
  const asks = deriveOrder(await lockOrderedRequests(tx, go), services, order.serviceCode)
  const { title, durationMinutes, skills } = asks
  const given = { source: 'split', title, durationMinutes, skills } as const
  const copy = (await copyOrder(tx, id, { ...given, idempotencyKey, accountId }, now))!
  await placeAt(tx, copy.id, asks)
  const left = deriveOrder(await lockOrderedRequests(tx, stay), services, order.serviceCode)
  await askFor(tx, id, left, now)
  await giveRequests(tx, id, copy.id, go, now)
  recordOrderEvents(tx, [
    {
      workOrderId: id,
      kind: 'requests',
      actor: { kind: 'staff', accountId },
      channel: 'web',
      data: { requestCount: stay.length },
      occurredAt: now,
      receivedAt: now,
    },
  ])
  tellCopy(tx, { ...order, version: order.version + 1 }, copy, { accountId, now })
  return copy.id
}

/** Nobody has it and nobody changed it: only then are its requests dealt out anew. */
export function demandUntouched({ status, version }: StandingOrder, seen?: number): void {
  if (seen !== undefined && version !== seen)
    throw conflict('Someone else has changed this work order', { version })
  if (!['draft', 'ready', 'on_hold'].includes(status))
    throw notAllowedNow('Only an order that no crew has is split or merged', { status })
}

/** Requests go from one order to another; one that went and came back is as it was. */
export async function giveRequests(
  tx: Tx,
  fromId: number,
  toId: number,
  requestIds: number[],
  now: Date,
): Promise<void> {
  await tx.query(sql`
    update work_order_request set released_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${fromId} and released_at is null
      and request_id = any (${requestIds}::bigint[])`)
  await tx.query(sql`
    insert into work_order_request (jurisdiction_id, work_order_id, request_id, linked_at)
    select ${tx.jurisdictionId}, ${toId}, id, ${now} from unnest(${requestIds}::bigint[]) as id
    on conflict (jurisdiction_id, work_order_id, request_id)
      do update set linked_at = excluded.linked_at, released_at = null`)
}

async function placeAt(tx: Tx, id: number, asks: DerivedOrder): Promise<void> {
  const place = pointSql(...asks.location)
  await tx.query(sql`
    update work_order set geom = ${place}, address = ${asks.address}, area_id = ${asks.areaId},
      due_at = ${asks.dueAt}, priority = ${asks.priority}, street_name = null, street_begins_at = null,
      street_ends_at = null, line = null
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
  await tx.query(sql`
    update task set geom = ${place}, load_m3 = ${asks.loadM3}, load_kg = ${asks.loadKg}
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${id}`)
}

/** Minutes and loads, by the requests that an order holds now. */
export async function askFor(
  tx: Tx,
  id: number,
  { durationMinutes, loadM3, loadKg }: Pick<DerivedOrder, 'durationMinutes' | 'loadM3' | 'loadKg'>,
  now: Date,
): Promise<void> {
  await tx.query(sql`
    update task set duration_minutes = ${durationMinutes}, load_m3 = ${loadM3}, load_kg = ${loadKg},
      version = version + 1
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${id}`)
  await tx.query(sql`
    update work_order set version = version + 1, updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
}
