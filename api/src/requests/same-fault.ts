import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { RequestStatus, type IncidentReports } from '../contract/index.ts'
import { distanceMeters } from '../geo/distance.ts'
import { badInput, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { linkRequests, unlinkRequest } from './incident-edges.ts'
import { liveChangeOf } from './move-request.ts'
import { findRequestRows } from './queries.ts'
import { recordRequestEvents, type Actor } from './record-events.ts'

const shownAtMost = 200

const Joined = z.object({
  id: z.number().int(),
  serviceCode: z.string(),
  publicId: z.string(),
  status: RequestStatus,
  version: z.number().int(),
  incidentId: z.number().int().nullable(),
  lon: z.number(),
  lat: z.number(),
})
type Joined = z.output<typeof Joined>

/** The reports of the fault that a request tells of, oldest first. */
export async function findIncidentReports(tx: Tx, id: number, now: Date): Promise<IncidentReports> {
  const [request] = await findJoined(tx, [id])
  if (!request) throw notFound('request', id)
  const { incidentId } = request
  const ids = incidentId === null ? [id] : await membersOf(tx, incidentId)
  const reports = await findRequestRows(tx, ids, now)
  return { incidentId, reports: reports.toReversed() }
}

/** Staff says that reports are of one fault. */
export async function joinFaults(tx: Tx, { clock }: Context, ids: number[], actor: Actor): Promise<void> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b)
  const found = await findJoined(tx, wanted)
  const missing = wanted.find((id) => !found.some((request) => request.id === id))
  if (missing !== undefined) throw notFound('request', missing)
  const [first, ...others] = found
  if (!others.length) throw badInput('Two reports are needed to be of the same fault')
  const now = clock.now()
  for (const other of others) await link(tx, first, other, now)
  tell(tx, 'linked', found, actor, now)
}

/** Staff says that a report is of a fault of its own; what it alone held together stays together. */
export async function partFault(tx: Tx, { clock }: Context, id: number, actor: Actor): Promise<void> {
  const [request] = await findJoined(tx, [id])
  if (!request) throw notFound('request', id)
  if (request.incidentId === null) return
  const now = clock.now()
  const others = (await membersOf(tx, request.incidentId)).filter((other) => other !== id)
  await unlinkRequest(tx, id, now)
  const [first, ...rest] = await findJoined(tx, others)
  for (const other of rest) {
    const [kept] = await findJoined(tx, [first.id])
    if (kept.incidentId === null || kept.incidentId !== other.incidentId) await link(tx, first, other, now)
  }
  tell(tx, 'unlinked', [request], actor, now)
}

async function membersOf(tx: Tx, incidentId: number): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ id: z.number().int() }),
    sql`
      select id from request
      where jurisdiction_id = ${tx.jurisdictionId} and incident_id = ${incidentId}
      order by id limit ${shownAtMost}`,
  )
  return rows.map(({ id }) => id)
}

function findJoined(tx: Tx, ids: number[]): Promise<Joined[]> {
  return many(
    tx,
    Joined,
    sql`
      select id, public_id, service_code, status, version, incident_id, st_x(geom) as lon, st_y(geom) as lat
      from request
      where jurisdiction_id = ${tx.jurisdictionId} and id = any(${ids}::bigint[])
      order by id`,
  )
}

async function link(tx: Tx, a: Joined, b: Joined, now: Date): Promise<void> {
  const meters = distanceMeters([a.lon, a.lat], [b.lon, b.lat])
  await linkRequests(tx, { a: a.id, b: b.id, score: 1, distanceMeters: meters, madeBy: 'staff' }, now)
}

function tell(tx: Tx, kind: 'linked' | 'unlinked', requests: Joined[], actor: Actor, now: Date): void {
  recordRequestEvents(
    tx,
    requests.map(({ id }) => ({
      requestId: id,
      kind,
      actor,
      isPublic: false,
      channel: 'web',
      data:
        kind === 'linked'
          ? { with: requests.map((request) => request.id).filter((each) => each !== id) }
          : {},
      occurredAt: now,
      receivedAt: now,
    })),
  )
  emitLive(tx, requests.map(liveChangeOf))
}
