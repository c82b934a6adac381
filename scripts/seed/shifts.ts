import { addDays, dayOf, instantOf, weekdayOf } from '../../api/src/jurisdictions/city-time.ts'
import type { IsHoliday } from '../../api/src/jurisdictions/holidays.ts'

export interface DemoShift {
  crewId: number
  startsAt: Date
  endsAt: Date
  breakFrom: Date
  breakTo: Date
}

const timeZone = 'Europe/Athens'
const daysEitherWay = 14

/**
 * The roster around today: on working days all crews, mornings but for every fourth, which works the afternoon;
 * on Saturdays a third of them, on Sundays and holidays one in six.
 */
export function demoShifts(crewIds: readonly number[], now: Date, isHoliday: IsHoliday): DemoShift[] {
  const today = dayOf(now, timeZone)
  const days = Array.from({ length: 2 * daysEitherWay + 1 }, (_, i) => addDays(today, i - daysEitherWay))
  return days.flatMap((day) => {
    const weekday = weekdayOf(day)
    const oneIn = weekday === 0 || isHoliday(day) ? 6 : weekday === 6 ? 3 : 1
    // the same crews do not always have the weekend
    const turn = Number(day.slice(8))
    return crewIds.filter((id) => (id + turn) % oneIn === 0).map((id) => shiftOn(day, id))
  })
}

function shiftOn(day: string, crewId: number): DemoShift {
  const isLate = crewId % 4 === 0
  const at = (time: string) => instantOf(day, time, timeZone)
  return isLate
    ? {
        crewId,
        startsAt: at('13:30:00'),
        endsAt: at('21:30:00'),
        breakFrom: at('16:00:00'),
        breakTo: at('18:30:00'),
      }
    : {
        crewId,
        startsAt: at('06:30:00'),
        endsAt: at('14:30:00'),
        breakFrom: at('09:30:00'),
        breakTo: at('12:00:00'),
      }
}
