import { z } from 'zod'
import { many, one, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { RequestStatus, type MovesReport, type RefusedMove } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { readClocks } from './clock.ts'
import { followRequests } from '../hotspots/follow-requests.ts'
import { isOpenStatus, judgeMove } from './lifecycle.ts'
import { recordRequestEvents, type Actor } from './record-events.ts'
import { updateRollup } from './rollup.ts'
import { settleIncidents } from './settle-incidents.ts'
import { tellReporters } from './tell-reporters.ts'

export interface Move {
  ids: number[]
  to: RequestStatus
  actor: Actor
  /** through what it came: web, tablet, plan, … */
  channel: string
  /** when it happened, e.g. by a tablet's clock; now unless told */
  at?: Date
  reason?: string
  note?: string
  duplicateOfId?: number
  /** by id the version the move was decided on; another one refuses it */
  versions?: ReadonlyMap<number, number>
  /** citizens hear of it after a while, and of a move there and back meanwhile not at all */
  isHeld?: boolean
  /** kept with the event, e.g. { workOrderId } */
  data?: Record<string, unknown>
}

/** bigint columns come as number where that is exact */
const Cell = z.union([z.bigint(), z.number()]).transform(BigInt)

const Standing = z.object({
  id: z.number().int(),
  publicId: z.string(),
  status: RequestStatus,
  version: z.number().int(),
  serviceCode: z.string(),
  areaId: z.number().int().nullable(),
  incidentId: z.number().int().nullable(),
  cell: Cell,
  requestedAt: z.date(),
  dueAt: z.date(),
  clockStoppedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  lon: z.number(),
  lat: z.number(),
})
type Standing = z.output<typeof Standing>

/**
 * Moves requests along their lifecycle, with all that belongs to it in the one transaction: state, history,
 * roll-up, incidents, notices, hotspots and live events. What may not move is told in `refused` and stays.
 */
export async function moveRequests(tx: Tx, context: Context, move: Move): Promise<MovesReport> {
  const standing = await lockRequests(tx, move.ids)
  const { allowed, refused } = judgeAll(standing, move)
  if (allowed.length === 0) return { moved: [], refused }
  const now = context.clock.now()
  const at = move.at ?? now
  const moveClock = await readClocks(tx, allowed)
  const after = allowed.map((request): Standing => {
    const closedAt = closingTime(request, move.to, at)
    const clock = moveClock(request, move.to, at)
    return { ...request, ...clock, status: move.to, version: request.version + 1, closedAt }
  })
  storeMoves(tx, after, move, now)
  recordRequestEvents(
    tx,
    allowed.map((request, i) => ({
      requestId: request.id,
      kind: 'status',
      from: request.status,
      to: move.to,
      reason: move.reason,
      note: move.note,
      actor: move.actor,
      channel: move.channel,
      data: { ...move.data, ...newDueOf(request, after[i]) },
      occurredAt: at,
      receivedAt: now,
    })),
  )
  await updateRollup(tx, await timeZoneOf(tx), allowed, after)
  await settleIncidents(tx, incidentsOf(after), now)
  const ids = after.map(({ id }) => id)
  await tellReporters(tx, context, {
    ids,
    status: move.to,
    reason: move.reason,
    before: new Map(allowed.map(({ id, status }) => [id, status])),
    isHeld: move.isHeld,
  })
  const turned = allowed.filter(({ status }) => isOpenStatus(status) !== isOpenStatus(move.to))
  await followRequests(
    tx,
    context,
    turned.map(({ id }) => id),
  )
  emitLive(tx, after.map(liveChangeOf))
  const moved = allowed.map(({ id, publicId, status, version }) => ({
    id,
    publicId,
    from: status,
    version: version + 1,
  }))
  return { moved, refused }
}

/** What `moveRequests` would do now, without doing it. */
export async function previewMoves(tx: Tx, move: Move): Promise<MovesReport> {
  const { allowed, refused } = judgeAll(await lockRequests(tx, move.ids), move)
  const moved = allowed.map(({ id, publicId, status, version }) => ({ id, publicId, from: status, version }))
  return { moved, refused }
}

/** The live event of a request as it now stands; screens patch their rows with it. */
export function liveChangeOf(
  request: Pick<Standing, 'id' | 'publicId' | 'status' | 'version' | 'serviceCode' | 'lon' | 'lat'>,
) {
  const { id, publicId, status, version, serviceCode, lon, lat } = request
  return {
    entity: 'request' as const,
    entityId: id,
    version,
    data: { publicId, status, serviceCode, lon, lat },
  }
}

// in the order of their ids, so that two moves never wait for each other
function lockRequests(tx: Tx, ids: number[]): Promise<Standing[]> {
  return many(
    tx,
    Standing,
    sql`
      select id, public_id, status, version, service_code, area_id, incident_id, cell, requested_at, due_at,
        clock_stopped_at, closed_at, st_x(geom) as lon, st_y(geom) as lat
      from request
      where jurisdiction_id = ${tx.jurisdictionId} and id = any(${ids})
      order by id
      for no key update`,
  )
}

function judgeAll(standing: Standing[], move: Move): { allowed: Standing[]; refused: RefusedMove[] } {
  const found = new Set(standing.map(({ id }) => id))
  const missing = [...new Set(move.ids)].filter((id) => !found.has(id))
  const refused: RefusedMove[] = missing.map((id) => ({ id, from: null, reason: 'not_found' }))
  const allowed: Standing[] = []
  for (const request of standing) {
    const reason = refusalOf(request, move)
    if (reason) refused.push({ id: request.id, from: request.status, reason })
    else allowed.push(request)
  }
  return { allowed, refused }
}

function refusalOf({ id, status, version }: Standing, move: Move): RefusedMove['reason'] | null {
  const decidedOn = move.versions?.get(id)
  if (decidedOn !== undefined && decidedOn !== version) return 'newer_version'
  if (status === move.to) return 'already_there'
  if (move.duplicateOfId === id) return 'needs_target'
  const verdict = judgeMove(status, move.to, move)
  return verdict.ok ? null : verdict.reason
}

/** Closing keeps the first closing time; a tablet's clock never closes before the report. */
function closingTime(request: Standing, to: RequestStatus, at: Date): Date | null {
  if (isOpenStatus(to)) return null
  if (!isOpenStatus(request.status) && request.closedAt) return request.closedAt
  return at < request.requestedAt ? request.requestedAt : at
}

function storeMoves(tx: Tx, after: Standing[], move: Move, now: Date): void {
  const rows = after.map(({ id, version, dueAt, clockStoppedAt, closedAt }) => ({
    id,
    version,
    due_at: dueAt,
    clock_stopped_at: clockStoppedAt,
    closed_at: closedAt,
  }))
  const duplicateOfId = move.to === 'duplicate' ? move.duplicateOfId! : null
  tx.send(sql`
    update request set status = ${move.to}, version = row.version, closed_at = row.closed_at, updated_at = ${now},
      due_at = row.due_at, clock_stopped_at = row.clock_stopped_at, duplicate_of_id = ${duplicateOfId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id bigint, version integer,
      due_at timestamptz, clock_stopped_at timestamptz, closed_at timestamptz)
    where request.jurisdiction_id = ${tx.jurisdictionId} and request.id = row.id`)
}

// so that the history tells by itself until when the city had promised it
function newDueOf(before: Standing, { dueAt }: Standing): { dueAt?: string } {
  return dueAt.getTime() === before.dueAt.getTime() ? {} : { dueAt: dueAt.toISOString() }
}

async function timeZoneOf(tx: Tx): Promise<string> {
  const row = await one(
    tx,
    z.object({ timezone: z.string() }),
    sql`select timezone from jurisdiction where id = ${tx.jurisdictionId}`,
  )
  return row.timezone
}

function incidentsOf(requests: Standing[]): number[] {
  return [...new Set(requests.map(({ incidentId }) => incidentId))].filter((id) => id !== null)
}
