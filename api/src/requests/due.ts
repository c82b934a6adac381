import { addDays, dayOf, instantOf, weekdayOf } from '../jurisdictions/city-time.ts'
import type { CityCalendar, IsHoliday } from '../jurisdictions/holidays.ts'

export interface ServiceLevel {
  slaAmount: number
  slaUnit: 'hours' | 'working_days' | 'calendar_days'
}

/**
 * Until when the city promises to have done it. Hours are hours. Days begin to count on the day after the
 * report and end with the last second of the last of them, by the city's clocks; working days leave out
 * weekends and public holidays.
 */
export function dueAt(requestedAt: Date, level: ServiceLevel, { timeZone, isHoliday }: CityCalendar): Date {
  if (level.slaUnit === 'hours') return new Date(requestedAt.getTime() + level.slaAmount * 3_600_000)
  let day = dayOf(requestedAt, timeZone)
  for (let left = level.slaAmount; left > 0;) {
    day = addDays(day, 1)
    if (level.slaUnit === 'calendar_days' || isWorkingDay(day, isHoliday)) left -= 1
  }
  return instantOf(day, '23:59:59', timeZone)
}

function isWorkingDay(day: string, isHoliday: IsHoliday): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6 && !isHoliday(day)
}
