import type { Stop } from '@dromos/api/contract'
import { dateTime, dayOf, time } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

/** When a stop's work may begin and is due, in words; the day is said where it is another. */
export function limitText({ window, dueAt, startAt }: Pick<Stop, 'window' | 'dueAt' | 'startAt'>): string[] {
  const day = dayOf(new Date(startAt))
  const say = (at: string) => (dayOf(new Date(at)) === day ? time(at) : dateTime(at))
  return [...(window ? [windowText(window, say)] : []), ...(dueAt ? [m.board_due({ at: say(dueAt) })] : [])]
}

function windowText([from, to]: NonNullable<Stop['window']>, say: (at: string) => string): string {
  if (from && to) return m.board_window({ from: say(from), to: say(to) })
  return from ? m.board_window_from({ from: say(from) }) : m.board_window_to({ to: say(to!) })
}
