import { asJson, sql, type Tx } from '@dromos/db'
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
  await tx.query(sql`
    insert into request_rollup as kept (jurisdiction_id, day, service_code, cell, area_id,
      received, duplicates, resolved, resolved_on_time, resolution_seconds)
    select ${tx.jurisdictionId}, day, service_code, cell, area_id,
      received, duplicates, resolved, resolved_on_time, resolution_seconds
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (day date, service_code text, cell bigint,
      area_id integer, received integer, duplicates integer, resolved integer, resolved_on_time integer,
      resolution_seconds bigint)
    order by day, service_code, cell, area_id
    on conflict (jurisdiction_id, day, service_code, cell, area_id) do update set
      received = kept.received + excluded.received,
      duplicates = kept.duplicates + excluded.duplicates,
      resolved = kept.resolved + excluded.resolved,
      resolved_on_time = kept.resolved_on_time + excluded.resolved_on_time,
      resolution_seconds = kept.resolution_seconds + excluded.resolution_seconds`)
}

/** Counts all requests of the city anew: the same figures as every updateRollup together. */
export async function rebuildRollup(tx: Tx): Promise<void> {
  await tx.query(sql`
    update request_rollup set
      received = 0, duplicates = 0, resolved = 0, resolved_on_time = 0, resolution_seconds = 0
    where jurisdiction_id = ${tx.jurisdictionId}`)
  await tx.query(sql`
    with city as (select timezone from jurisdiction where id = ${tx.jurisdictionId}),
    counted as (
      select (requested_at at time zone timezone)::date as day, service_code, cell, coalesce(area_id, 0) as area_id,
        1 as received, (status = 'duplicate')::integer as duplicates,
        0 as resolved, 0 as resolved_on_time, 0::bigint as resolution_seconds
      from request, city where jurisdiction_id = ${tx.jurisdictionId}
      union all
      select (closed_at at time zone timezone)::date, service_code, cell, coalesce(area_id, 0), 0, 0,
        1, (closed_at <= due_at)::integer, floor(extract(epoch from closed_at - requested_at))::bigint
      from request, city
      where jurisdiction_id = ${tx.jurisdictionId} and status in ('resolved', 'verified') and closed_at is not null
    )
    insert into request_rollup (jurisdiction_id, day, service_code, cell, area_id,
      received, duplicates, resolved, resolved_on_time, resolution_seconds)
    select ${tx.jurisdictionId}, day, service_code, cell, area_id,
      sum(received), sum(duplicates), sum(resolved), sum(resolved_on_time), sum(resolution_seconds)
    from counted
    group by day, service_code, cell, area_id
    on conflict (jurisdiction_id, day, service_code, cell, area_id) do update set
      received = excluded.received,
      duplicates = excluded.duplicates,
      resolved = excluded.resolved,
      resolved_on_time = excluded.resolved_on_time,
      resolution_seconds = excluded.resolution_seconds`)
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
