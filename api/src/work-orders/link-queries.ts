import { z } from 'zod'
import { many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { OrderLink, OtherOrder } from '../contract/index.ts'

export type LinkKind = 'before' | 'together'

/** The order's links as they are seen from it, the oldest first. */
export function findOrderLinks(tx: Tx, workOrderId: number): Promise<OrderLink[]> {
  return many(
    tx,
    OrderLink,
    sql`
      select case when l.kind = 'together' then 'together' when l.task_id = own.id then 'before' else 'after' end as kind,
        o.id as work_order_id, o.title, o.service_code, o.address, o.status
      from task own
      join task_link l on l.jurisdiction_id = own.jurisdiction_id and own.id in (l.task_id, l.other_task_id)
      join task t on t.jurisdiction_id = own.jurisdiction_id and t.id in (l.task_id, l.other_task_id)
        and t.id <> own.id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      where own.jurisdiction_id = ${tx.jurisdictionId} and own.work_order_id = ${workOrderId}
      order by l.created_at, o.id`,
  )
}

export function findOtherOrders(tx: Tx, ids: number[]): Promise<OtherOrder[]> {
  return many(
    tx,
    OtherOrder,
    sql`
      select id as work_order_id, title, service_code, address, status from work_order
      where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])
      order by id`,
  )
}

/** Of each order the task that links are of: its first. */
export async function findFirstTasks(tx: Tx, workOrderIds: number[]): Promise<Map<number, number>> {
  const rows = await many(
    tx,
    z.object({ id: z.number(), workOrderId: z.number() }),
    sql`
      select distinct on (work_order_id) id, work_order_id from task
      where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = any (${workOrderIds}::bigint[])
      order by work_order_id, position`,
  )
  return new Map(rows.map(({ id, workOrderId }) => [workOrderId, id]))
}

/** Links are few, and two made at once could close a circle: they are made one after the other. */
export async function holdLinks(tx: Tx): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.jurisdictionId} task links`}, 0))`)
}

/** Whether a task comes, through others, before another one or at its time. */
export async function leadsTo(tx: Tx, fromTaskId: number, toTaskId: number): Promise<boolean> {
  const { isFound } = await one(
    tx,
    z.object({ isFound: z.boolean() }),
    sql`
      with recursive reached (id) as (
        select ${fromTaskId}::bigint
        union
        select case when l.task_id = reached.id then l.other_task_id else l.task_id end
        from reached
        join task_link l on l.jurisdiction_id = ${tx.jurisdictionId}
          and (l.task_id = reached.id or (l.kind = 'together' and l.other_task_id = reached.id))
      )
      select exists (select from reached where id = ${toTaskId}) as is_found`,
  )
  return isFound
}

export async function hasCompanion(tx: Tx, taskIds: number[]): Promise<boolean> {
  const row = await maybeOne(
    tx,
    z.object({ taskId: z.number() }),
    sql`
      select task_id from task_link
      where jurisdiction_id = ${tx.jurisdictionId} and kind = 'together'
        and (task_id = any (${taskIds}::bigint[]) or other_task_id = any (${taskIds}::bigint[]))
      limit 1`,
  )
  return row !== null
}

export async function insertLink(
  tx: Tx,
  link: { kind: LinkKind; taskId: number; otherTaskId: number; accountId: string | null },
  now: Date,
): Promise<void> {
  await tx.query(sql`
    insert into task_link (jurisdiction_id, kind, task_id, other_task_id, created_by, created_at)
    values (${tx.jurisdictionId}, ${link.kind}, ${link.taskId}, ${link.otherTaskId}, ${link.accountId}, ${now})`)
}

export async function deleteLink(tx: Tx, taskId: number, otherTaskId: number): Promise<boolean> {
  const row = await maybeOne(
    tx,
    z.object({ kind: z.string() }),
    sql`
      delete from task_link
      where jurisdiction_id = ${tx.jurisdictionId} and ${taskId} in (task_id, other_task_id)
        and ${otherTaskId} in (task_id, other_task_id)
      returning kind`,
  )
  return row !== null
}
