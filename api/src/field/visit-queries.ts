import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { VisitStatus, type Operation } from '../contract/index.ts'

const LockedVisit = z.object({
  id: z.number(),
  taskId: z.number(),
  workOrderId: z.number(),
  crewId: z.number(),
  planId: z.number().nullable(),
  status: VisitStatus,
  version: z.number(),
  givenOutAt: z.date(),
  arrivedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type LockedVisit = z.output<typeof LockedVisit>

/** Holds a visit and, before it, its order: the same order in which plans hold them. */
export async function lockVisit(tx: Tx, id: number): Promise<LockedVisit | null> {
  await tx.query(sql`
    select o.id from work_order o
    where o.jurisdiction_id = ${tx.jurisdictionId} and o.id in (
      select t.work_order_id from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = ${id}
    )
    for update`)
  await tx.query(sql`
    select id from visit where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} for update`)
  return maybeOne(
    tx,
    LockedVisit,
    sql`
      select v.id, v.task_id, t.work_order_id, v.crew_id, v.plan_id, v.status, v.version, v.arrived_at,
        v.finished_at,
        coalesce((
          select min(e.occurred_at) from visit_event e
          where e.jurisdiction_id = v.jurisdiction_id and e.visit_id = v.id
        ), v.updated_at) as given_out_at
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = ${id}`,
  )
}

/** Statuses only go forward; times are the earliest told; the note is all that was noted. */
export async function updateVisit(
  tx: Tx,
  visit: LockedVisit,
  change: {
    to: VisitStatus | null
    arrivedAt?: Date
    finishedAt?: Date
    reason?: string
    note: string | null
  },
  now: Date,
): Promise<number> {
  const { version } = await one(
    tx,
    z.object({ version: z.number() }),
    sql`
      update visit set
        status = coalesce(${change.to}, status),
        arrived_at = least(arrived_at, ${change.arrivedAt ?? null}::timestamptz),
        finished_at = least(finished_at, ${change.finishedAt ?? null}::timestamptz),
        reason = coalesce(${change.reason ?? null}, reason),
        note = ${change.note},
        version = version + 1, updated_at = ${now}
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${visit.id}
      returning version`,
  )
  return version
}

const StoredOperation = z.object({
  opId: z.string(),
  accountId: z.string(),
  visitId: z.number(),
  outcome: z.enum(['applied', 'merged', 'conflict', 'refused']),
  outcomeDetail: z.string().nullable(),
  visitStatus: VisitStatus,
  visitVersion: z.number(),
})
export type StoredOperation = z.output<typeof StoredOperation>

export function findOperation(tx: Tx, opId: string): Promise<StoredOperation | null> {
  return maybeOne(
    tx,
    StoredOperation,
    sql`
      select p.op_id, p.account_id, p.visit_id, p.outcome, p.outcome_detail, v.status as visit_status,
        v.version as visit_version
      from operation p
      join visit v on v.jurisdiction_id = p.jurisdiction_id and v.id = p.visit_id
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.op_id = ${opId}::uuid`,
  )
}

export async function insertOperation(
  tx: Tx,
  operation: Operation,
  given: {
    deviceId: string
    accountId: string
    crewId: number
    outcome: StoredOperation['outcome']
    detail: string | null
  },
  now: Date,
): Promise<void> {
  const { opId, visitId, sequence, baseVersion, occurredAt, kind, ...payload } = operation
  await tx.query(sql`
    insert into operation (jurisdiction_id, op_id, device_id, sequence, account_id, crew_id, visit_id, kind,
      payload, base_version, outcome, outcome_detail, occurred_at, received_at)
    values (${tx.jurisdictionId}, ${opId}, ${given.deviceId}, ${sequence}, ${given.accountId}, ${given.crewId},
      ${visitId}, ${kind}, ${asJson(payload)}, ${baseVersion}, ${given.outcome}, ${given.detail},
      ${occurredAt}, ${now})`)
}

/** All notes of a visit by the time they were made, so that late ones fall into their place. */
export async function joinNotes(tx: Tx, visitId: number): Promise<string | null> {
  const rows = await many(
    tx,
    z.object({ note: z.string() }),
    sql`
      select payload ->> 'note' as note from operation
      where jurisdiction_id = ${tx.jurisdictionId} and visit_id = ${visitId} and payload ? 'note'
        and outcome in ('applied', 'merged')
      order by occurred_at, op_id`,
  )
  const notes = rows.map(({ note }) => note).filter(Boolean)
  return notes.length > 0 ? notes.join('\n').slice(0, 4000) : null
}

export async function setTask(tx: Tx, taskId: number, status: 'open' | 'done' | 'failed'): Promise<void> {
  await tx.query(sql`
    update task set status = ${status}, version = version + 1
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${taskId} and status <> ${status}`)
}

/** Whether all of an order's tasks are done or cancelled. */
export async function isAllDone(tx: Tx, workOrderId: number): Promise<boolean> {
  const { left } = await one(
    tx,
    z.object({ left: z.number() }),
    sql`
      select count(*)::integer as left from task
      where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId}
        and status not in ('done', 'cancelled')`,
  )
  return left === 0
}

/** A published plan is active once its first crew has begun; one that is being published is left to the next time. */
export async function activatePlan(tx: Tx, planId: number, now: Date): Promise<void> {
  await tx.query(sql`
    update plan set status = 'active', updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id in (
      select id from plan
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId} and status = 'published'
      for update skip locked
    )`)
}
