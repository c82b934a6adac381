import type { Operation, VisitStatus } from '../contract/index.ts'

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
  fail: 'failed',
}

export type Verdict =
  | { outcome: 'applied'; to: VisitStatus | null }
  /** the visit is there already or beyond: only what the operation adds is kept */
  | { outcome: 'merged' }
  | { outcome: 'conflict'; detail: string }

/**
 * What an operation does to a visit. Visits only go forward, so that operations which come late, twice or in
 * another order lead to the same status; of two different ends the first one told stays.
 */
export function judgeOperation(kind: Kind, status: VisitStatus): Verdict {
  const to = target[kind]
  if (to === undefined) return { outcome: 'applied', to: null }
  if (isLive(status)) return rank[to] > rank[status] ? { outcome: 'applied', to } : { outcome: 'merged' }
  if (to === status) return { outcome: 'merged' }
  const isEnd = to === 'done' || to === 'failed'
  if (!isEnd && (status === 'done' || status === 'failed')) return { outcome: 'merged' }
  return { outcome: 'conflict', detail: `the visit is ${status}` }
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

/**
 * The time an operation counts as: the device's, but never before the visit was given out nor in the future.
 * Offline work keeps its real time; a wrong clock does no harm.
 */
export function boundedTime(occurredAt: Date, givenOutAt: Date, now: Date): Date {
  if (occurredAt > now) return now
  return occurredAt < givenOutAt ? givenOutAt : occurredAt
}
