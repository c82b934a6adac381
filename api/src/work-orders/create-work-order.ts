import type { z } from 'zod'
import { asJson, one, pointSql, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { orderableStatuses, type createWorkOrder, type WorkOrderRow } from '../contract/index.ts'
import { badInput, conflict } from '../http/problems.ts'
import { enqueue } from '../jobs/queue.ts'
import { assignWorkOrderQueue } from '../jobs/queues/assign-work-order.ts'
import { emitLive } from '../live/emit.ts'
import { canMove } from '../requests/lifecycle.ts'
import { moveRequests } from '../requests/move-request.ts'
import { recordRequestEvents } from '../requests/record-events.ts'
import { findAssignPolicy } from '../services/assign-policy-queries.ts'
import { deriveOrder, type DerivedOrder } from './derive-order.ts'
import { orderChange, StandingOrder } from './move-orders.ts'
import {
  findOrderByKey,
  listOrderedServices,
  lockOrderedRequests,
  setDueOfRequests,
  type LockedRequest,
} from './order-queries.ts'
import { findWorkOrderRow } from './queries.ts'
import { recordOrderEvents } from './record-events.ts'

export type NewWorkOrder = z.output<(typeof createWorkOrder)['body']>

/** One order for open requests that no other order holds: all of them, or none and a conflict that names them. */
export async function addWorkOrder(
  tx: Tx,
  context: Context,
  given: NewWorkOrder,
  accountId: string | null,
): Promise<WorkOrderRow> {
  const now = context.clock.now()
  const requests = await lockOrderedRequests(tx, given.requestIds)
  // asked after the lock: a second sending waited for the first one to commit
  const sentBefore = await findOrderByKey(tx, given.idempotencyKey)
  if (sentBefore !== null) return (await findWorkOrderRow(tx, sentBefore, now))!
  demandOrderable(given.requestIds, requests)

  const services = await listOrderedServices(tx)
  if (given.serviceCode && !services.has(given.serviceCode))
    throw badInput('There is no such service', [{ path: 'body.serviceCode', message: 'unknown' }])
  const order = { ...deriveOrder(requests, services, given.serviceCode), ...chosen(given) }
  const standing = await insertOrder(tx, given, order, accountId, now)
  await insertTask(tx, standing.id, given, order)
  await linkRequests(tx, context, standing.id, requests, accountId, now)
  if (!given.dueAt && requests.some(({ status }) => status === 'awaiting_citizen'))
    await setDueOfRequests(tx, standing.id)
  recordOrderEvents(tx, [
    {
      workOrderId: standing.id,
      kind: 'created',
      to: 'ready',
      actor: { kind: 'staff', accountId },
      channel: 'web',
      data: { requestCount: requests.length, ...(given.hotspotId ? { hotspotId: given.hotspotId } : {}) },
      occurredAt: now,
      receivedAt: now,
    },
  ])
  emitLive(tx, orderChange(standing))
  await lookForCrew(tx, context, standing, given.assignNow, accountId)
  return (await findWorkOrderRow(tx, standing.id, now))!
}

/** At once where that is asked for, else as the service's policy says. */
async function lookForCrew(
  tx: Tx,
  context: Context,
  { id: workOrderId, serviceCode }: StandingOrder,
  isAsked: boolean,
  accountId: string | null,
): Promise<void> {
  const payload = { jurisdictionId: tx.jurisdictionId, workOrderId }
  if (isAsked) await enqueue(tx, context, assignWorkOrderQueue, { ...payload, accountId })
  else if ((await findAssignPolicy(tx, serviceCode)) !== 'off')
    await enqueue(tx, context, assignWorkOrderQueue, { ...payload, cause: 'policy' })
}

function demandOrderable(ids: number[], requests: LockedRequest[]): void {
  const found = new Map(requests.map((request) => [request.id, request]))
  const refused = [...new Set(ids)].flatMap((id) => {
    const request = found.get(id)
    if (!request) return [{ id, reason: 'not_found' }]
    if (request.workOrderId !== null)
      return [{ id, publicId: request.publicId, reason: 'ordered', workOrderId: request.workOrderId }]
    return orderableStatuses.includes(request.status)
      ? []
      : [{ id, publicId: request.publicId, reason: request.status }]
  })
  if (refused.length > 0) throw conflict('Some of these requests cannot be ordered', { requests: refused })
}

function chosen({ title, durationMinutes, skills, priority, dueAt }: NewWorkOrder): Partial<DerivedOrder> {
  return {
    ...(title === undefined ? {} : { title }),
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    ...(skills === undefined ? {} : { skills }),
    ...(priority === undefined ? {} : { priority }),
    ...(dueAt === undefined ? {} : { dueAt: new Date(dueAt) }),
  }
}

function insertOrder(
  tx: Tx,
  given: NewWorkOrder,
  order: DerivedOrder,
  accountId: string | null,
  now: Date,
): Promise<StandingOrder> {
  const source = given.hotspotId ? 'hotspot' : given.requestIds.length > 1 ? 'selection' : 'request'
  return one(
    tx,
    StandingOrder,
    sql`
      insert into work_order (jurisdiction_id, title, service_code, department_code, status, source, priority,
        due_at, notes, address, area_id, created_by, created_at, updated_at, idempotency_key, geom)
      values (${tx.jurisdictionId}, ${order.title}, ${order.serviceCode}, ${order.departmentCode}, 'ready',
        ${source}, ${order.priority}, ${order.dueAt}, ${given.notes ?? ''}, ${order.address}, ${order.areaId},
        ${accountId}, ${now}, ${now}, ${given.idempotencyKey}, ${pointSql(...order.location)})
      returning id, status, version, service_code, st_x(geom) as lon, st_y(geom) as lat`,
  )
}

async function insertTask(
  tx: Tx,
  workOrderId: number,
  given: NewWorkOrder,
  order: DerivedOrder,
): Promise<void> {
  if (given.earliestAt && given.latestAt && given.earliestAt > given.latestAt)
    throw badInput('The work may not begin after it must', [{ path: 'body.latestAt', message: 'too early' }])
  await tx.query(sql`
    insert into task (jurisdiction_id, work_order_id, duration_minutes, setup_minutes, skills, vehicle_features,
      load_m3, load_kg, earliest_at, latest_at, geom)
    values (${tx.jurisdictionId}, ${workOrderId}, ${order.durationMinutes}, ${order.setupMinutes},
      ${order.skills}, ${order.vehicleFeatures}, ${order.loadM3}, ${order.loadKg},
      ${given.earliestAt ?? null}, ${given.latestAt ?? null}, ${pointSql(...order.location)})`)
}

async function linkRequests(
  tx: Tx,
  context: Context,
  workOrderId: number,
  requests: LockedRequest[],
  accountId: string | null,
  now: Date,
): Promise<void> {
  const actor = { kind: 'staff', accountId } as const
  await tx.query(sql`
    insert into work_order_request (jurisdiction_id, work_order_id, request_id, linked_at)
    select ${tx.jurisdictionId}, ${workOrderId}, id, ${now}
    from jsonb_to_recordset(${asJson(requests.map(({ id }) => ({ id })))}) as row (id bigint)`)
  recordRequestEvents(
    tx,
    requests.map(({ id }) => ({
      requestId: id,
      kind: 'work_order',
      isPublic: false,
      actor,
      channel: 'web',
      data: { workOrderId },
      occurredAt: now,
      receivedAt: now,
    })),
  )
  const waiting = requests.filter(({ status }) => canMove(status, 'accepted') && !isUnderWay(status))
  if (waiting.length > 0)
    await moveRequests(tx, context, {
      ids: waiting.map(({ id }) => id),
      to: 'accepted',
      actor,
      channel: 'web',
      data: { workOrderId },
    })
}

function isUnderWay(status: LockedRequest['status']): boolean {
  return status === 'planned' || status === 'in_progress'
}
