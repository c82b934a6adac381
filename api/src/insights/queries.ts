import { z } from 'zod'
import { empty, join, many, one, sql, type Sql, type Tx } from '@dromos/db'
import { Day, MultiPolygon } from '../contract/index.ts'
import type { Span } from './span.ts'
import { splitSpan } from './whole-months.ts'

const Figures = z.object({
  received: z.number(),
  duplicates: z.number(),
  resolved: z.number(),
  resolvedOnTime: z.number(),
  meanResolutionHours: z.number().nullable(),
})

const CellRow = Figures.extend({
  cell: z.string(),
  areaId: z.number().nullable(),
  streetMeters: z.number(),
})

/** Counts by H3 cell of a resolution from 7 to 10, with the street in each cell. */
export function sumByCell(tx: Tx, span: Span, resolution: number) {
  const parent = (cell: Sql) => (resolution === 10 ? cell : sql`cell_parent(${cell}, ${resolution}::integer)`)
  return many(
    tx,
    CellRow,
    sql`
      with placed as (
        select ${parent(sql`r.cell`)} as cell, nullif(r.area_id, 0) as area_id, ${sums}
        from (${rowsByCell(tx, span)}) r
        group by 1, 2
      ),
      counted as (
        select r.cell, ${figures},
          (array_agg(r.area_id order by r.received desc, r.area_id) filter (where r.area_id is not null))[1] as area_id
        from placed r
        group by 1
      ),
      street as (
        select ${parent(sql`e.cell`)} as cell, sum(e.street_meters)::integer as street_meters
        from cell_exposure e
        where e.jurisdiction_id = ${tx.jurisdictionId}
        group by 1
      )
      select to_hex(c.cell) as cell, c.received, c.duplicates, c.resolved, c.resolved_on_time,
        c.mean_resolution_hours, c.area_id, coalesce(s.street_meters, 0) as street_meters
      from counted c
      left join street s using (cell)
      where c.received > 0 or c.resolved > 0
      order by c.received desc, c.cell`,
  )
}

const AreaRow = Figures.extend({
  areaId: z.number(),
  nameEl: z.string(),
  nameEn: z.string(),
  population: z.number().nullable(),
  streetMeters: z.number().nullable(),
  openNow: z.number(),
  openOverdue: z.number(),
  geometry: MultiPolygon,
})

/** Counts by area; a community holds what its neighbourhoods hold. */
export function sumByArea(tx: Tx, span: Span, kind: 'community' | 'neighbourhood', now: Date) {
  return many(
    tx,
    AreaRow,
    sql`
      with whole as (
        select a.id as area_id, part.id as part_id
        from area a
        join area part on part.jurisdiction_id = a.jurisdiction_id and (part.id = a.id or part.parent_id = a.id)
        where a.jurisdiction_id = ${tx.jurisdictionId} and a.kind = ${kind}
      ),
      -- summed before it is joined: a span holds many rows and few areas
      part as materialized (
        select r.area_id, ${sums}
        from (${rowsByArea(tx, span)}) r
        group by 1
      ),
      counted as (
        select w.area_id, ${figures}
        from part r
        join whole w on w.part_id = r.area_id
        group by 1
      ),
      open as (
        select w.area_id, ${openFigures(now)}
        from request q
        join whole w on w.part_id = q.area_id
        where ${openWithin(tx, span)}
        group by 1
      )
      select a.id as area_id, a.name_el, a.name_en, a.population, a.street_meters,
        coalesce(c.received, 0) as received, coalesce(c.duplicates, 0) as duplicates,
        coalesce(c.resolved, 0) as resolved, coalesce(c.resolved_on_time, 0) as resolved_on_time,
        c.mean_resolution_hours, coalesce(o.open_now, 0) as open_now,
        coalesce(o.open_overdue, 0) as open_overdue,
        st_asgeojson(st_multi(st_simplifypreservetopology(a.geom, 0.00005)), 5)::jsonb as geometry
      from area a
      left join counted c on c.area_id = a.id
      left join open o on o.area_id = a.id
      where a.jurisdiction_id = ${tx.jurisdictionId} and a.kind = ${kind}
      order by a.id`,
  )
}

/** All figures of a span. */
export function sumSpan(tx: Tx, span: Span) {
  return one(tx, Figures, sql`select ${figures} from (${rowsByArea(tx, span)}) r`)
}

/** Every service that something was received or resolved for, or that is open now. */
export function sumByService(tx: Tx, span: Span, now: Date) {
  return many(
    tx,
    Figures.extend({ serviceCode: z.string(), openNow: z.number(), openOverdue: z.number() }),
    sql`
      with counted as (
        select r.service_code, ${figures}
        from (${rowsByArea(tx, span)}) r
        group by 1
      ),
      open as (
        select q.service_code, ${openFigures(now)}
        from request q
        where ${openWithin(tx, span)}
        group by 1
      )
      select service_code, coalesce(c.received, 0) as received, coalesce(c.duplicates, 0) as duplicates,
        coalesce(c.resolved, 0) as resolved, coalesce(c.resolved_on_time, 0) as resolved_on_time,
        c.mean_resolution_hours, coalesce(o.open_now, 0) as open_now,
        coalesce(o.open_overdue, 0) as open_overdue
      from counted c
      full join open o using (service_code)
      order by 2 desc, 1`,
  )
}

/** Every day of the span, also those on which nothing happened. */
export function sumByDay(tx: Tx, span: Span) {
  return many(
    tx,
    z.object({ day: Day, received: z.number(), resolved: z.number() }),
    sql`
      with counted as (
        select r.day, sum(r.received)::integer as received, sum(r.resolved)::integer as resolved
        from (${rowsByDay(tx, span)}) r
        group by 1
      )
      select d.day::date as day, coalesce(c.received, 0) as received, coalesce(c.resolved, 0) as resolved
      from generate_series(${span.from}::date::timestamp, ${span.to}::date::timestamp, interval '1 day') as d (day)
      left join counted c on c.day = d.day::date
      order by 1`,
  )
}

/** What is open at this moment, whenever it came in. */
export function countOpen(tx: Tx, span: Span, now: Date) {
  return one(
    tx,
    z.object({ openNow: z.number(), openOverdue: z.number() }),
    sql`
      select ${openFigures(now)}
      from request q
      where ${openWithin(tx, span)}`,
  )
}

const figures: Sql = sql`
  coalesce(sum(r.received), 0)::integer as received, coalesce(sum(r.duplicates), 0)::integer as duplicates,
  coalesce(sum(r.resolved), 0)::integer as resolved,
  coalesce(sum(r.resolved_on_time), 0)::integer as resolved_on_time,
  round(sum(r.resolution_seconds) / nullif(sum(r.resolved), 0) / 3600.0, 1) as mean_resolution_hours`

const sums: Sql = sql`
  sum(r.received) as received, sum(r.duplicates) as duplicates, sum(r.resolved) as resolved,
  sum(r.resolved_on_time) as resolved_on_time, sum(r.resolution_seconds) as resolution_seconds`

/** Rows by service and area: whole months from their sums, the days at the edges from the roll-up by day. */
function rowsByArea(tx: Tx, span: Span): Sql {
  return monthsAndDays(tx, span, 'month-area')
}

/** Rows by cell and area. What is summed by month holds all services together: some are read by day. */
function rowsByCell(tx: Tx, span: Span): Sql {
  return span.service ? daysOf(tx, span) : monthsAndDays(tx, span, 'month-cell')
}

/** Rows by day. What is summed by day holds all areas together. */
function rowsByDay(tx: Tx, span: Span): Sql {
  return span.areaId ? daysOf(tx, span) : sumsOf(tx, span, 'day')
}

function monthsAndDays(tx: Tx, span: Span, grain: 'month-area' | 'month-cell'): Sql {
  const { months, edges } = splitSpan(span)
  return join(
    [
      ...(months ? [sumsOf(tx, { ...span, ...months }, grain)] : []),
      ...edges.map((edge) => daysOf(tx, { ...span, ...edge })),
    ],
    ' union all ',
  )
}

const rowColumns: Sql = sql`
  k.service_code, k.cell, k.area_id, k.received, k.duplicates, k.resolved, k.resolved_on_time, k.resolution_seconds`

function sumsOf(tx: Tx, span: Span, grain: 'month-area' | 'month-cell' | 'day'): Sql {
  return sql`
    select k.starts_on as day, ${rowColumns} from request_rollup_sum k
    where k.jurisdiction_id = ${tx.jurisdictionId} and k.grain = ${grain}
      and k.starts_on between ${span.from}::date and ${span.to}::date ${ofKind(tx, span)}`
}

function daysOf(tx: Tx, span: Span): Sql {
  return sql`
    select k.day, ${rowColumns} from request_rollup k
    where k.jurisdiction_id = ${tx.jurisdictionId}
      and k.day between ${span.from}::date and ${span.to}::date ${ofKind(tx, span)}`
}

function ofKind(tx: Tx, { service, areaId }: Span): Sql {
  return sql`
    ${service ? sql`and k.service_code = any (${service}::text[])` : empty}
    ${areaId ? sql`and k.area_id in (${partsOf(tx, areaId)})` : empty}`
}

function openFigures(now: Date): Sql {
  return sql`
    count(*)::integer as open_now,
    count(*) filter (where is_late(q.due_at, q.clock_stopped_at, q.closed_at, ${now}))::integer as open_overdue`
}

function openWithin(tx: Tx, { service, areaId }: Span): Sql {
  return sql`
    q.jurisdiction_id = ${tx.jurisdictionId} and q.is_open
    ${service ? sql`and q.service_code = any (${service}::text[])` : empty}
    ${areaId ? sql`and q.area_id in (${partsOf(tx, areaId)})` : empty}`
}

function partsOf(tx: Tx, areaId: number): Sql {
  return sql`
    select a.id from area a
    where a.jurisdiction_id = ${tx.jurisdictionId} and (a.id = ${areaId} or a.parent_id = ${areaId})`
}
