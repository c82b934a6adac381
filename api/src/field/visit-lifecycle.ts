import type { Operation, OperationConflict, VisitStatus } from '../contract/index.ts'

type Kind = Operation['kind']

/** How far each status is along the way; ends are equal. */
const rank: Record<VisitStatus, number> = {
  planned: 0,
  dispatched: 1,
  en_route: 2,
  arrived: 3,
  working: 4,
  done: 5,
  failed: 5,
  skipped: 5,
  declined: 5,
  withdrawn: 5,
}

const target: Partial<Record<Kind, VisitStatus>> = {
  en_route: 'en_route',
  arrive: 'arrived',
  start: 'working',
  done: 'done',
  partial: 'done',
  fail: 'failed',
  decline: 'declined',
}

export type Verdict =
  | { outcome: 'applied'; to: VisitStatus | null; detail?: string }
  /** the visit is there already or beyond: only what the operation adds is kept */
  | { outcome: 'merged'; detail?: string }
  /** the city's value stays, the tablet's is kept beside it */
  | { outcome: 'conflict'; detail: string; conflict: OperationConflict }
  /** it cannot be, whoever says it */
  | { outcome: 'refused'; detail: string }

interface Standing {
  status: VisitStatus
  reason?: string | null
}

/**
 * What an operation does to a visit. Visits only go forward, so that operations which come late, twice or in
 * another order lead to the same status; of two different ends, and of two reasons, the first one told stays.
 */
export function judgeOperation(operation: { kind: Kind; reason?: string }, standing: Standing): Verdict {
  const { status } = standing
  const to = target[operation.kind]
  if (to === undefined) return { outcome: 'applied', to: null }
  if (isLive(status)) return rank[to] > rank[status] ? { outcome: 'applied', to } : { outcome: 'merged' }
  if (to === status) return judgeReason(operation, standing)
  if (isLive(to) && (status === 'done' || status === 'failed')) return { outcome: 'merged' }
  return {
    outcome: 'conflict',
    detail: `the visit is ${status}`,
    conflict: { field: 'status', yours: to, theirs: status },
  }
}

/** Whether an operation ends the visit. */
export function isEnd(kind: Kind): boolean {
  const to = target[kind]
  return to !== undefined && !isLive(to)
}

/** A reason of the city's own: what a visit done in part is known by. */
export const inPart = 'in_part'

/** Why it ended so, if it says: of a visit that is done, only that it was done in part. */
export function reasonOf({ kind, reason }: { kind: Kind; reason?: string }): string | undefined {
  return kind === 'partial' ? inPart : reason
}

function judgeReason(operation: { kind: Kind; reason?: string }, standing: Standing): Verdict {
  const yours = reasonOf(operation) ?? standing.status
  const theirs = standing.reason ?? standing.status
  if (yours === theirs) return { outcome: 'merged' }
  return {
    outcome: 'conflict',
    detail: 'another reason was told first',
    conflict: { field: 'reason', yours, theirs },
  }
}

export function isLive(status: VisitStatus): boolean {
  return rank[status] < 5
}

type FailureReason = Extract<Operation, { kind: 'fail' }>['reason']

const worthRetrying: ReadonlySet<FailureReason> = new Set([
  'no_access',
  'no_material',
  'weather',
  'out_of_time',
])

/** The order can go to a crew again as it is; else a dispatcher must settle it first. */
export function isWorthRetrying(reason: FailureReason): boolean {
  return worthRetrying.has(reason)
}

/** an envelope's clock is read as it arrives: less than this may be the network's slowness */
const surelyWrongMs = 120_000

/**
 * By how much to set back what a tablet's clock said: what it knew itself when the tap was made, else what its
 * clock was off by when it sent, if that is more than a slow network explains.
 */
export function chooseOffset(knownAtTap: number | undefined, measuredAtSending: number): number {
  if (knownAtTap !== undefined) return knownAtTap
  return Math.abs(measuredAtSending) > surelyWrongMs ? measuredAtSending : 0
}

/**
 * The time an operation counts as: the device's, set right, but never before the visit was given out nor in the
 * future. Offline work keeps its real time; a wrong clock does no harm.
 */
export function boundedTime(occurredAt: Date, offsetMs: number, givenOutAt: Date, now: Date): Date {
  const at = new Date(occurredAt.getTime() - offsetMs)
  // a time beyond all calendars is no time
  if (!(at <= now)) return now
  return at < givenOutAt ? givenOutAt : at
}
