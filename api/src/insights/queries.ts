import { z } from 'zod'
import { empty, many, one, sql, type Sql, type Tx } from '@dromos/db'
import { Day, MultiPolygon } from '../contract/index.ts'
import type { Span } from './span.ts'

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
      with counted as (
        select ${parent(sql`r.cell`)} as cell, ${figures},
          mode() within group (order by nullif(r.area_id, 0)) as area_id
        from request_rollup r
        where ${within(tx, span)}
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
      -- summed before it is joined: a span holds a million rows and few areas
      part as materialized (
        select r.area_id, sum(r.received) as received, sum(r.duplicates) as duplicates,
          sum(r.resolved) as resolved, sum(r.resolved_on_time) as resolved_on_time,
          sum(r.resolution_seconds) as resolution_seconds
        from request_rollup r
        where ${within(tx, span)}
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
  return one(tx, Figures, sql`select ${figures} from request_rollup r where ${within(tx, span)}`)
}

/** Every service that something was received or resolved for, or that is open now. */
export function sumByService(tx: Tx, span: Span, now: Date) {
  return many(
    tx,
    Figures.extend({ serviceCode: z.string(), openNow: z.number(), openOverdue: z.number() }),
    sql`
      with counted as (
        select r.service_code, ${figures}
        from request_rollup r
        where ${within(tx, span)}
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
        from request_rollup r
        where ${within(tx, span)}
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

function within(tx: Tx, { from, to, service, areaId }: Span): Sql {
  return sql`
    r.jurisdiction_id = ${tx.jurisdictionId} and r.day between ${from}::date and ${to}::date
    ${service ? sql`and r.service_code = any (${service}::text[])` : empty}
    ${areaId ? sql`and r.area_id in (${partsOf(tx, areaId)})` : empty}`
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
