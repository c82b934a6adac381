import type { z } from 'zod'
import { asJson, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { orderableStatuses, type createWorkOrder, type WorkOrderRow } from '../contract/index.ts'
import { badInput, conflict } from '../http/problems.ts'
import { said } from '../http/said.ts'
import { enqueue } from '../jobs/queue.ts'
import { assignWorkOrderQueue } from '../jobs/queues/assign-work-order.ts'
import { emitLive } from '../live/emit.ts'
import { findAreaAt, isInsideCity } from '../places/queries.ts'
import { canMove } from '../requests/lifecycle.ts'
import { moveRequests } from '../requests/move-request.ts'
import { recordRequestEvents } from '../requests/record-events.ts'
import { findAssignPolicy } from '../services/assign-policy-queries.ts'
import { deriveOrder, deriveOrderAt, type AskedOrder } from './derive-order.ts'
import { insertOrder, type OrderToInsert } from './insert-order.ts'
import { orderChange, type StandingOrder } from './move-orders.ts'
import {
  findOrderByKey,
  listOrderedServices,
  lockOrderedRequests,
  setDueOfRequests,
  type LockedRequest,
} from './order-queries.ts'
import { findWorkOrderRow } from './queries.ts'
import { recordOrderEvents } from './record-events.ts'
import { demandWindow, noNeeds, settleClosure } from './settle-needs.ts'

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
  demandWindow(given.earliestAt ?? null, given.latestAt ?? null)

  const derived = await derive(tx, given, requests)
  const order = { ...derived, ...(await asked(tx, given)), accountId }
  const standing = await insertOrder(tx, order, now)
  // of two that were sent at once for a place, this is the one that came second
  if (!standing) return (await findWorkOrderRow(tx, (await findOrderByKey(tx, given.idempotencyKey))!, now))!
  if (requests.length > 0) await linkRequests(tx, context, standing.id, requests, accountId, now)
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

/** By the rules of its requests; by its service and place where there are none. */
async function derive(tx: Tx, given: NewWorkOrder, requests: LockedRequest[]): Promise<AskedOrder> {
  const { serviceCode, place } = given
  const services = await listOrderedServices(tx)
  if (serviceCode && !services.has(serviceCode))
    throw badInput('There is no such service', [{ path: 'body.serviceCode', message: 'unknown' }])
  if (requests.length > 0) return deriveOrder(requests, services, serviceCode)
  if (!serviceCode || !place)
    throw badInput('An order without requests names its service and its place', [
      { path: serviceCode ? 'body.place' : 'body.serviceCode', message: 'missing' },
    ])
  if (!(await isInsideCity(tx, place.location))) throw badInput('This place lies outside the city')
  const area = await findAreaAt(tx, place.location)
  const { address = null, location } = place
  return deriveOrderAt(services.get(serviceCode)!, { address, location, areaId: area?.id ?? null })
}

/** What the dispatcher said, over what follows from the requests. */
async function asked(tx: Tx, given: NewWorkOrder) {
  const { title, durationMinutes, skills, vehicleFeatures, priority, dueAt } = given
  const chosen = { title, durationMinutes, skills, vehicleFeatures, priority }
  const needs = await settleClosure(tx, {
    materials: given.materials,
    equipment: given.equipment,
    permit: given.permit,
    needsClosure: given.needsClosure,
    closureId: given.closureId,
    assetCode: given.assetCode,
  })
  return {
    ...said(chosen),
    ...(dueAt === undefined ? {} : { dueAt: new Date(dueAt) }),
    ...noNeeds,
    ...said(needs),
    source: sourceOf(given),
    idempotencyKey: given.idempotencyKey,
    notes: given.notes ?? '',
    accessNotes: given.accessNotes ?? '',
    earliestAt: given.earliestAt ?? null,
    latestAt: given.latestAt ?? null,
  }
}

function sourceOf({ hotspotId, requestIds }: NewWorkOrder): OrderToInsert['source'] {
  if (requestIds.length === 0) return 'place'
  if (hotspotId) return 'hotspot'
  return requestIds.length > 1 ? 'selection' : 'request'
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
