import { z } from 'zod'
import { asJson, many, maybeOne, sql, type Tx } from '@dromos/db'
import { plannableStatuses } from '../requests/lifecycle.ts'

const PlannedStop = z.object({
  taskId: z.number(),
  workOrderId: z.number(),
  title: z.string(),
  crewId: z.number(),
  position: z.number(),
  arrivalAt: z.date(),
  endAt: z.date(),
  taskStatus: z.string(),
  orderStatus: z.string(),
  /** the crew that has done it already */
  doneBy: z.number().nullable(),
})
export type PlannedStop = z.output<typeof PlannedStop>

/** The task stops of a version, whose orders nobody else changes from here on. */
export async function lockPlannedStops(tx: Tx, planId: number, version: number): Promise<PlannedStop[]> {
  await lockOrdersOf(tx, planId, [version])
  return findPlannedStops(tx, planId, version)
}

/** Nobody else changes the orders of these versions from here on. */
export async function lockOrdersOf(tx: Tx, planId: number, versions: readonly number[]): Promise<void> {
  await tx.query(sql`
    select o.id
    from work_order o
    where o.jurisdiction_id = ${tx.jurisdictionId} and o.id in (
      select t.work_order_id from stop s
      join task t on t.jurisdiction_id = s.jurisdiction_id and t.id = s.task_id
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.plan_id = ${planId}
        and s.version = any (${versions}::integer[])
    )
    order by o.id
    for update`)
}

/** The task stops of a version, numbered by crew from 1, with how their tasks stand now. */
export function findPlannedStops(tx: Tx, planId: number, version: number): Promise<PlannedStop[]> {
  return many(
    tx,
    PlannedStop,
    sql`
      select s.task_id, t.work_order_id, o.title, s.crew_id, s.start_at as arrival_at, s.end_at, t.status as task_status,
        o.status as order_status,
        (
          select v.crew_id from visit v
          where v.jurisdiction_id = s.jurisdiction_id and v.task_id = s.task_id and v.status = 'done'
          order by v.crew_id = s.crew_id desc, v.id desc limit 1
        ) as done_by,
        row_number() over (partition by s.crew_id order by s.position)::integer as position
      from stop s
      join task t on t.jurisdiction_id = s.jurisdiction_id and t.id = s.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.plan_id = ${planId} and s.version = ${version}
        and s.kind = 'task'
      order by s.crew_id, s.position`,
  )
}

const LiveVisit = z.object({
  id: z.number(),
  taskId: z.number(),
  workOrderId: z.number(),
  crewId: z.number(),
  planId: z.number().nullable(),
  status: z.string(),
  position: z.number(),
  plannedArrivalAt: z.date().nullable(),
})
export type LiveVisit = z.output<typeof LiveVisit>

/** The live visits of a plan, and those of other plans at the same tasks; nobody else changes them from here on. */
export async function lockLiveVisits(tx: Tx, planId: number, taskIds: number[]): Promise<LiveVisit[]> {
  await tx.query(sql`
    select v.id from visit v
    where v.jurisdiction_id = ${tx.jurisdictionId} and v.is_live
      and (v.plan_id = ${planId} or v.task_id = any (${taskIds}::bigint[]))
    order by v.id
    for update`)
  return findLiveVisits(tx, planId, taskIds)
}

/** The live visits of a plan, and those of other plans at the same tasks. */
export function findLiveVisits(tx: Tx, planId: number, taskIds: number[]): Promise<LiveVisit[]> {
  return many(
    tx,
    LiveVisit,
    sql`
      select v.id, v.task_id, t.work_order_id, v.crew_id, v.plan_id, v.status, v.position, v.planned_arrival_at
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.is_live
        and (v.plan_id = ${planId} or v.task_id = any (${taskIds}::bigint[]))
      order by v.id`,
  )
}

const WrittenVisit = z.object({ id: z.number(), taskId: z.number(), crewId: z.number(), version: z.number() })

/** Kept visits move in time and place; a visit that stays as it is keeps its version. */
export function updateVisits(
  tx: Tx,
  planId: number,
  version: number,
  stops: (PlannedStop & { visitId: number })[],
  now: Date,
) {
  const rows = stops.map(({ visitId, position, arrivalAt, endAt }) => ({
    id: visitId,
    position,
    arrival_at: arrivalAt,
    end_at: endAt,
  }))
  return many(
    tx,
    WrittenVisit.extend({ isChanged: z.boolean() }),
    sql`
      update visit v
      set plan_version = ${version}, position = row.position, planned_arrival_at = row.arrival_at,
        planned_end_at = row.end_at, version = v.version + old.is_changed::integer,
        updated_at = case when old.is_changed then ${now} else v.updated_at end
      from jsonb_to_recordset(${asJson(rows)}::jsonb)
        as row (id bigint, position integer, arrival_at timestamptz, end_at timestamptz)
      cross join lateral (
        select (u.position, u.planned_arrival_at, u.planned_end_at)
          is distinct from (row.position, row.arrival_at, row.end_at) as is_changed
        from visit u where u.jurisdiction_id = ${tx.jurisdictionId} and u.id = row.id
      ) old
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.id = row.id
      returning v.id, v.task_id, v.crew_id, v.version, old.is_changed`,
  )
}

export function insertVisits(
  tx: Tx,
  plan: { planId: number; version: number; day: string },
  stops: PlannedStop[],
  now: Date,
  assignments: ReadonlyMap<number, object> = new Map(),
) {
  const rows = stops.map(({ taskId, crewId, position, arrivalAt, endAt }) => ({
    task_id: taskId,
    crew_id: crewId,
    position,
    arrival_at: arrivalAt,
    end_at: endAt,
    assignment: assignments.get(taskId) ?? {},
  }))
  return many(
    tx,
    WrittenVisit,
    sql`
      insert into visit (jurisdiction_id, task_id, crew_id, plan_id, plan_version, day, position, status,
        planned_arrival_at, planned_end_at, assignment, updated_at)
      select ${tx.jurisdictionId}, task_id, crew_id, ${plan.planId}, ${plan.version}, ${plan.day}::date,
        position, 'dispatched', arrival_at, end_at, assignment, ${now}
      from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (task_id bigint, crew_id integer, position integer,
        arrival_at timestamptz, end_at timestamptz, assignment jsonb)
      order by crew_id, position
      returning id, task_id, crew_id, version`,
  )
}

const ToldRequest = z.object({ workOrderId: z.number(), serviceCode: z.string(), publicId: z.string() })
export type ToldRequest = z.output<typeof ToldRequest>

/** The open requests of orders whose reporters hear of what becomes of them. */
export function findToldRequests(tx: Tx, workOrderIds: number[]): Promise<ToldRequest[]> {
  return many(
    tx,
    ToldRequest,
    sql`
      select w.work_order_id, o.service_code, r.public_id
      from work_order_request w
      join work_order o on o.jurisdiction_id = w.jurisdiction_id and o.id = w.work_order_id
      join request r on r.jurisdiction_id = w.jurisdiction_id and r.id = w.request_id
      where w.jurisdiction_id = ${tx.jurisdictionId} and w.work_order_id = any (${workOrderIds}::bigint[])
        and w.released_at is null and r.reporter_id is not null
        and r.status = any (${plannableStatuses}::text[])
      order by r.id`,
  )
}

export async function setTaskStatus(tx: Tx, taskIds: number[], status: 'open' | 'assigned'): Promise<void> {
  await tx.query(sql`
    update task set status = ${status}, version = version + 1
    where jurisdiction_id = ${tx.jurisdictionId} and id = any (${taskIds}::bigint[]) and status <> ${status}`)
}

/** The version becomes the plan of the day and takes the place of the one before, which it gives back. */
export async function markPublished(
  tx: Tx,
  planId: number,
  version: number,
  accountId: string | null,
  now: Date,
): Promise<number | null> {
  const before = await maybeOne(
    tx,
    z.object({ version: z.number() }),
    sql`
      update plan_version set status = 'superseded'
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and status = 'published'
      returning version`,
  )
  await tx.query(sql`
    update plan_version set status = 'published', published_at = ${now}, published_by = ${accountId}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`)
  await tx.query(sql`
    update plan set status = 'published', updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId} and status in ('draft', 'optimised')`)
  return before?.version ?? null
}
