import type { CrewProgress, Jeopardy } from '@dromos/api/contract'
import { time } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'
import { lateness } from '#lib/plan/lateness.ts'

const states: Record<CrewProgress['state'], () => string> = {
  waiting: m.day_state_waiting,
  driving: m.day_state_driving,
  working: m.day_state_working,
  between: m.day_state_between,
  finished: m.day_state_finished,
}

export function crewState({ state }: Pick<CrewProgress, 'state'>): string {
  return states[state]()
}

/** From how many seconds on a deviation is worth a word */
const worthSaying = 120

export function isWorthSaying(seconds: number): boolean {
  return Math.abs(seconds) >= worthSaying
}

export function deviationText(seconds: number): string {
  if (seconds >= worthSaying) return m.day_late_by({ late: lateness(seconds) })
  if (seconds <= -worthSaying) return m.day_early_by({ early: lateness(-seconds) })
  return m.day_on_time()
}

const kinds: Record<Jeopardy['kind'], (given: { limit: string; expected: string }) => string> = {
  window: m.day_jeopardy_window,
  due: m.day_jeopardy_due,
  promise: m.day_jeopardy_promise,
  shift: m.day_jeopardy_shift,
}

/** What will break, when it must be and when it is expected. */
export function jeopardyText({ kind, limitAt, predictedAt }: Jeopardy): string {
  return kinds[kind]({ limit: time(limitAt), expected: time(predictedAt) })
}

export function marginText({ marginSeconds }: Jeopardy): string {
  return marginSeconds < 0
    ? m.day_margin_over({ margin: lateness(-marginSeconds) })
    : m.day_margin_left({ margin: lateness(marginSeconds) })
}
