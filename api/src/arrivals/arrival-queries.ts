import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { ArrivalRecord, ExpectedArrival, RequestStatus } from '../contract/index.ts'
import type { ArrivalWindow, Observation, Quantile } from './arrival-model.ts'

const ObservationRow = z.object({
  serviceCode: z.string(),
  crewId: z.number(),
  hour: z.number(),
  deviationSeconds: z.number(),
})

/** Arrivals against what was first promised of them (or planned, where nothing was), of ninety days at most. */
export function findObservations(tx: Tx, now: Date): Promise<Observation[]> {
  return many(
    tx,
    ObservationRow,
    sql`
      select o.service_code, v.crew_id, extract(hour from plan.at at time zone j.timezone)::integer as hour,
        extract(epoch from v.arrived_at - plan.at)::integer as deviation_seconds
      from visit v
      join jurisdiction j on j.id = v.jurisdiction_id
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      cross join lateral (
        select coalesce((
          select p.planned_arrival_at from arrival_promise p
          where p.jurisdiction_id = v.jurisdiction_id and p.visit_id = v.id
          order by p.replaced_at is null desc, p.id desc limit 1
        ), v.planned_arrival_at) as at
      ) plan
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.status in ('done', 'failed')
        and v.arrived_at is not null and plan.at is not null
        and v.day >= ${now}::timestamptz::date - 90
        and abs(extract(epoch from v.arrived_at - plan.at)) < 43200
      order by v.id desc
      limit 100000`,
  )
}

export async function replaceQuantiles(tx: Tx, quantiles: Quantile[], now: Date): Promise<void> {
  await tx.query(sql`delete from arrival_quantile where jurisdiction_id = ${tx.jurisdictionId}`)
  const rows = quantiles.map((quantile) => ({
    service_code: quantile.serviceCode,
    crew_id: quantile.crewId,
    hour: quantile.hour,
    observations: quantile.observations,
    low_seconds: quantile.lowSeconds,
    high_seconds: quantile.highSeconds,
  }))
  await tx.query(sql`
    insert into arrival_quantile (jurisdiction_id, service_code, crew_id, hour, observations, low_seconds,
      high_seconds, learned_at)
    select ${tx.jurisdictionId}, row.*, ${now}
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (service_code text, crew_id integer, hour integer,
      observations integer, low_seconds integer, high_seconds integer)`)
}

const QuantileRow = ObservationRow.omit({ deviationSeconds: true }).extend({
  observations: z.number(),
  lowSeconds: z.number(),
  highSeconds: z.number(),
})

export function findQuantiles(tx: Tx): Promise<Quantile[]> {
  return many(
    tx,
    QuantileRow,
    sql`
      select service_code, crew_id, hour, observations, low_seconds, high_seconds
      from arrival_quantile where jurisdiction_id = ${tx.jurisdictionId}`,
  )
}

const Unpromised = z.object({
  visitId: z.number(),
  serviceCode: z.string(),
  crewId: z.number(),
  hour: z.number(),
  plannedArrivalAt: z.date(),
})

/** Visits ahead of which nothing is promised, or another time than is now planned by more than the seconds given. */
export function findUnpromisedVisits(
  tx: Tx,
  planId: number,
  toleranceSeconds: number,
): Promise<z.output<typeof Unpromised>[]> {
  return many(
    tx,
    Unpromised,
    sql`
      select v.id as visit_id, o.service_code, v.crew_id, v.planned_arrival_at,
        extract(hour from v.planned_arrival_at at time zone j.timezone)::integer as hour
      from visit v
      join jurisdiction j on j.id = v.jurisdiction_id
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      left join arrival_promise p on p.jurisdiction_id = v.jurisdiction_id and p.visit_id = v.id
        and p.replaced_at is null
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId}
        and v.status in ('planned', 'dispatched') and v.planned_arrival_at is not null
        and (p.id is null
          or abs(extract(epoch from v.planned_arrival_at - p.planned_arrival_at)) > ${toleranceSeconds})
      order by v.id`,
  )
}

export interface NewPromise extends ArrivalWindow {
  visitId: number
  plannedArrivalAt: Date
}

export async function insertPromises(tx: Tx, promises: NewPromise[], now: Date): Promise<void> {
  const visitIds = promises.map(({ visitId }) => visitId)
  await tx.query(sql`
    update arrival_promise set replaced_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and visit_id = any (${visitIds}::bigint[])
      and replaced_at is null`)
  const rows = promises.map(({ visitId, plannedArrivalAt, from, to, observations }) => ({
    visit_id: visitId,
    planned_arrival_at: plannedArrivalAt,
    from_at: from,
    to_at: to,
    observations,
  }))
  await tx.query(sql`
    insert into arrival_promise (jurisdiction_id, visit_id, planned_arrival_at, from_at, to_at, observations, made_at)
    select ${tx.jurisdictionId}, row.*, ${now}
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (visit_id bigint, planned_arrival_at timestamptz,
      from_at timestamptz, to_at timestamptz, observations integer)`)
}

const Told = z.object({
  id: z.number(),
  publicId: z.string(),
  status: RequestStatus,
  version: z.number(),
  serviceCode: z.string(),
  lon: z.number(),
  lat: z.number(),
})

/** The requests that some visits are for. */
export function findVisitedRequests(tx: Tx, visitIds: number[]): Promise<z.output<typeof Told>[]> {
  return many(
    tx,
    Told,
    sql`
      select distinct r.id, r.public_id, r.status, r.version, r.service_code, st_x(r.geom) as lon,
        st_y(r.geom) as lat
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order_request w on w.jurisdiction_id = t.jurisdiction_id and w.work_order_id = t.work_order_id
        and w.released_at is null
      join request r on r.jurisdiction_id = w.jurisdiction_id and r.id = w.request_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = any (${visitIds}::bigint[])
      order by r.id`,
  )
}

/** What anyone with the link may know of when somebody comes for a request; null when nobody is to come. */
export function findExpectedArrival(tx: Tx, requestId: number): Promise<ExpectedArrival | null> {
  return maybeOne(
    tx,
    ExpectedArrival,
    sql`
      select p.from_at as "from", p.to_at as "to"
      from work_order_request w
      join task t on t.jurisdiction_id = w.jurisdiction_id and t.work_order_id = w.work_order_id
      join visit v on v.jurisdiction_id = t.jurisdiction_id and v.task_id = t.id
        and v.status in ('planned', 'dispatched', 'en_route')
      join arrival_promise p on p.jurisdiction_id = v.jurisdiction_id and p.visit_id = v.id
        and p.replaced_at is null
      where w.jurisdiction_id = ${tx.jurisdictionId} and w.request_id = ${requestId} and w.released_at is null
      order by p.from_at
      limit 1`,
  )
}

/** What was promised for the visits of some days, and what came of it. */
export async function findArrivalRecord(
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<ArrivalRecord> {
  const promised = sql`
    select o.service_code, v.crew_id, v.arrived_at, p.from_at, p.to_at,
      exists (
        select from arrival_promise older where older.jurisdiction_id = v.jurisdiction_id
          and older.visit_id = v.id and older.replaced_at is not null
      ) as is_changed
    from visit v
    join arrival_promise p on p.jurisdiction_id = v.jurisdiction_id and p.visit_id = v.id
      and p.replaced_at is null
    join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
    join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
    where v.jurisdiction_id = ${tx.jurisdictionId} and v.day between ${from}::date and ${to}::date
      and v.arrived_at is not null`
  const counts = sql`
    count(*)::integer as promised,
    count(*) filter (where arrived_at between from_at and to_at)::integer as kept,
    count(*) filter (where arrived_at < from_at)::integer as early,
    count(*) filter (where arrived_at > to_at)::integer as late,
    count(*) filter (where is_changed)::integer as changed`
  const total = await one(
    tx,
    ArrivalRecord.omit({ byService: true, byCrew: true }),
    sql`
      select ${counts}, coalesce(avg(extract(epoch from to_at - from_at))::integer, 0) as mean_window_seconds
      from (${promised}) each`,
  )
  const byService = await many(
    tx,
    ArrivalRecord.shape.byService.element,
    sql`select service_code, ${counts} from (${promised}) each group by 1 order by 2 desc, 1 limit 100`,
  )
  const byCrew = await many(
    tx,
    ArrivalRecord.shape.byCrew.element,
    sql`select crew_id, ${counts} from (${promised}) each group by 1 order by 1 limit 200`,
  )
  return { ...total, byService, byCrew }
}
