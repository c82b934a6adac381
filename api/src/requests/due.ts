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

/**
 * How long the clock of a promise runs between two instants, in milliseconds: on working days only where those
 * are promised, else always. Nothing when `to` is not after `from`.
 */
export function clockTime(
  from: Date,
  to: Date,
  { slaUnit }: Pick<ServiceLevel, 'slaUnit'>,
  calendar: CityCalendar,
): number {
  if (to <= from) return 0
  if (slaUnit !== 'working_days') return to.getTime() - from.getTime()
  let milliseconds = 0
  for (const { start, end } of workingDaysFrom(from, calendar)) {
    if (start >= to) break
    milliseconds += Math.min(end.getTime(), to.getTime()) - Math.max(start.getTime(), from.getTime())
  }
  return milliseconds
}

/** A promise whose clock stood still: later by what the clock would have run in that time. */
export function dueAfterPause(
  due: Date,
  pause: { from: Date; to: Date },
  level: Pick<ServiceLevel, 'slaUnit'>,
  calendar: CityCalendar,
): Date {
  let left = clockTime(pause.from, pause.to, level, calendar)
  if (left === 0 || level.slaUnit !== 'working_days') return new Date(due.getTime() + left)
  for (const { start, end } of workingDaysFrom(due, calendar)) {
    const from = Math.max(start.getTime(), due.getTime())
    if (from + left <= end.getTime()) return new Date(from + left)
    left -= end.getTime() - from
  }
  throw new Error('the calendar has an end')
}

/** Working days that end after an instant, each from midnight to midnight by the city's clocks. */
function* workingDaysFrom(
  instant: Date,
  { timeZone, isHoliday }: CityCalendar,
): Generator<{ start: Date; end: Date }> {
  for (let day = dayOf(instant, timeZone); ; day = addDays(day, 1))
    if (isWorkingDay(day, isHoliday))
      yield {
        start: instantOf(day, '00:00:00', timeZone),
        end: instantOf(addDays(day, 1), '00:00:00', timeZone),
      }
}

function isWorkingDay(day: string, isHoliday: IsHoliday): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6 && !isHoliday(day)
}
