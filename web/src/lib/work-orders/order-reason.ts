import { OperationConflict } from '@dromos/api/contract'
import { z } from 'zod'
import { statusName } from '#lib/city/names.ts'
import { m } from '#lib/paraglide/messages.js'
import { failureReasonName } from '#lib/roster/failure-reason-name.ts'

const names: Record<string, () => string> = {
  swept: m.sweep_reason,
  merged: m.order_reason_merged,
  'no crew fits': m.dispatch_no_crew_fits,
  replanned: m.dispatch_reason_replanned,
  'done in part': m.dispatch_reason_in_part,
  declined: m.dispatch_reason_declined,
  'tablet conflict': m.dispatch_reason_tablet_conflict,
  'paper conflict': m.dispatch_reason_paper_conflict,
  'tablet revoked': m.dispatch_reason_tablet_revoked,
  'crew settled': m.dispatch_reason_crew_settled,
  'crew insists': m.dispatch_reason_crew_insists,
  'photo unreadable': m.dispatch_reason_photo_unreadable,
  'crew accepted': m.dispatch_reason_crew_accepted,
}

/** Why an order moved: the system's reasons in the city's words, people's as they wrote them. */
export function orderReason(reason: string): string {
  return names[reason]?.() ?? failureReasonName(reason)
}

/** What stands and what a tablet told beside it, in the city's words; empty when nothing was contested. */
export function conflictWords(data: Record<string, unknown>): string {
  const { data: conflict } = OperationConflict.safeParse(data.conflict)
  if (!conflict || conflict.field === 'media') return ''
  // what the answers are of stands in the order's form
  const plain = (value: string) => value || m.job_no_answer()
  const names = {
    reason: failureReasonName,
    status: (value: string) => statusName('visit', value),
    answer: plain,
    material: plain,
  }
  const name = names[conflict.field]
  return m.dispatch_conflict_values({ theirs: name(conflict.theirs), yours: name(conflict.yours) })
}

const Far = z.object({ distanceMeters: z.number(), reason: z.string().nullable() })

/** That a crew closed it away from its place, how far, and why; empty when it did not. */
export function farWords(data: Record<string, unknown>): string {
  const { data: far } = Far.safeParse(data.far)
  return far ? closedFar(far.distanceMeters, far.reason) : ''
}

export function closedFar(distanceMeters: number, reason: string | null): string {
  const meters = Math.round(distanceMeters)
  return reason ? m.dispatch_closed_far_because({ meters, reason }) : m.dispatch_closed_far({ meters })
}
