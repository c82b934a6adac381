import { addDays, dayOf, instantOf, weekdayOf } from '../../api/src/jurisdictions/city-time.ts'
import type { IsHoliday } from '../../api/src/jurisdictions/holidays.ts'
import type { ServiceLevel } from '../../api/src/requests/due.ts'

const dayMilliseconds = 86_400_000
// beyond the last day, for deadlines that lie ahead: sixty calendar days and forty working days fit
const daysAhead = 120

/** A run of a city's days with all that is asked of them many times over, worked out once. Instants in ms. */
export interface SimulatedCalendar {
  dayCount: number
  /** index of the day an instant falls on */
  dayAt(instant: number): number
  midnight(day: number): number
  /** 0 is Sunday */
  weekday(day: number): number
  /** 0 is January */
  month(day: number): number
  isFree(day: number): boolean
  /** the same deadline as the product's `dueAt` */
  due(requestedAt: number, level: ServiceLevel): number
}

export function simulatedCalendar(
  firstDay: string,
  dayCount: number,
  timeZone: string,
  isHoliday: IsHoliday,
): SimulatedCalendar {
  const days = Array.from({ length: dayCount + daysAhead }, (_, i) => addDays(firstDay, i))
  const midnights = Float64Array.from(days, (day) => instantOf(day, '00:00:00', timeZone).getTime())
  const ends = Float64Array.from(days, (day) => instantOf(day, '23:59:59', timeZone).getTime())
  const weekdays = Uint8Array.from(days, weekdayOf)
  const free = days.map((day, i) => weekdays[i] === 0 || weekdays[i] === 6 || isHoliday(day))
  const dayAt = (instant: number) => {
    let day = Math.min(Math.max(Math.floor((instant - midnights[0]) / dayMilliseconds), 0), days.length - 1)
    // days of 23 and 25 hours
    while (day > 0 && midnights[day] > instant) day--
    while (day < days.length - 1 && midnights[day + 1] <= instant) day++
    return day
  }
  return {
    dayCount,
    dayAt,
    midnight: (day) => midnights[day],
    weekday: (day) => weekdays[day],
    month: (day) => Number(days[day].slice(5, 7)) - 1,
    isFree: (day) => free[day],
    due: (requestedAt, { slaAmount, slaUnit }) => {
      if (slaUnit === 'hours') return requestedAt + slaAmount * 3_600_000
      let day = dayAt(requestedAt)
      for (let left = slaAmount; left > 0;) {
        day++
        if (slaUnit === 'calendar_days' || !free[day]) left--
      }
      return ends[day]
    },
  }
}

/** The last day of a simulation, "2026-11-23". */
export function lastDayOf(now: Date, timeZone: string): string {
  return dayOf(now, timeZone)
}
