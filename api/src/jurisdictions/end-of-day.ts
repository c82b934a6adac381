import type { Tx } from '@dromos/db'
import { addDays, dayOf, instantOf } from './city-time.ts'
import { findCalendar } from './queries.ts'

/** When the city's day ends that comes so many days after today. */
export async function endOfDay(tx: Tx, now: Date, daysAhead: number): Promise<Date> {
  const { timeZone } = await findCalendar(tx)
  return instantOf(addDays(dayOf(now, timeZone), daysAhead + 1), '00:00:00', timeZone)
}
