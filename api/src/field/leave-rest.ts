import { one, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { Operation } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { copyAttachments } from '../work-orders/attachment-queries.ts'
import { orderChange, StandingOrder } from '../work-orders/move-orders.ts'
import { recordOrderEvents, type OrderActor } from '../work-orders/record-events.ts'
import { setFollowOn, type LockedVisit } from './visit-queries.ts'

/**
 * Makes an order of what a crew left of its job; it asks for the same as the first one did. Gives its id. Of a street
 * to be closed only that it must be: the closure of the first was for its own day.
 */
export async function leaveRest(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  visit: LockedVisit,
  { opId, left, leftMinutes }: Extract<Operation, { kind: 'partial' }>,
  { at, actor, channel }: { at: Date; actor: OrderActor; channel: string },
): Promise<number> {
  const now = clock.now()
  const order = await one(
    tx,
    StandingOrder,
    sql`
      insert into work_order (jurisdiction_id, title, service_code, department_code, status, source, follows_id,
        priority, due_at, notes, access_notes, materials, equipment, permit, needs_closure, asset_code, address,
        area_id, created_by, created_at, updated_at, idempotency_key, street_name, street_begins_at,
        street_ends_at, line, geom)
      select jurisdiction_id, title, service_code, department_code, 'ready', 'follow_on', id, priority, due_at,
        ${left}, access_notes, materials, equipment, permit, needs_closure, asset_code, address, area_id,
        ${actor.accountId ?? null}, ${now}, ${now}, ${opId}, street_name, street_begins_at, street_ends_at,
        line, geom
      from work_order where jurisdiction_id = ${tx.jurisdictionId} and id = ${visit.workOrderId}
      returning id, status, version, service_code, st_x(geom) as lon, st_y(geom) as lat`,
  )
  await tx.query(sql`
    insert into task (jurisdiction_id, work_order_id, duration_minutes, setup_minutes, skills, vehicle_features,
      load_m3, load_kg, geom)
    select jurisdiction_id, ${order.id}, coalesce(${leftMinutes ?? null}::integer, duration_minutes), setup_minutes,
      skills, vehicle_features, load_m3, load_kg, geom
    from task where jurisdiction_id = ${tx.jurisdictionId} and id = ${visit.taskId}`)
  await copyAttachments(tx, [visit.workOrderId], order.id)
  setFollowOn(tx, visit.id, order.id)
  const given = { actor, channel, note: left, occurredAt: at, receivedAt: now }
  recordOrderEvents(tx, [
    {
      ...given,
      workOrderId: order.id,
      kind: 'created',
      to: 'ready',
      data: { followsId: visit.workOrderId, visitId: visit.id },
    },
    {
      ...given,
      workOrderId: visit.workOrderId,
      kind: 'changed',
      reason: 'done in part',
      data: { followOnId: order.id, visitId: visit.id },
    },
  ])
  emitLive(tx, orderChange(order))
  return order.id
}

/** What the first order still held is from now on the second one's. */
export async function handOverRequests(tx: Tx, fromId: number, toId: number, now: Date): Promise<void> {
  await tx.query(sql`
    update work_order_request set released_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${fromId} and released_at is null`)
  await tx.query(sql`
    insert into work_order_request (jurisdiction_id, work_order_id, request_id, linked_at)
    select jurisdiction_id, ${toId}, request_id, ${now} from work_order_request
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${fromId} and released_at = ${now}`)
}
