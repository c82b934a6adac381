import { asJson, sql, type Sql, type Tx } from '@dromos/db'
import type { RequestStatus } from '../contract/index.ts'
import { dayOf } from '../jurisdictions/city-time.ts'
import { isResolvedStatus } from './lifecycle.ts'

/** What of a request is counted in request_rollup. */
export interface Counted {
  serviceCode: string
  cell: bigint
  areaId: number | null
  status: RequestStatus
  requestedAt: Date
  dueAt: Date
  closedAt: Date | null
}

interface Contribution {
  day: string
  service_code: string
  cell: string
  area_id: number
  received: number
  duplicates: number
  resolved: number
  resolved_on_time: number
  resolution_seconds: number
}

/**
 * Adds what changed to the roll-up: `before` is taken away, `after` is added. A request counts as received (and
 * duplicate) on the city's day it was reported, and as resolved on the day it was closed. So the sums over a
 * span of days are what came in and what was done in that span.
 */
export async function updateRollup(
  tx: Tx,
  timeZone: string,
  before: Counted[],
  after: Counted[],
): Promise<void> {
  const changes = new Map<string, Contribution>()
  for (const request of before) collect(changes, request, timeZone, -1)
  for (const request of after) collect(changes, request, timeZone, 1)
  const rows = [...changes.values()].filter(isChange)
  if (rows.length === 0) return
  await addToRollups(
    tx,
    sql`
      select * from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (day date, service_code text, cell bigint,
        area_id integer, received integer, duplicates integer, resolved integer, resolved_on_time integer,
        resolution_seconds bigint)`,
  )
}

/**
 * Adds figures to the roll-up by day and to its sums by month and by service, in one statement, so that they always
 * agree. `rows` selects day, service_code, cell, area_id and the figures; rows of one key are added up.
 */
export async function addToRollups(tx: Tx, rows: Sql): Promise<void> {
  await tx.query(sql`
    with added as materialized (${rows}), days as (
      insert into request_rollup as kept (jurisdiction_id, day, service_code, cell, area_id, ${figureNames})
      select ${tx.jurisdictionId}, day, service_code, cell, area_id, ${figureSums}
      from added
      group by day, service_code, cell, area_id
      order by day, service_code, cell, area_id
      on conflict (jurisdiction_id, day, service_code, cell, area_id) do update set ${figuresAdded}
    )
    insert into request_rollup_sum as kept (jurisdiction_id, grain, starts_on, service_code, cell, area_id,
      ${figureNames})
    select ${tx.jurisdictionId}, grain, starts_on, service, at_cell, of_area, ${figureSums}
    from added, lateral (values
      ('day', day, service_code, 0::bigint, 0),
      ('month-area', date_trunc('month', day)::date, service_code, 0, area_id),
      ('month-cell', date_trunc('month', day)::date, '', cell, area_id)
    ) as coarse (grain, starts_on, service, at_cell, of_area)
    group by 2, 3, 4, 5, 6
    order by 2, 3, 4, 5, 6
    on conflict (jurisdiction_id, grain, starts_on, service_code, cell, area_id) do update set ${figuresAdded}`)
}

const figureNames = sql`received, duplicates, resolved, resolved_on_time, resolution_seconds`

const figureSums = sql`
  sum(received), sum(duplicates), sum(resolved), sum(resolved_on_time), sum(resolution_seconds)`

const figuresAdded = sql`
  received = kept.received + excluded.received,
  duplicates = kept.duplicates + excluded.duplicates,
  resolved = kept.resolved + excluded.resolved,
  resolved_on_time = kept.resolved_on_time + excluded.resolved_on_time,
  resolution_seconds = kept.resolution_seconds + excluded.resolution_seconds`

const figuresAtZero = sql`
  received = 0, duplicates = 0, resolved = 0, resolved_on_time = 0, resolution_seconds = 0`

/** Counts all requests of the city anew: the same figures as every updateRollup together. */
export async function rebuildRollup(tx: Tx): Promise<void> {
  for (const table of [sql`request_rollup`, sql`request_rollup_sum`])
    await tx.query(sql`update ${table} set ${figuresAtZero} where jurisdiction_id = ${tx.jurisdictionId}`)
  await addToRollups(tx, countRequests(sql`r.jurisdiction_id = ${tx.jurisdictionId}`))
}

/** What requests r of the city add to the roll-ups, as rows for addToRollups. */
export function countRequests(where: Sql): Sql {
  return sql`
    select (r.requested_at at time zone c.timezone)::date as day, r.service_code, r.cell,
      coalesce(r.area_id, 0) as area_id, 1 as received, (r.status = 'duplicate')::integer as duplicates,
      0 as resolved, 0 as resolved_on_time, 0::bigint as resolution_seconds
    from request r
    join jurisdiction c on c.id = r.jurisdiction_id
    where ${where}
    union all
    select (r.closed_at at time zone c.timezone)::date, r.service_code, r.cell, coalesce(r.area_id, 0), 0, 0,
      1, (r.closed_at <= r.due_at)::integer, floor(extract(epoch from r.closed_at - r.requested_at))::bigint
    from request r
    join jurisdiction c on c.id = r.jurisdiction_id
    where ${where} and r.status in ('resolved', 'verified') and r.closed_at is not null`
}

function collect(changes: Map<string, Contribution>, request: Counted, timeZone: string, sign: 1 | -1): void {
  const reported = contributionOn(changes, request, dayOf(request.requestedAt, timeZone))
  reported.received += sign
  if (request.status === 'duplicate') reported.duplicates += sign
  if (!isResolvedStatus(request.status) || !request.closedAt) return
  const done = contributionOn(changes, request, dayOf(request.closedAt, timeZone))
  done.resolved += sign
  if (request.closedAt <= request.dueAt) done.resolved_on_time += sign
  const milliseconds = request.closedAt.getTime() - request.requestedAt.getTime()
  done.resolution_seconds += sign * Math.floor(milliseconds / 1000)
}

function contributionOn(changes: Map<string, Contribution>, request: Counted, day: string): Contribution {
  const areaId = request.areaId ?? 0
  const key = `${day} ${request.serviceCode} ${request.cell} ${areaId}`
  let found = changes.get(key)
  if (!found) {
    found = {
      day,
      service_code: request.serviceCode,
      cell: String(request.cell),
      area_id: areaId,
      received: 0,
      duplicates: 0,
      resolved: 0,
      resolved_on_time: 0,
      resolution_seconds: 0,
    }
    changes.set(key, found)
  }
  return found
}

function isChange({
  received,
  duplicates,
  resolved,
  resolved_on_time,
  resolution_seconds,
}: Contribution): boolean {
  return [received, duplicates, resolved, resolved_on_time, resolution_seconds].some((count) => count !== 0)
}
