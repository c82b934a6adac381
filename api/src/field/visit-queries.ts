import { z } from 'zod'
import { maybeOne, one, pointSql, sql, type Tx } from '@dromos/db'
import { VisitStatus } from '../contract/index.ts'

const LockedVisit = z.object({
  id: z.number(),
  taskId: z.number(),
  workOrderId: z.number(),
  crewId: z.number(),
  planId: z.number().nullable(),
  status: VisitStatus,
  version: z.number(),
  reason: z.string().nullable(),
  givenOutAt: z.date(),
  arrivedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
})
export type LockedVisit = z.output<typeof LockedVisit>

/** visits that a transaction holds until it ends */
const held = new WeakMap<Tx, Set<number>>()

/** Holds a visit and, before it, its order: the same order in which plans hold them. */
export function lockVisit(tx: Tx, id: number): Promise<LockedVisit | null> {
  const own = held.get(tx) ?? new Set()
  if (!own.has(id)) holdVisit(tx, id)
  held.set(tx, own.add(id))
  return maybeOne(
    tx,
    LockedVisit,
    sql`
      select v.id, v.task_id, t.work_order_id, v.crew_id, v.plan_id, v.status, v.version, v.reason,
        v.arrived_at, v.finished_at,
        coalesce((
          select min(e.occurred_at) from visit_event e
          where e.jurisdiction_id = v.jurisdiction_id and e.visit_id = v.id
        ), v.updated_at) as given_out_at
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = ${id}`,
  )
}

function holdVisit(tx: Tx, id: number): void {
  tx.send(sql`
    select id from work_order
    where jurisdiction_id = ${tx.jurisdictionId} and id = (
      select t.work_order_id from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = ${id}
    )
    for update`)
  tx.send(sql`
    select id from visit where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} for update`)
}

/** Where a visit was closed, against where it should be. */
export interface ClosedAway {
  distanceMeters: number
  accuracyMeters: number
  isFar: boolean
  reason?: string
}

/** How far a point is from the place of a visit. */
export async function measureDistance(
  tx: Tx,
  taskId: number,
  [lon, lat]: readonly [number, number],
): Promise<number> {
  const { meters } = await one(
    tx,
    z.object({ meters: z.number() }),
    sql`
      select st_distance(geom::geography, ${pointSql(lon, lat)}::geography) as meters from task
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${taskId}`,
  )
  return meters
}

export async function findTaskPlace(tx: Tx, taskId: number): Promise<[number, number]> {
  const { place } = await one(
    tx,
    z.object({ place: z.tuple([z.number(), z.number()]) }),
    sql`
      select jsonb_build_array(st_x(geom), st_y(geom)) as place from task
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${taskId}`,
  )
  return place
}

export function setFollowOn(tx: Tx, visitId: number, workOrderId: number): void {
  tx.send(sql`
    update visit set follow_on_id = ${workOrderId}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${visitId}`)
}

/** Statuses only go forward; times are the earliest told; the reason the first; the note is all that was noted. */
export async function updateVisit(
  tx: Tx,
  visit: LockedVisit,
  change: {
    to: VisitStatus | null
    arrivedAt?: Date
    finishedAt?: Date
    reason?: string
    /** left out where nothing was noted */
    note?: string | null
    closedAway?: ClosedAway
  },
  now: Date,
): Promise<number> {
  const away = change.closedAway
  const { version } = await one(
    tx,
    z.object({ version: z.number() }),
    sql`
      update visit set
        status = coalesce(${change.to}, status),
        arrived_at = least(arrived_at, ${change.arrivedAt ?? null}::timestamptz),
        finished_at = least(finished_at, ${change.finishedAt ?? null}::timestamptz),
        reason = coalesce(reason, ${change.reason ?? null}),
        note = case when ${change.note !== undefined} then ${change.note ?? null} else note end,
        closed_distance_meters = coalesce(closed_distance_meters, ${away?.distanceMeters ?? null}::real),
        closed_accuracy_meters = coalesce(closed_accuracy_meters, ${away?.accuracyMeters ?? null}::real),
        is_far = is_far or ${away?.isFar ?? false}, far_reason = coalesce(far_reason, ${away?.reason ?? null}::text),
        version = version + 1, updated_at = ${now}
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${visit.id}
      returning version`,
  )
  return version
}

export function setTask(tx: Tx, taskId: number, status: 'open' | 'done' | 'failed'): void {
  tx.send(sql`
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
export function activatePlan(tx: Tx, planId: number, now: Date): void {
  tx.send(sql`
    update plan set status = 'active', updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id in (
      select id from plan
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId} and status = 'published'
      for update skip locked
    )`)
}
