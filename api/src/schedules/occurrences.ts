import { addDays } from '../jurisdictions/city-time.ts'
import type { IsHoliday } from '../jurisdictions/holidays.ts'

export interface Rhythm {
  startsOn: string
  everyWeeks: number
}

export interface Occurrence {
  /** by the count of weeks; names the occurrence */
  occursOn: string
  /** the day the work is for: the next that is no holiday */
  day: string
}

/** No city has a longer row of holidays. */
const mostHolidays = 14

/** The occurrences whose work is for a day from the first day to the last one, both included, in order. */
export function occurrencesBetween(
  rhythm: Rhythm,
  first: string,
  last: string,
  isHoliday: IsHoliday,
): Occurrence[] {
  const found: Occurrence[] = []
  for (let occursOn = firstFrom(rhythm, addDays(first, -mostHolidays)); occursOn <= last;) {
    const day = pastHolidays(occursOn, isHoliday)
    if (day >= first && day <= last) found.push({ occursOn, day })
    occursOn = addDays(occursOn, 7 * rhythm.everyWeeks)
  }
  return found
}

/** The first occurrence on or after a day. */
function firstFrom({ startsOn, everyWeeks }: Rhythm, day: string): string {
  if (day <= startsOn) return startsOn
  const days = (Date.parse(day) - Date.parse(startsOn)) / 86_400_000
  return addDays(startsOn, Math.ceil(days / (7 * everyWeeks)) * 7 * everyWeeks)
}

function pastHolidays(occursOn: string, isHoliday: IsHoliday): string {
  let day = occursOn
  for (let count = 0; count < mostHolidays && isHoliday(day); count++) day = addDays(day, 1)
  return day
}
