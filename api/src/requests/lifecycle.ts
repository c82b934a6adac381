import type { RequestStatus } from '../contract/requests.ts'

/**
 * Every move a request may make. Work may be planned from any state in which the city knows enough, since
 * putting a request on a work order accepts it. A closed request comes back only by way of the citizen's
 * `reopen_requested`, except that a wrong link, refusal or withdrawal may be undone by staff.
 */
export const requestMoves: Readonly<Record<RequestStatus, readonly RequestStatus[]>> = {
  received: [
    'triaged',
    'accepted',
    'planned',
    'awaiting_citizen',
    'forwarded_external',
    'resolved',
    'duplicate',
    'rejected',
    'not_responsible',
    'cancelled',
  ],
  triaged: [
    'accepted',
    'planned',
    'awaiting_citizen',
    'forwarded_external',
    'resolved',
    'duplicate',
    'rejected',
    'not_responsible',
    'cancelled',
  ],
  accepted: [
    'planned',
    'in_progress',
    'awaiting_citizen',
    'forwarded_external',
    'resolved',
    'duplicate',
    'rejected',
    'not_responsible',
    'cancelled',
  ],
  planned: ['accepted', 'in_progress', 'resolved', 'duplicate', 'cancelled'],
  in_progress: ['accepted', 'planned', 'resolved'],
  resolved: ['verified', 'reopen_requested'],
  verified: ['reopen_requested'],
  reopen_requested: ['reopened', 'resolved'],
  reopened: [
    'planned',
    'in_progress',
    'awaiting_citizen',
    'forwarded_external',
    'resolved',
    'duplicate',
    'rejected',
    'cancelled',
  ],
  awaiting_citizen: ['triaged', 'accepted', 'duplicate', 'rejected', 'not_responsible', 'cancelled'],
  forwarded_external: ['accepted', 'resolved', 'duplicate', 'not_responsible', 'cancelled'],
  duplicate: ['triaged'],
  rejected: ['triaged', 'reopen_requested'],
  not_responsible: ['triaged', 'reopen_requested'],
  cancelled: ['triaged'],
}

const closedStatuses: ReadonlySet<RequestStatus> = new Set([
  'resolved',
  'verified',
  'duplicate',
  'rejected',
  'not_responsible',
  'cancelled',
])

export function canMove(from: RequestStatus, to: RequestStatus): boolean {
  return requestMoves[from].includes(to)
}

/** Requests that planning their order moves; what is being worked on is planned already. */
export const plannableStatuses: RequestStatus[] = ['received', 'triaged', 'accepted', 'reopened']

/** The same line the column `request.is_open` draws; also the line between Open311's `open` and `closed`. */
export function isOpenStatus(status: RequestStatus): boolean {
  return !closedStatuses.has(status)
}

/** The job was done: what counts as resolved in every figure. */
export function isResolvedStatus(status: RequestStatus): boolean {
  return status === 'resolved' || status === 'verified'
}

export type MoveRefusal = 'not_allowed' | 'needs_reason' | 'needs_target'

/** Judges one move; a refusal of the city needs its reason, a duplicate the request it repeats. */
export function judgeMove(
  from: RequestStatus,
  to: RequestStatus,
  given: { reason?: string; duplicateOfId?: number },
): { ok: true } | { ok: false; reason: MoveRefusal } {
  if (!canMove(from, to)) return { ok: false, reason: 'not_allowed' }
  if ((to === 'rejected' || to === 'not_responsible') && !given.reason?.trim())
    return { ok: false, reason: 'needs_reason' }
  if (to === 'duplicate' && given.duplicateOfId === undefined) return { ok: false, reason: 'needs_target' }
  return { ok: true }
}
