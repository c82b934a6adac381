import { listShifts, type Client } from '@dromos/api/contract'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { nextDay } from './next-day.ts'

/** further ahead nobody plans */
const mostDays = 7

/** The first day after another on which a crew works; null where none does within a week. */
export function nextWorkday(call: Client, params: { jurisdictionId: string }): Loaded<string | null, string> {
  return new Loaded(async (day, signal) => {
    for (let ahead = 1; ahead <= mostDays; ahead++) {
      const next = nextDay(day, ahead)
      if ((await call(listShifts, { params, query: { day: next } }, { signal })).length > 0) return next
    }
    return null
  })
}
