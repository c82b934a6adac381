import { latLngToCell } from 'h3-js'
import { z } from 'zod'
import { asJson, many, sql, type Tx } from '@dromos/db'
import type { CityCalendar } from '../jurisdictions/holidays.ts'
import { areaAt } from '../places/queries.ts'
import { dueAt, type ServiceLevel } from '../requests/due.ts'
import { isOpenStatus } from '../requests/lifecycle.ts'
import { makePublicId } from '../requests/public-id.ts'
import { recordRequestEvents, type NewRequestEvent } from '../requests/record-events.ts'
import { cellResolution } from '../requests/report-queries.ts'
import { updateRollup } from '../requests/rollup.ts'
import type { ReadRequest, RowProblem } from './read-row.ts'

export interface ImportedService extends ServiceLevel {
  code: string
  departmentCode: string
  priority: number
}

export interface StoreContext {
  calendar: CityCalendar
  services: ReadonlyMap<string, ImportedService>
  /** what the file calls the latitude */
  latitudeColumn: string
  now: Date
}

export interface Stored {
  addedIds: number[]
  unchanged: number
  problems: RowProblem[]
}

/** Stores a batch in the transaction of its progress: requests, their history and the roll-up. */
export async function storeRows(tx: Tx, rows: ReadRequest[], context: StoreContext): Promise<Stored> {
  const known = await findKnownKeys(tx, rows)
  const fresh = [...new Map(rows.filter(({ key }) => !known.has(key)).map((row) => [row.key, row])).values()]
  const placed = await placeRows(tx, fresh)
  const inside = placed.filter(({ isInside }) => isInside)
  const problems = placed
    .filter(({ isInside }) => !isInside)
    .map(({ row }) => outside(row, context.latitudeColumn))
  const unchanged = rows.length - fresh.length
  if (inside.length === 0) return { addedIds: [], unchanged, problems }
  const requests = inside.map(({ row, areaId }) => asRequest(row, areaId, context))
  const ids = await insertRequests(tx, requests)
  recordRequestEvents(
    tx,
    requests.flatMap((request) => historyOf(request, ids.get(request.key)!, context.now)),
  )
  await updateRollup(tx, context.calendar.timeZone, [], requests)
  return { addedIds: [...ids.values()], unchanged, problems }
}

async function findKnownKeys(tx: Tx, rows: ReadRequest[]): Promise<Set<string>> {
  const found = await many(
    tx,
    z.object({ key: z.string() }),
    sql`select idempotency_key as key from request
      where jurisdiction_id = ${tx.jurisdictionId} and idempotency_key = any (${rows.map(({ key }) => key)})`,
  )
  return new Set(found.map(({ key }) => key))
}

const PlacedRow = z.object({ index: z.number(), isInside: z.boolean(), areaId: z.number().nullable() })

async function placeRows(tx: Tx, rows: ReadRequest[]) {
  const points = rows.map(({ location: [lon, lat] }, index) => ({ index, lon, lat }))
  const placed = await many(
    tx,
    PlacedRow,
    sql`
      select row.index, st_covers(city.boundary, point) as is_inside, found.id as area_id
      from jsonb_to_recordset(${asJson(points)}::jsonb) as row (index integer, lon float8, lat float8)
      cross join lateral st_setsrid(st_makepoint(row.lon, row.lat), 4326) as point
      join jurisdiction city on city.id = ${tx.jurisdictionId}
      left join lateral (${areaAt(tx, sql`point`)}) found on true`,
  )
  return placed.map(({ index, isInside, areaId }) => ({ row: rows[index], isInside, areaId }))
}

function outside({ line, location }: ReadRequest, columnName: string): RowProblem {
  return { line, columnName, reason: 'is outside the city', value: `${location[1]}, ${location[0]}` }
}

function asRequest(row: ReadRequest, areaId: number | null, { services, calendar }: StoreContext) {
  const service = services.get(row.serviceCode)!
  const [lon, lat] = row.location
  return {
    ...row,
    publicId: makePublicId(),
    departmentCode: service.departmentCode,
    priority: service.priority,
    areaId,
    cell: BigInt(`0x${latLngToCell(lat, lon, cellResolution)}`),
    dueAt: dueAt(row.requestedAt, service, calendar),
    closedAt: isOpenStatus(row.status) ? null : row.closedAt,
  }
}

type ImportedRequest = ReturnType<typeof asRequest>

async function insertRequests(tx: Tx, requests: ImportedRequest[]): Promise<Map<string, number>> {
  const rows = requests.map((request) => ({
    public_id: request.publicId,
    service_code: request.serviceCode,
    department_code: request.departmentCode,
    status: request.status,
    channel: request.channel,
    priority: request.priority,
    description: request.description,
    address: request.address,
    area_id: request.areaId,
    requested_at: request.requestedAt,
    due_at: request.dueAt,
    clock_stopped_at: request.status === 'awaiting_citizen' ? request.requestedAt : null,
    closed_at: request.closedAt,
    updated_at: request.closedAt ?? request.requestedAt,
    key: request.key,
    cell: String(request.cell),
    lon: request.location[0],
    lat: request.location[1],
  }))
  const stored = await many(
    tx,
    z.object({ id: z.number(), key: z.string() }),
    sql`
      insert into request (jurisdiction_id, public_id, service_code, department_code, status, channel, priority,
        description, address, area_id, requested_at, due_at, clock_stopped_at, closed_at, updated_at,
        idempotency_key, cell, geom)
      select ${tx.jurisdictionId}, public_id, service_code, department_code, status, channel, priority, description,
        address, area_id, requested_at, due_at, clock_stopped_at, closed_at, updated_at, key, cell,
        st_setsrid(st_makepoint(lon, lat), 4326)
      from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (public_id text, service_code text, department_code text,
        status text, channel text, priority smallint, description text, address text, area_id integer,
        requested_at timestamptz, due_at timestamptz, clock_stopped_at timestamptz, closed_at timestamptz,
        updated_at timestamptz, key text, cell bigint, lon float8, lat float8)
      returning id, idempotency_key as key`,
  )
  return new Map(stored.map(({ id, key }) => [key, id]))
}

function historyOf(request: ImportedRequest, requestId: number, now: Date): NewRequestEvent[] {
  const common = { requestId, actor: { kind: 'integration' as const }, channel: 'import', receivedAt: now }
  const reported: NewRequestEvent = {
    ...common,
    kind: 'reported',
    to: 'received',
    occurredAt: request.requestedAt,
  }
  if (request.status === 'received') return [reported]
  const occurredAt = request.closedAt ?? request.requestedAt
  return [reported, { ...common, kind: 'status', from: 'received', to: request.status, occurredAt }]
}
