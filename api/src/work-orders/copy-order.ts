import type { z } from 'zod'
import { maybeOne, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { addFollowOnOrder, WorkOrderRow } from '../contract/index.ts'
import { badInput, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { copyAttachments } from './attachment-queries.ts'
import { isChangeable } from './lifecycle.ts'
import { findFirstTasks, holdLinks, hasCompanion, insertLink } from './link-queries.ts'
import { lockOrders, orderChange, StandingOrder } from './move-orders.ts'
import { findOrderByKey, listOrderedServices } from './order-queries.ts'
import { recordOrderEvents } from './record-events.ts'

export interface OrderCopy {
  source: WorkOrderRow['source']
  idempotencyKey: string
  title?: string | undefined
  serviceCode?: string | undefined
  departmentCode?: string | undefined
  durationMinutes?: number | undefined
  skills?: string[] | undefined
  vehicleFeatures?: string[] | undefined
  setupMinutes?: number | undefined
  loadM3?: number | undefined
  loadKg?: number | undefined
  notes?: string | undefined
  equipment?: string | undefined
  permit?: string | undefined
  needsClosure?: boolean | undefined
  accountId: string | null
}

/**
 * An order of the same place, asking for the same unless told otherwise; null where it was made before. Materials stay
 * with the first one: nothing is brought twice. A closure is shared by those who come at the same time, and what was
 * split off may be of another thing.
 */
export async function copyOrder(
  tx: Tx,
  fromId: number,
  copy: OrderCopy,
  now: Date,
): Promise<StandingOrder | null> {
  const isAtOnce = copy.source === 'companion'
  // the hours of the first are over once it is done
  const isLater = copy.source === 'follow_on'
  const order = await maybeOne(
    tx,
    StandingOrder,
    sql`
      insert into work_order (jurisdiction_id, title, service_code, department_code, status, source, follows_id,
        priority, due_at, notes, access_notes, equipment, permit, needs_closure, closure_id, asset_code, address,
        area_id, created_by, created_at, updated_at, idempotency_key, street_name, street_begins_at,
        street_ends_at, line, geom)
      select jurisdiction_id, coalesce(${copy.title ?? null}, title),
        coalesce(${copy.serviceCode ?? null}, service_code),
        coalesce(${copy.departmentCode ?? null}, department_code), 'ready', ${copy.source}, id, priority, due_at,
        coalesce(${copy.notes ?? null}, notes), access_notes, coalesce(${copy.equipment ?? null}, equipment),
        coalesce(${copy.permit ?? null}, permit), coalesce(${copy.needsClosure ?? null}, needs_closure),
        case when ${isAtOnce} then closure_id end, case when ${copy.source !== 'split'} then asset_code end,
        address, area_id, ${copy.accountId}, ${now}, ${now}, ${copy.idempotencyKey}, street_name,
        street_begins_at, street_ends_at, line, geom
      from work_order where jurisdiction_id = ${tx.jurisdictionId} and id = ${fromId}
      on conflict on constraint work_order_sent_once do nothing
      returning id, status, version, service_code, st_x(geom) as lon, st_y(geom) as lat`,
  )
  if (!order) return null
  await tx.query(sql`
    insert into task (jurisdiction_id, work_order_id, duration_minutes, setup_minutes, skills, vehicle_features,
      load_m3, load_kg, earliest_at, latest_at, geom)
    select jurisdiction_id, ${order.id}, coalesce(${copy.durationMinutes ?? null}::integer, duration_minutes),
      coalesce(${copy.setupMinutes ?? null}::integer, setup_minutes),
      coalesce(${copy.skills ?? null}::text[], skills),
      coalesce(${copy.vehicleFeatures ?? null}::text[], vehicle_features),
      coalesce(${copy.loadM3 ?? null}::numeric, load_m3), coalesce(${copy.loadKg ?? null}::numeric, load_kg),
      case when ${!isLater} then earliest_at end, case when ${!isLater} then latest_at end, geom
    from task
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${fromId}
    order by position limit 1`)
  await copyAttachments(tx, [fromId], order.id)
  return order
}

/**
 * A second crew for the same work, at the same time: both bring the equipment that they work with. It carries nothing
 * away: the first one's vehicle does.
 */
export async function addCompanion(
  tx: Tx,
  context: Context,
  id: number,
  { idempotencyKey, accountId }: Pick<OrderCopy, 'idempotencyKey' | 'accountId'>,
): Promise<number> {
  const [first] = await lockOrders(tx, [id])
  if (!first) throw notFound('work order', id)
  const sentBefore = await findOrderByKey(tx, idempotencyKey)
  if (sentBefore !== null) return sentBefore
  if (!isChangeable(first.status)) throw notAllowedNow('This work order is over', { status: first.status })
  await holdLinks(tx)
  const taskId = (await findFirstTasks(tx, [id])).get(id)!
  if (await hasCompanion(tx, [taskId]))
    throw notAllowedNow('One of these orders has its second crew already', { workOrderId: id })
  const now = context.clock.now()
  const copy = await copyOrder(tx, id, { source: 'companion', idempotencyKey, accountId }, now)
  const otherTaskId = (await findFirstTasks(tx, [copy!.id])).get(copy!.id)!
  await tx.query(sql`
    update task set load_m3 = 0, load_kg = 0
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${otherTaskId}`)
  await insertLink(tx, { kind: 'together', taskId, otherTaskId, accountId }, now)
  tellCopy(tx, first, copy!, { link: 'together', accountId, now })
  return copy!.id
}

type NextOrder = z.output<(typeof addFollowOnOrder)['body']> & Pick<OrderCopy, 'accountId'>

/** More work at the same place, once this is done. */
export async function addFollowOn(tx: Tx, context: Context, id: number, given: NextOrder): Promise<number> {
  const [first] = await lockOrders(tx, [id])
  if (!first) throw notFound('work order', id)
  const sentBefore = await findOrderByKey(tx, given.idempotencyKey)
  if (sentBefore !== null) return sentBefore
  const services = await listOrderedServices(tx)
  const service = services.get(given.serviceCode ?? first.serviceCode)
  if (given.serviceCode !== undefined && !service)
    throw badInput('There is no such service', [{ path: 'body.serviceCode', message: 'unknown' }])
  // by the same service it takes what the first one takes, also where that was changed
  const takes = service &&
    service.code !== first.serviceCode && {
      departmentCode: service.departmentCode,
      skills: service.skills,
      vehicleFeatures: service.vehicleFeatures,
      setupMinutes: service.setupMinutes,
      loadM3: service.loadM3,
      loadKg: service.loadKg,
      durationMinutes: given.durationMinutes ?? service.durationMinutes,
    }
  const now = context.clock.now()
  const copy = (await copyOrder(tx, id, { ...given, ...takes, source: 'follow_on' }, now))!
  if (isChangeable(first.status)) {
    const tasks = await findFirstTasks(tx, [id, copy.id])
    const ends = { taskId: tasks.get(id)!, otherTaskId: tasks.get(copy.id)! }
    await insertLink(tx, { kind: 'before', ...ends, accountId: given.accountId }, now)
  }
  tellCopy(tx, first, copy, { link: 'before', accountId: given.accountId, now })
  return copy.id
}

/** Both know of each other in their history. */
export function tellCopy(
  tx: Tx,
  first: StandingOrder,
  copy: StandingOrder,
  { link, accountId, now }: { link?: string; accountId: string | null; now: Date },
): void {
  const given = {
    actor: { kind: 'staff', accountId },
    channel: 'web',
    occurredAt: now,
    receivedAt: now,
  } as const
  recordOrderEvents(tx, [
    { ...given, workOrderId: copy.id, kind: 'created', to: 'ready', data: { followsId: first.id } },
    { ...given, workOrderId: first.id, kind: 'changed', data: { link, linkedId: copy.id } },
  ])
  emitLive(tx, [orderChange(copy), orderChange(first)])
}
