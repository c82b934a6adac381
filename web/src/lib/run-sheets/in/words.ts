import type { RunSheetVisit } from '@dromos/api/contract'
import { statusName } from '#lib/city/names.ts'
import { m } from '#lib/paraglide/messages.js'
import { failureReasonName } from '#lib/roster/failure-reason-name.ts'
import type { Lack, PaperEntry } from './paper-entry.ts'

const lacks: Record<Lack, () => string> = {
  outcome: m.sheetin_lack_outcome,
  reason: m.sheetin_lack_reason,
  begun: m.sheetin_lack_begun,
  ended: m.sheetin_lack_ended,
  order: m.sheetin_lack_order,
  future: m.sheetin_lack_future,
}

export function lackText(lack: Lack): string {
  return lacks[lack]()
}

const states: Record<Exclude<PaperEntry['state'], 'typing'>, () => string> = {
  waiting: m.sheetin_state_waiting,
  taken: m.sheetin_state_taken,
  contested: m.sheetin_state_contested,
  refused: m.sheetin_state_refused,
}

/** How far a stop's paper has come; what the city knows where nothing was typed. */
export function entryState(entry: PaperEntry | undefined, visit: RunSheetVisit): string {
  if (!entry) return statusName('visit', visit.status)
  return entry.state === 'typing' ? m.sheetin_state_typing() : states[entry.state]()
}

/** Why it was not taken as it was written, and what stands. */
export function answerText({ answer, state }: PaperEntry): string {
  const conflict = answer?.conflict
  if (conflict?.field === 'status' || conflict?.field === 'reason') {
    const name = (value: string) =>
      conflict.field === 'status' ? statusName('visit', value) : failureReasonName(value)
    return m.sheetin_contested({ theirs: name(conflict.theirs), yours: name(conflict.yours) })
  }
  return state === 'contested' ? m.sheetin_contested_part() : m.sheetin_refused()
}
