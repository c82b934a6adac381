import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { Operation } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { bindMedia } from './bind-media.ts'
import { findOwnCrewIds } from './crew-queries.ts'
import { recordVisitEvents } from './record-events.ts'
import { isDispatching, type Asking } from './run-sheet.ts'
import { settleVisit } from './settle-visit.ts'
import {
  findOperation,
  insertOperation,
  joinNotes,
  lockVisit,
  updateVisit,
  type LockedVisit,
  type StoredOperation,
} from './visit-queries.ts'
import { boundedTime, judgeOperation, type Verdict } from './visit-lifecycle.ts'

export interface OperationResult {
  opId: string
  outcome: StoredOperation['outcome']
  detail: string | null
  visitId: number
  visitStatus: LockedVisit['status'] | null
  visitVersion: number | null
}

/** Carries out what a tablet did; sent again it answers the same and does nothing. */
export async function applyOperation(
  tx: Tx,
  context: Context,
  operation: Operation,
  asking: Asking & { deviceId: string },
): Promise<OperationResult> {
  const { opId, visitId } = operation
  const visit = await lockVisit(tx, visitId)
  const sentBefore = await findOperation(tx, opId)
  if (sentBefore) return repeat(operation, sentBefore, asking)
  if (!visit || !(await mayWorkOn(tx, asking, visit)))
    return {
      opId,
      visitId,
      outcome: 'refused',
      detail: 'not your visit',
      visitStatus: null,
      visitVersion: null,
    }

  const now = context.clock.now()
  const judged = judgeOperation(operation.kind, visit.status)
  const bound = await bindAll(tx, operation, visit, now)
  const verdict: Verdict =
    operation.kind === 'photo' && !bound
      ? { outcome: 'conflict', detail: 'this picture belongs elsewhere' }
      : judged
  const detail = detailOf(verdict, bound)
  const { outcome } = verdict
  await insertOperation(tx, operation, { ...asking, crewId: visit.crewId, outcome, detail }, now)
  const { status, version } =
    outcome === 'conflict' ? visit : await carryOut(tx, context, operation, visit, verdict, asking, now)
  return { opId, visitId, outcome, detail, visitStatus: status, visitVersion: version }
}

function repeat(operation: Operation, stored: StoredOperation, asking: Asking): OperationResult {
  const { opId, visitId } = operation
  if (stored.accountId !== asking.accountId || stored.visitId !== visitId)
    return {
      opId,
      visitId,
      outcome: 'refused',
      detail: 'this operation id is used',
      visitStatus: null,
      visitVersion: null,
    }
  const { outcome, outcomeDetail, visitStatus, visitVersion } = stored
  return { opId, visitId, outcome, detail: outcomeDetail, visitStatus, visitVersion }
}

async function mayWorkOn(tx: Tx, asking: Asking, { crewId }: LockedVisit): Promise<boolean> {
  return isDispatching(asking) || (await findOwnCrewIds(tx, asking.accountId)).includes(crewId)
}

/** False when a picture of it belongs to another visit or to a report; the others are bound. */
async function bindAll(tx: Tx, operation: Operation, visit: LockedVisit, now: Date): Promise<boolean> {
  const mediaIds =
    'mediaIds' in operation ? operation.mediaIds : 'mediaId' in operation ? [operation.mediaId] : []
  let isBound = true
  for (const mediaId of mediaIds)
    isBound = (await bindMedia(tx, mediaId, visit.id, visit.status === 'done', now)) && isBound
  return isBound
}

function detailOf(verdict: Verdict, isBound: boolean): string | null {
  if (verdict.outcome === 'conflict') return verdict.detail
  return isBound ? null : 'a picture belongs elsewhere'
}

async function carryOut(
  tx: Tx,
  context: Context,
  operation: Operation,
  visit: LockedVisit,
  verdict: Verdict,
  asking: Asking,
  now: Date,
): Promise<Pick<LockedVisit, 'status' | 'version'>> {
  const { kind } = operation
  const to = verdict.outcome === 'applied' ? verdict.to : null
  const at = boundedTime(new Date(operation.occurredAt), visit.givenOutAt, now)
  const isEnd = kind === 'done' || kind === 'fail'
  const version = await updateVisit(
    tx,
    visit,
    {
      to,
      arrivedAt: kind === 'arrive' ? at : undefined,
      finishedAt: isEnd ? at : undefined,
      reason: kind === 'fail' ? operation.reason : undefined,
      note: await joinNotes(tx, visit.id),
    },
    now,
  )
  const actor = { kind: isDispatching(asking) ? 'staff' : 'crew', accountId: asking.accountId } as const
  await recordVisitEvents(tx, [
    {
      visitId: visit.id,
      from: visit.status,
      to: to ?? visit.status,
      reason: kind === 'fail' ? operation.reason : undefined,
      note: 'note' in operation ? operation.note : undefined,
      actor,
      channel: 'tablet',
      opId: operation.opId,
      location: operation.location,
      accuracyMeters: operation.accuracyMeters,
      occurredAt: at,
      receivedAt: now,
    },
  ])
  const status = to ?? visit.status
  if (to) await settleVisit(tx, context, visit, operation, { to, at, actor })
  await emitLive(tx, {
    entity: 'visit',
    entityId: visit.id,
    version,
    data: { crewId: visit.crewId, taskId: visit.taskId, status },
  })
  return { status, version }
}
