import { z } from 'zod'
import { empty, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import {
  OrderNeeds,
  Task,
  WorkOrderDetail,
  WorkOrderRow,
  type Language,
  type listWorkOrders,
} from '../contract/index.ts'
import { cutPage } from '../http/cursor.ts'
import { sortedPage } from '../http/sorted-page.ts'
import { endOfDay } from '../jurisdictions/end-of-day.ts'
import { saysAll } from '../services/said-words.ts'
import { isLateSql } from './late.ts'
import { firstTask, orderSort } from './order-sorts.ts'

type Filter = z.output<(typeof listWorkOrders)['query']>
/** What orders are narrowed by, in whatever order. */
export type NarrowedBy = Omit<Filter, 'sort' | 'isReversed' | 'limit' | 'cursor'>

const ListedRow = WorkOrderRow.extend({ cursorAt: z.string() })

/** A page of the list. Only the rows of the page are read whole. */
export async function findWorkOrders(tx: Tx, filter: Filter & { language: Language }, now: Date) {
  const where = await filterOrders(tx, filter, now)
  const sort = orderSort(
    filter.sort,
    { isReversed: filter.isReversed ?? false, language: filter.language },
    now,
  )
  const { page, order } = sortedPage(sort, { from: sql`work_order o`, id: sql`o.id`, where }, filter)
  const rows = await many(
    tx,
    ListedRow,
    sql`
      select ${orderColumns(now)}, page.key::text as cursor_at
      from ${page}
      join work_order o on o.jurisdiction_id = ${tx.jurisdictionId} and o.id = page.id
      ${taskAndVisit}
      order by ${order}`,
  )
  const { total } = await one(
    tx,
    z.object({ total: z.number() }),
    sql`select count(*)::integer as total from work_order o where ${where}`,
  )
  return { ...cutPage(rows, filter.limit), total }
}

export function findWorkOrderRows(tx: Tx, ids: number[], now: Date): Promise<WorkOrderRow[]> {
  return many(
    tx,
    WorkOrderRow,
    sql`select ${orderColumns(now)} ${orderSource}
      where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = any (${ids}::bigint[])
      order by o.created_at desc, o.id desc`,
  )
}

export function findWorkOrderRow(tx: Tx, id: number, now: Date): Promise<WorkOrderRow | null> {
  return maybeOne(
    tx,
    WorkOrderRow,
    sql`select ${orderColumns(now)} ${orderSource}
      where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = ${id}`,
  )
}

const More = z.object({
  notes: z.string(),
  accessNotes: z.string(),
  needs: OrderNeeds,
  street: WorkOrderDetail.shape.street,
  tasks: z.array(Task),
  requestIds: z.array(z.number()),
  events: WorkOrderDetail.shape.events,
  assignment: WorkOrderDetail.shape.assignment,
})

/** What the detail has beyond the row, with the ids of the order's requests (released ones as well). */
export function findWorkOrderMore(tx: Tx, id: number): Promise<z.output<typeof More>> {
  return one(
    tx,
    More,
    sql`
      select o.notes, o.access_notes, ${orderNeeds} as needs, ${orderStreet} as street,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', t.id, 'position', t.position, 'status', t.status,
            'durationMinutes', t.duration_minutes, 'setupMinutes', t.setup_minutes, 'skills', t.skills,
            'vehicleFeatures', t.vehicle_features, 'loadM3', t.load_m3, 'loadKg', t.load_kg,
            'earliestAt', t.earliest_at, 'latestAt', t.latest_at,
            'location', jsonb_build_array(st_x(t.geom), st_y(t.geom))) order by t.position)
          from task t where t.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id
        ), '[]') as tasks,
        coalesce((
          select jsonb_agg(w.request_id order by w.request_id)
          from work_order_request w where w.jurisdiction_id = o.jurisdiction_id and w.work_order_id = o.id
        ), '[]') as request_ids,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'fromStatus', e.from_status,
            'toStatus', e.to_status, 'reason', e.reason, 'note', e.note, 'actorName', a.name,
            'occurredAt', e.occurred_at, 'data', e.data) order by e.id)
          from (
            select * from work_order_event e
            where e.jurisdiction_id = o.jurisdiction_id and e.work_order_id = o.id
            order by e.id desc limit 500
          ) e
          left join account a on a.id = e.actor_account_id
        ), '[]') as events,
        (
          select v.assignment
          from visit v
          join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
          where v.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id and v.assignment <> '{}'
          order by v.id desc limit 1
        ) as assignment
      from work_order o
      where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = ${id}`,
  )
}

/** of the order `o` */
export const orderNeeds: Sql = sql`
  jsonb_build_object('materials', o.materials, 'equipment', o.equipment, 'permit', o.permit,
    'needsClosure', o.needs_closure, 'closureId', o.closure_id, 'assetCode', o.asset_code)`

/** of the order `o`, as StreetCourse */
export const orderStreet: Sql = sql`
  case when o.line is not null then jsonb_build_object('name', o.street_name, 'beginsAt', o.street_begins_at,
    'endsAt', o.street_ends_at, 'lengthMeters', round(st_length(o.line::geography))::integer,
    'line', st_asgeojson(st_multi(st_linemerge(o.line)), 6)::jsonb) end`

export async function filterOrders(tx: Tx, filter: NarrowedBy, now: Date): Promise<Sql> {
  const { status, service, areaId, isLate, isPlannable, bbox, q } = filter
  const { dueWithinDays, olderThanDays, leastPriority, skill } = filter
  const dueBefore = dueWithinDays === undefined ? null : await endOfDay(tx, now, dueWithinDays)
  const words = q
    ? await saysAll(tx, q, { text: sql`o.search_text`, serviceCode: sql`o.service_code` })
    : null
  return sql`
    o.jurisdiction_id = ${tx.jurisdictionId}
    ${status ? sql`and o.status = any (${status}::text[])` : empty}
    ${service ? sql`and o.service_code = any (${service}::text[])` : empty}
    ${
      areaId === undefined
        ? empty
        : sql`and o.area_id in (
            select id from area where jurisdiction_id = ${tx.jurisdictionId} and ${areaId} in (id, parent_id))`
    }
    ${dueBefore ? sql`and o.due_at < ${dueBefore}` : empty}
    ${olderThanDays === undefined ? empty : sql`and o.created_at < ${now}::timestamptz - ${olderThanDays} * interval '1 day'`}
    ${leastPriority === undefined ? empty : sql`and o.priority >= ${leastPriority}`}
    ${
      skill === undefined
        ? empty
        : sql`and exists (
            select from task t
            where t.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id and ${skill} = any (t.skills))`
    }
    ${isLate === undefined ? empty : sql`and ${isLate ? empty : sql`not`} ${isLateSql(now)}`}
    ${isPlannable === undefined ? empty : sql`and ${isPlannable ? empty : sql`not`} (${plannable})`}
    ${bbox ? sql`and o.geom && st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)` : empty}
    ${words ? sql`and ${words}` : empty}`
}

const plannable: Sql = sql`
  o.status in ('ready', 'scheduled') and exists (
    select from task t
    where t.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id and t.status = 'open'
  )`

const taskAndVisit: Sql = sql`
  ${firstTask}
  left join lateral (
    select v.crew_id, v.day
    from visit v
    join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
    where v.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id and (v.is_live or v.status = 'done')
    order by v.is_live desc, v.id desc limit 1
  ) visit on true`

const orderSource: Sql = sql`from work_order o ${taskAndVisit}`

function orderColumns(now: Date): Sql {
  return sql`
    o.id, o.title, o.service_code, o.department_code, o.status, o.source, o.priority, o.due_at,
    ${isLateSql(now)} as is_late, o.address, o.area_id, o.created_at, o.version,
    jsonb_build_array(st_x(o.geom), st_y(o.geom)) as location,
    (select count(*)::integer from work_order_request w
      where w.jurisdiction_id = o.jurisdiction_id and w.work_order_id = o.id
        and (w.released_at is null or o.status in ('completed', 'closed'))) as request_count,
    task.id as task_id, task.duration_minutes, task.skills, visit.crew_id, visit.day`
}
