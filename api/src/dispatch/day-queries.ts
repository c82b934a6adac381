import { z } from 'zod'
import { many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { findTimezone } from '../crews/queries.ts'
import { readDayCrews } from '../crews/read-roster.ts'
import { instantOf } from '../jurisdictions/city-time.ts'
import { findClosures } from './closure-queries.ts'
import {
  CrewPosition,
  PastStop,
  PlannableTask,
  type DayInput,
  type KeptStop,
  type PlanRequest,
} from './day-input.ts'
import { findDayLinks } from './day-links.ts'
import { supposeCrews } from './suppose.ts'

/** Reads all that a version of a day's plan is made from, but for what other days hold: that is told, or looked for. */
export async function loadDay(
  tx: Tx,
  day: string,
  planId: number,
  baseVersion: number | null,
  request: PlanRequest,
  heldByOthers: number[] | Promise<number[]> = [],
): Promise<DayInput> {
  const from = request.from ? new Date(request.from) : null
  // what does not wait for another answer is asked in one go
  const [timezone, kept, onDay, past, positions, areZonesBinding, heldElsewhere] = await Promise.all([
    findTimezone(tx),
    baseVersion === null ? [] : findKeptStops(tx, planId, baseVersion),
    readDayCrews(tx, day),
    from ? findPast(tx, day, from) : [],
    from ? findPositions(tx, day, from) : [],
    findZoneRule(tx),
    heldByOthers,
  ])
  const origin = instantOf(day, '00:00:00', timezone)
  const out = new Set(request.changeBudget === null ? [] : kept.map(({ crewId }) => crewId))
  const crews = supposeCrews(onDay, request.whatIf)
    .map((crew) => (request.crewIds.includes(crew.id) ? crew : { ...crew, shifts: [] }))
    .filter(({ id, shifts }) => shifts.length > 0 || out.has(id))
  const begun = new Set(past.map(({ taskId }) => taskId))
  const taskIds = request.taskIds.filter((id) => !begun.has(id))
  const [tasks, links, closures] = await Promise.all([
    findTasks(tx, taskIds),
    findDayLinks(tx, { day, together: request.together }, taskIds, past),
    findClosures(tx, ...workingSpan(crews, from ?? origin)),
  ])
  const { weights, locks, changeBudget } = request
  return {
    day,
    timezone,
    origin,
    crews,
    tasks,
    links,
    from,
    past,
    positions,
    closures,
    areZonesBinding,
    kept,
    weights,
    locks,
    heldElsewhere,
    changeBudget,
  }
}

/** Crews may leave their zones at a price, unless the city's settings say { "crewsKeepToZones": true }. */
async function findZoneRule(tx: Tx): Promise<boolean> {
  const { isBinding } = await one(
    tx,
    z.object({ isBinding: z.boolean() }),
    sql`
      select coalesce(settings -> 'crewsKeepToZones' = 'true', false) as is_binding
      from jurisdiction where id = ${tx.jurisdictionId}`,
  )
  return isBinding
}

/** From the first shift's beginning, or from now where that is later, to the last one's end. */
function workingSpan(crews: DayInput['crews'], notBefore: Date): [from: Date, to: Date] {
  const shifts = crews.flatMap((crew) => crew.shifts)
  const begin = Math.min(...shifts.map(({ startsAt }) => Date.parse(startsAt)))
  const end = Math.max(...shifts.map(({ endsAt }) => Date.parse(endsAt)))
  const from = Math.max(notBefore.getTime(), Number.isFinite(begin) ? begin : 0)
  return [new Date(from), new Date(Math.max(from, end))]
}

export function findTasks(tx: Tx, ids: number[]): Promise<PlannableTask[]> {
  return many(
    tx,
    PlannableTask,
    sql`
      with zone as materialized (
        select a.id, a.geom from area a
        where a.jurisdiction_id = ${tx.jurisdictionId}
          and exists (select from crew_zone z where z.jurisdiction_id = a.jurisdiction_id and z.area_id = a.id)
      )
      select t.id, t.work_order_id, o.service_code, o.title, o.department_code, o.priority, o.due_at,
        o.created_at, t.duration_minutes, t.setup_minutes, t.skills, t.vehicle_features,
        t.load_m3 as "loadM3", t.load_kg, t.earliest_at, t.latest_at, o.area_id,
        jsonb_build_array(st_x(t.geom), st_y(t.geom)) as location, coalesce(inside.zone_ids, '{}') as zone_ids
      from task t
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      left join (
        select i.id, array_agg(zone.id order by zone.id) as zone_ids
        from zone
        join task i on i.jurisdiction_id = ${tx.jurisdictionId} and i.id = any (${ids}::bigint[])
          and st_intersects(zone.geom, i.geom)
        group by i.id
      ) inside on inside.id = t.id
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.id = any (${ids}::bigint[])
      order by t.id`,
  )
}

/** Where each crew last was, or is at work now, on a day that has begun. */
function findPositions(tx: Tx, day: string, from: Date): Promise<CrewPosition[]> {
  return many(
    tx,
    CrewPosition,
    sql`
      select distinct on (v.crew_id) v.crew_id,
        jsonb_build_array(st_x(t.geom), st_y(t.geom)) as location,
        greatest(${from}::timestamptz, coalesce(v.finished_at, v.planned_end_at, ${from}::timestamptz)) as ready_at
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.day = ${day}::date
        and v.status in ('en_route', 'arrived', 'working', 'done', 'failed')
      order by v.crew_id, v.is_live desc, v.finished_at desc nulls first, v.id desc`,
  )
}

/** What crews have done or are doing on a day that has begun, by crew in the order of time. */
function findPast(tx: Tx, day: string, from: Date): Promise<PastStop[]> {
  return many(
    tx,
    PastStop,
    sql`
      select v.crew_id, v.task_id, o.due_at, jsonb_build_array(st_x(t.geom), st_y(t.geom)) as location,
        (t.duration_minutes + t.setup_minutes) * 60 as service_seconds, time.arrival_at,
        greatest(time.arrival_at, coalesce(v.finished_at, v.planned_end_at, ${from}::timestamptz)) as end_at,
        coalesce(s.travel_seconds, 0) as travel_seconds, coalesce(s.distance_meters, 0) as distance_meters
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      left join stop s on s.jurisdiction_id = v.jurisdiction_id and s.plan_id = v.plan_id
        and s.version = v.plan_version and s.task_id = v.task_id and s.crew_id = v.crew_id
      cross join lateral (
        select coalesce(v.arrived_at, least(v.planned_arrival_at, v.finished_at), ${from}::timestamptz)
          as arrival_at
      ) time
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.day = ${day}::date
        and v.status in ('en_route', 'arrived', 'working', 'done')
      order by v.crew_id, v.is_live, end_at, v.id`,
  )
}

async function findKeptStops(tx: Tx, planId: number, version: number): Promise<KeptStop[]> {
  return many(
    tx,
    z.object({
      taskId: z.number(),
      crewId: z.number(),
      startAt: z.date(),
      isNotified: z.boolean(),
    }),
    sql`
      select s.task_id, s.crew_id, s.start_at,
        v.published_at is not null and exists (
          select from work_order_request w
          join request r on r.jurisdiction_id = w.jurisdiction_id and r.id = w.request_id
          where w.jurisdiction_id = t.jurisdiction_id and w.work_order_id = t.work_order_id
            and w.released_at is null and r.reporter_id is not null
        ) as is_notified
      from stop s
      join task t on t.jurisdiction_id = s.jurisdiction_id and t.id = s.task_id
      join plan_version v on v.jurisdiction_id = s.jurisdiction_id and v.plan_id = s.plan_id
        and v.version = s.version
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.plan_id = ${planId} and s.version = ${version}
        and s.kind = 'task'`,
  )
}

/** Tasks that a new plan can take, most urgent first: due, then priority, then age. */
export async function findPlannableTaskIds(tx: Tx, workOrderIds: number[] | null): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ id: z.number() }),
    sql`
      select t.id
      from task t
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.status = 'open' and o.status in ('ready', 'scheduled')
        and (${workOrderIds === null} or o.id = any (${workOrderIds ?? []}::bigint[]))
      order by o.due_at nulls last, o.priority desc, o.created_at, t.id
      limit 2000`,
  )
  return rows.map(({ id }) => id)
}

/** Of these tasks, and of those whose orders were made since, the ones that a new plan can take. */
export async function findReplannableTaskIds(tx: Tx, taskIds: number[], since: Date): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ id: z.number() }),
    sql`
      select t.id
      from task t
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.status = 'open' and o.status in ('ready', 'scheduled')
        and (t.id = any (${taskIds}::bigint[]) or o.created_at >= ${since})
      order by o.due_at nulls last, o.priority desc, o.created_at, t.id
      limit 2000`,
  )
  return rows.map(({ id }) => id)
}

/** Tasks of a plan that are with crews but not begun: a new version plans them again. */
export async function findDispatchedTaskIds(tx: Tx, planId: number): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ taskId: z.number() }),
    sql`
      select task_id from visit
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and status in ('planned', 'dispatched')
      order by task_id`,
  )
  return rows.map(({ taskId }) => taskId)
}

const TaskStanding = z.object({
  standing: z.enum(['open', 'begun', 'closed']),
  /** who has it, or has done it */
  crewId: z.number().nullable(),
})
type TaskStanding = z.output<typeof TaskStanding>

/** Whether tasks can still be planned in this plan, have been begun or done in it, or are neither. */
export async function findStandings(
  tx: Tx,
  planId: number,
  taskIds: number[],
): Promise<Map<number, TaskStanding>> {
  const rows = await many(
    tx,
    TaskStanding.extend({ id: z.number() }),
    sql`
      select t.id, v.crew_id, case
        when v.status in ('en_route', 'arrived', 'working', 'done') then 'begun'
        when v.status in ('planned', 'dispatched') then 'open'
        when t.status = 'open' and o.status in ('ready', 'scheduled') then 'open'
        else 'closed'
      end as standing
      from task t
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      left join lateral (
        select v.status, v.crew_id from visit v
        where v.jurisdiction_id = t.jurisdiction_id and v.task_id = t.id and v.plan_id = ${planId}
          and (v.is_live or v.status = 'done')
        order by v.is_live desc, v.id desc limit 1
      ) v on true
      where t.jurisdiction_id = ${tx.jurisdictionId} and t.id = any (${taskIds}::bigint[])`,
  )
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

export async function findWorkOrderOf(tx: Tx, taskId: number): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ workOrderId: z.number() }),
    sql`select work_order_id from task where jurisdiction_id = ${tx.jurisdictionId} and id = ${taskId}`,
  )
  return row?.workOrderId ?? null
}

/** The plan of a day that is published, the newest where there are several. */
export async function findPublishedPlan(
  tx: Tx,
  day: string,
): Promise<{ planId: number; version: number } | null> {
  return maybeOne(
    tx,
    z.object({ planId: z.number(), version: z.number() }),
    sql`
      select v.plan_id, v.version
      from plan p
      join plan_version v on v.jurisdiction_id = p.jurisdiction_id and v.plan_id = p.id and v.status = 'published'
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.day = ${day}::date
      order by v.published_at desc
      limit 1`,
  )
}
