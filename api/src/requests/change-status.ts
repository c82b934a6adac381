import { z } from 'zod'
import { one, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type {
  changeRequestStatus,
  changeRequestStatuses,
  MovesReport,
  RefusedMove,
} from '../contract/index.ts'
import { badInput, conflict, notAllowedNow, notFound } from '../http/problems.ts'
import type { Sentence } from '../http/sentences.ts'
import { linkRequests, unlinkRequest } from './incident-edges.ts'
import { requestMoves } from './lifecycle.ts'
import { moveRequests, previewMoves, type Move } from './move-request.ts'
import { findDuplicateRoot } from './queries.ts'
import { recordRequestEvents, type Actor } from './record-events.ts'

type ManyChanges = z.output<(typeof changeRequestStatuses)['body']>
export type StatusChange = z.output<(typeof changeRequestStatus)['body']>

/** One request along its lifecycle, by staff. Naming a duplicate joins the two faults; taking it back parts them. */
export async function changeStatus(
  tx: Tx,
  context: Context,
  id: number,
  change: StatusChange,
  actor: Actor,
): Promise<void> {
  const duplicateOfId =
    change.status === 'duplicate' ? await targetOf(tx, id, change.duplicateOfId) : undefined
  const { moved, refused } = await moveRequests(tx, context, {
    ids: [id],
    to: change.status,
    actor,
    channel: 'web',
    reason: change.reason,
    note: change.note,
    duplicateOfId,
    versions: new Map([[id, change.version]]),
  })
  if (refused.length > 0) throw problemOf(refused[0])
  const now = context.clock.now()
  if (duplicateOfId !== undefined) await link(tx, id, duplicateOfId, actor, now)
  else if (moved[0].from === 'duplicate') await unlink(tx, id, actor, now)
}

/** Many requests at once, by staff: those that may move do, the others are told why they stay. */
export async function changeStatuses(
  tx: Tx,
  context: Context,
  { requests, status, reason, note, isPreview }: ManyChanges,
  actor: Actor,
): Promise<MovesReport> {
  const ids = requests.map(({ id }) => id)
  const versions = new Map(requests.map(({ id, version }) => [id, version]))
  const move: Move = { ids, versions, to: status, actor, channel: 'web', reason, note }
  if (isPreview) return previewMoves(tx, move)
  const report = await moveRequests(tx, context, move)
  const now = context.clock.now()
  for (const { id, from } of report.moved) if (from === 'duplicate') await unlink(tx, id, actor, now)
  return report
}

async function targetOf(tx: Tx, id: number, target: number | undefined): Promise<number | undefined> {
  if (target === undefined) return undefined
  const root = await findDuplicateRoot(tx, target)
  if (root === null || root === id) throw badTarget('This request cannot be repeated by that one')
  return root
}

async function link(tx: Tx, id: number, target: number, actor: Actor, now: Date): Promise<void> {
  const { meters } = await one(
    tx,
    z.object({ meters: z.number() }),
    sql`
      select st_distance(a.geom::geography, b.geom::geography) as meters
      from request a join request b on b.jurisdiction_id = a.jurisdiction_id and b.id = ${target}
      where a.jurisdiction_id = ${tx.jurisdictionId} and a.id = ${id}`,
  )
  await linkRequests(tx, { a: id, b: target, score: 1, distanceMeters: meters, madeBy: 'staff' }, now)
  tellLink(tx, 'linked', target, { duplicateId: id }, actor, now)
}

async function unlink(tx: Tx, id: number, actor: Actor, now: Date): Promise<void> {
  await unlinkRequest(tx, id, now)
  tellLink(tx, 'unlinked', id, {}, actor, now)
}

function tellLink(
  tx: Tx,
  kind: 'linked' | 'unlinked',
  requestId: number,
  data: Record<string, unknown>,
  actor: Actor,
  now: Date,
): void {
  recordRequestEvents(tx, [
    { requestId, kind, data, actor, isPublic: false, channel: 'web', occurredAt: now, receivedAt: now },
  ])
}

function problemOf({ id, from, reason }: RefusedMove): Error {
  switch (reason) {
    case 'not_found':
      return notFound('request', id)
    case 'newer_version':
      return conflict('Someone changed this request in the meantime')
    case 'needs_reason':
      return badInput('This needs a reason', [{ path: 'body.reason', message: 'Say why' }])
    case 'needs_target':
      return badTarget('Name the request that this one repeats')
    case 'already_there':
    case 'not_allowed':
      return notAllowedNow('This request cannot be moved there from where it stands', {
        from,
        allowedMoves: from ? requestMoves[from] : [],
      })
  }
}

function badTarget(message: Sentence): Error {
  return badInput(message, [{ path: 'body.duplicateOfId', message }])
}
