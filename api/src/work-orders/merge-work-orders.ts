import { sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { LeftAttachment } from '../contract/index.ts'
import { badInput, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { copyAttachments } from './attachment-queries.ts'
import { deriveOrder } from './derive-order.ts'
import { findHeldRequests } from './held-requests.ts'
import { lockOrders, moveOrders, orderChange } from './move-orders.ts'
import { listOrderedServices, lockOrderedRequests } from './order-queries.ts'
import { recordOrderEvents, type OrderActor } from './record-events.ts'
import { askFor, demandUntouched, giveRequests } from './split-order.ts'

interface Merge {
  version: number
  workOrderIds: number[]
  accountId: string | null
}

/** Other orders of the same service go into this one: it holds their requests, they are cancelled and name it. */
export async function mergeWorkOrders(
  tx: Tx,
  context: Context,
  id: number,
  { version, workOrderIds, accountId }: Merge,
): Promise<LeftAttachment[]> {
  const ids = [...new Set(workOrderIds)].filter((each) => each !== id)
  const orders = await lockOrders(tx, [id, ...ids])
  const order = orders.find((each) => each.id === id)
  if (!order) throw notFound('work order', id)
  const others = orders.filter((each) => each !== order)
  if (
    ids.length === 0 ||
    others.length < ids.length ||
    others.some((each) => each.serviceCode !== order.serviceCode)
  )
    throw badInput('Only orders of the same service are merged', [
      { path: 'body.workOrderIds', message: 'unknown' },
    ])
  demandUntouched(order, version)
  for (const other of others) demandUntouched(other)
  const now = context.clock.now()
  const actor = { kind: 'staff', accountId } as const
  const moved = await findHeldRequests(tx, ids)
  for (const other of others)
    await giveRequests(tx, other.id, id, await findHeldRequests(tx, [other.id]), now)
  const held = await findHeldRequests(tx, [id])
  if (held.length > 0 && moved.length > 0) {
    const services = await listOrderedServices(tx)
    await askFor(tx, id, deriveOrder(await lockOrderedRequests(tx, held), services, order.serviceCode), now)
  }
  await takeIn(tx, id, ids, now)
  const left = await copyAttachments(tx, ids, id)
  await moveOrders(tx, context, {
    ids,
    to: 'cancelled',
    actor,
    channel: 'web',
    reason: 'merged',
    data: { linkedId: id },
  })
  await tx.query(sql`
    update task set status = 'cancelled', version = version + 1
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = any (${ids}::bigint[]) and status = 'open'`)
  tellTakenIn(tx, { id, ids, requestCount: held.length, left, actor, now })
  emitLive(tx, orderChange({ ...order, version: order.version + 1 }))
  return left
}

interface TakenIn {
  id: number
  ids: number[]
  requestCount: number
  left: LeftAttachment[]
  actor: OrderActor
  now: Date
}

/** Of each order that went in: what it brought, and how many of its attachments stayed behind. */
function tellTakenIn(tx: Tx, { id, ids, requestCount, left, actor, now }: TakenIn): void {
  const leftOf = (linkedId: number) => left.filter(({ workOrderId }) => workOrderId === linkedId).length
  recordOrderEvents(
    tx,
    ids.map((linkedId) => ({
      workOrderId: id,
      kind: 'requests' as const,
      actor,
      channel: 'web',
      data: {
        requestCount,
        linkedId,
        ...(leftOf(linkedId) > 0 ? { attachmentsLeft: leftOf(linkedId) } : {}),
      },
      occurredAt: now,
      receivedAt: now,
    })),
  )
}

/**
 * The most urgent counts, what each needs is needed still, and work without requests adds its minutes. The same
 * equipment or permit is named once: parts of one order name the same.
 */
async function takeIn(tx: Tx, id: number, ids: number[], now: Date): Promise<void> {
  await tx.query(sql`
    update work_order o set
      priority = greatest(o.priority, other.priority), due_at = least(o.due_at, other.due_at),
      notes = left(concat_ws(E'\n', nullif(o.notes, ''), other.notes), 4000),
      materials = left(concat_ws(E'\n', nullif(o.materials, ''), other.materials), 1000),
      equipment = left(concat_ws(E'\n', nullif(o.equipment, ''),
        nullif(array_to_string(array_remove(other.equipment, o.equipment), E'\n'), '')), 1000),
      permit = left(concat_ws(E'\n', nullif(o.permit, ''),
        nullif(array_to_string(array_remove(other.permit, o.permit), E'\n'), '')), 500),
      needs_closure = o.needs_closure or other.needs_closure,
      version = version + 1, updated_at = ${now}
    from (
      select max(priority) as priority, min(due_at) as due_at, bool_or(needs_closure) as needs_closure,
        string_agg(nullif(notes, ''), E'\n' order by id) as notes,
        string_agg(nullif(materials, ''), E'\n' order by id) as materials,
        array_agg(distinct equipment) filter (where equipment <> '') as equipment,
        array_agg(distinct permit) filter (where permit <> '') as permit
      from work_order where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])
    ) other
    where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = ${id}`)
  await tx.query(sql`
    update task t set
      skills = array(select distinct unnest(t.skills || other.skills) order by 1),
      duration_minutes = least(1440, t.duration_minutes + other.minutes)
    from (
      select coalesce(array_agg(skill) filter (where skill is not null), '{}') as skills,
        coalesce((
          select sum(a.duration_minutes) from task a
          where a.jurisdiction_id = ${tx.jurisdictionId} and a.work_order_id = any (${ids}::bigint[])
            and not exists (select from work_order_request w
              where w.jurisdiction_id = a.jurisdiction_id and w.work_order_id = a.work_order_id)
        ), 0)::integer as minutes
      from task b left join unnest(b.skills) as skill on true
      where b.jurisdiction_id = ${tx.jurisdictionId} and b.work_order_id = any (${ids}::bigint[])
    ) other
    where t.jurisdiction_id = ${tx.jurisdictionId} and t.work_order_id = ${id}`)
}
