import type { TakenBack } from '@dromos/api/contract'
import { dateTime } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

/** That what was published is not any more: when, who and why. */
export function takenBackText({ at, by, reason }: TakenBack): string {
  const told = by
    ? m.plan_taken_back_by({ at: dateTime(at), by })
    : m.plan_taken_back_at({ at: dateTime(at) })
  return reason ? `${told}: ${reason}` : told
}
