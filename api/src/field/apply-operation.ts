import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { isFarAway, type Operation, type OperationResult } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { recordOrderEvents } from '../work-orders/record-events.ts'
import { setAccepted } from './acceptance.ts'
import { bindMedia } from './bind-media.ts'
import {
  findOperation,
  insertOperation,
  joinNotes,
  type Judged,
  type StoredOperation,
} from './operation-queries.ts'
import { keepLabour } from './labour.ts'
import { picturesOf, type TimeOf } from './named-pictures.ts'
import { reportFound } from './report-found.ts'
import { recordVisitEvents } from './record-events.ts'
import { isDispatching, type Asking } from './run-sheet.ts'
import { settleConflict } from './settle-conflict.ts'
import { markOf, settleVisit } from './settle-visit.ts'
import { isTold, tellJob } from './tell-job.ts'
import {
  lockVisit,
  measureDistance,
  updateVisit,
  type ClosedAway,
  type LockedVisit,
} from './visit-queries.ts'
import {
  boundedTime,
  chooseOffset,
  isEnd,
  judgeOperation,
  reasonOf,
  type Verdict,
} from './visit-lifecycle.ts'

/** Who sent it, from what. */
export interface Sender extends Asking {
  deviceId: string
  /** a tablet's tap, or a printed sheet that a desk typed in */
  channel: 'tablet' | 'paper'
  /** how far the device's clock was ahead when it sent */
  offsetMs: number
  isRevoked: boolean
  /** that the account works in */
  crewIds: readonly number[]
}

type Taken = Pick<LockedVisit, 'status' | 'version'>

/** Carries out what a tablet did; sent again it answers the same and does nothing. */
export async function applyOperation(
  tx: Tx,
  context: Context,
  operation: Operation,
  sender: Sender,
): Promise<OperationResult> {
  const [visit, sentBefore] = await Promise.all([
    lockVisit(tx, operation.visitId),
    findOperation(tx, operation.opId),
  ])
  if (sentBefore) return repeat(operation, sentBefore, sender)
  if (!visit) return answer(operation, refused('not your visit'), null)

  const now = context.clock.now()
  const offsetMs = chooseOffset(operation.clockOffsetMs, sender.offsetMs)
  const timeOf = (said: string) => boundedTime(new Date(said), offsetMs, visit.givenOutAt, now)
  const at = timeOf(operation.occurredAt)
  const keep = (judged: Judged) =>
    insertOperation(tx, operation, { ...sender, ...judged, crewId: visit.crewId, offsetMs, eventAt: at }, now)
  const refusal = refusalOf(sender, visit)
  if (refusal) {
    keep(refusal)
    if (sender.isRevoked) tellOrder(tx, operation, visit, refusal, sender, at, now)
    return answer(operation, refusal, sender.isRevoked ? visit : null)
  }
  const verdict = await judge(tx, context, operation, visit, sender, timeOf)
  const judged = judgedOf(verdict)
  keep(judged)
  if (judged.conflict || operation.kind === 'accept' || isSettled(operation, judged))
    tellOrder(tx, operation, visit, judged, sender, at, now)
  if (judged.outcome === 'refused') return answer(operation, judged, visit)
  return answer(operation, judged, await carryOut(tx, context, operation, visit, verdict, sender, at))
}

function repeat(operation: Operation, stored: StoredOperation, sender: Sender): OperationResult {
  if (stored.accountId !== sender.accountId || stored.visitId !== operation.visitId)
    return answer(operation, refused('this operation id is used'), null)
  const { outcome, outcomeDetail: detail, conflict, visitStatus, visitVersion } = stored
  const isTold = outcome !== 'refused' || sender.isRevoked
  return answer(
    operation,
    { outcome, detail, conflict },
    isTold ? { status: visitStatus, version: visitVersion } : null,
  )
}

function answer({ opId, visitId }: Operation, judged: Judged, visit: Taken | null): OperationResult {
  return {
    opId,
    visitId,
    ...judged,
    visitStatus: visit?.status ?? null,
    visitVersion: visit?.version ?? null,
  }
}

function refusalOf(sender: Sender, { crewId }: LockedVisit): Judged | null {
  if (sender.isRevoked) return refused('this tablet was revoked')
  const isOwn = isDispatching(sender) || sender.crewIds.includes(crewId)
  return isOwn ? null : refused('not your visit')
}

function refused(detail: string): Judged {
  return { outcome: 'refused', detail, conflict: null }
}

/** Binds its pictures as well: one that belongs to another visit or to a report stays there. */
async function judge(
  tx: Tx,
  context: Context,
  operation: Operation,
  visit: LockedVisit,
  sender: Sender,
  timeOf: TimeOf,
): Promise<Verdict> {
  if (operation.kind === 'settle')
    return settleConflict(tx, operation, timeOf(operation.occurredAt), sender.accountId)
  const pictures = picturesOf(operation, timeOf)
  if (operation.kind === 'found')
    return reportFound(tx, context, operation, visit, sender.accountId, pictures)
  const elsewhere: string[] = []
  for (const picture of pictures)
    if (!(await bindMedia(tx, picture, visit.id, visit.status === 'done', context.clock.now())))
      elsewhere.push(picture.mediaId)
  const isAboutIt = operation.kind === 'photo' || isTold(operation)
  if (elsewhere.length > 0 && isAboutIt) {
    const conflict = { field: 'media' as const, yours: elsewhere.join(' '), theirs: '' }
    return { outcome: 'conflict', detail: 'this picture belongs elsewhere', conflict }
  }
  const told = { visitId: visit.id, opId: operation.opId }
  const verdict = isTold(operation)
    ? await tellJob(tx, operation, { ...told, at: timeOf(operation.occurredAt) }, sender.accountId)
    : judgeOperation(operation, visit)
  if (elsewhere.length === 0 || verdict.outcome === 'conflict') return verdict
  return { ...verdict, detail: 'a picture belongs elsewhere' }
}

function judgedOf(verdict: Verdict): Judged {
  const { outcome } = verdict
  if (outcome === 'refused') return refused(verdict.detail)
  if (outcome === 'conflict') return { outcome, detail: verdict.detail, conflict: verdict.conflict }
  return { outcome, detail: verdict.detail ?? null, conflict: null }
}

/** A crew that stands by its own value is told of; one that lets it go is not. */
function isSettled(operation: Operation, { outcome }: Judged): boolean {
  return operation.kind === 'settle' && operation.take === 'mine' && outcome === 'applied'
}

/** In the order's history, for the dispatcher: what the tablet told otherwise than it stands, and what the crew saw. */
function tellOrder(
  tx: Tx,
  operation: Operation,
  visit: LockedVisit,
  { outcome, detail, conflict }: Judged,
  sender: Sender,
  occurredAt: Date,
  receivedAt: Date,
): void {
  recordOrderEvents(tx, [
    {
      workOrderId: visit.workOrderId,
      kind: 'comment',
      reason:
        outcome === 'conflict'
          ? `${sender.channel} conflict`
          : outcome === 'refused'
            ? 'tablet revoked'
            : operation.kind === 'settle'
              ? detail === 'taken'
                ? 'crew settled'
                : 'crew insists'
              : 'crew accepted',
      note: 'note' in operation ? operation.note : undefined,
      actor: { kind: isDispatching(sender) ? 'staff' : 'crew', accountId: sender.accountId },
      channel: sender.channel,
      data: {
        visitId: visit.id,
        opId: operation.opId,
        operation: operation.kind,
        detail,
        conflict,
        ...markOf(sender.channel),
      },
      occurredAt,
      receivedAt,
    },
  ])
}

/** Of a conflict only what does not contradict is taken: its note. */
async function carryOut(
  tx: Tx,
  context: Context,
  operation: Operation,
  visit: LockedVisit,
  verdict: Verdict,
  sender: Sender,
  at: Date,
): Promise<Taken> {
  const { kind } = operation
  const now = context.clock.now()
  const isTaken = verdict.outcome !== 'conflict'
  const to = verdict.outcome === 'applied' ? verdict.to : null
  const closedAway = isTaken && isEnd(kind) ? await whereClosed(tx, operation, visit) : undefined
  const change = {
    to,
    arrivedAt: isTaken && kind === 'arrive' ? at : undefined,
    finishedAt: isTaken && isEnd(kind) ? at : undefined,
    reason: isTaken ? reasonOf(operation) : undefined,
    note: 'note' in operation && operation.note ? await joinNotes(tx, visit.id) : undefined,
    closedAway,
  }
  if (kind === 'accept') await setAccepted(tx, visit.id, operation, at)
  if (verdict.outcome === 'applied' && isEnd(kind)) await keepLabour(tx, visit.id, toldLabour(operation), at)
  const version = await updateVisit(tx, visit, change, now)
  const status = to ?? visit.status
  const actor = {
    kind: isDispatching(sender) ? 'staff' : 'crew',
    accountId: sender.accountId,
  } as const
  recordVisitEvents(tx, [
    {
      visitId: visit.id,
      from: visit.status,
      to: status,
      reason: verdict.outcome === 'conflict' ? 'conflict' : (ownReasons[kind] ?? change.reason),
      note: 'note' in operation ? operation.note : undefined,
      actor,
      channel: sender.channel,
      opId: operation.opId,
      location: operation.location,
      accuracyMeters: operation.accuracyMeters,
      occurredAt: at,
      receivedAt: now,
    },
  ])
  if (to)
    await settleVisit(tx, context, visit, operation, { to, at, actor, channel: sender.channel, closedAway })
  emitLive(tx, {
    entity: 'visit',
    entityId: visit.id,
    version,
    data: { crewId: visit.crewId, taskId: visit.taskId, status },
  })
  return { status, version }
}

/** what is told without moving the visit */
const ownReasons: Partial<Record<Operation['kind'], string>> = {
  undo: 'undone',
  stop: 'stopped',
  accept: 'accepted',
  answer: 'answered',
  material: 'material',
  settle: 'settled',
}

function toldLabour(operation: Operation): number | undefined {
  return 'labourMinutes' in operation ? operation.labourMinutes : undefined
}

async function whereClosed(
  tx: Tx,
  operation: Operation,
  { taskId }: LockedVisit,
): Promise<ClosedAway | undefined> {
  if (!operation.location) return undefined
  const distanceMeters = await measureDistance(tx, taskId, operation.location)
  const accuracyMeters = operation.accuracyMeters ?? 0
  const isFar = isFarAway(distanceMeters, accuracyMeters)
  const reason = isFar && 'farReason' in operation ? operation.farReason : undefined
  return { distanceMeters, accuracyMeters, isFar, reason }
}
