import type { SimulatedCalendar } from './calendar.ts'
import type { Habit } from './habits.ts'
import { weightedIndex, type Random } from './random.ts'
import { adoption } from './scale.ts'

// Sunday first
const byWeekday = [0.5, 1.25, 1.15, 1.1, 1.05, 1, 0.6]
const byHour = [2, 1, 1, 1, 1, 2, 6, 18, 34, 44, 46, 44, 40, 32, 24, 22, 24, 28, 32, 32, 26, 18, 10, 5]
const drawHour = weightedIndex(byHour)
const officeHours = { from: 8, to: 15 }

/** Days of a block with their weight for one service; draws instants up to the end of what is simulated. */
export interface Rhythm {
  weight: number
  draw(random: Random): number
}

export interface DaySpan {
  firstDay: number
  lastDay: number
  /** the simulation's end: nothing happens after it */
  until: number
  /** length of the whole simulation, for the years' trend */
  days: number
}

export function rhythmOf(calendar: SimulatedCalendar, span: DaySpan, { season }: Habit): Rhythm {
  const count = span.lastDay - span.firstDay + 1
  const weights = Array.from({ length: count }, (_, i) => {
    const day = span.firstDay + i
    const isHoliday = calendar.isFree(day) && calendar.weekday(day) % 6 !== 0
    const trend = adoption(calendar.dayCount - 1 - day, span.days)
    const lived = Math.min(1, Math.max(0, (span.until - calendar.midnight(day)) / 86_400_000))
    return (
      byWeekday[calendar.weekday(day)] *
      (isHoliday ? 0.45 : 1) *
      (season?.[calendar.month(day)] ?? 1) *
      trend *
      lived
    )
  })
  const drawDay = weightedIndex(weights)
  return {
    weight: weights.reduce((a, b) => a + b, 0),
    draw: (random) => {
      const midnight = calendar.midnight(span.firstDay + drawDay(random))
      const instant = midnight + (drawHour(random) + random.unit()) * 3_600_000
      // of the last day only what has passed
      return instant < span.until
        ? Math.floor(instant)
        : Math.floor(midnight + (span.until - midnight) * random.unit())
    },
  }
}

/** Whether someone answers the telephone. */
export function isOfficeTime(calendar: SimulatedCalendar, instant: number): boolean {
  const day = calendar.dayAt(instant)
  const hour = (instant - calendar.midnight(day)) / 3_600_000
  return !calendar.isFree(day) && hour >= officeHours.from && hour < officeHours.to
}
