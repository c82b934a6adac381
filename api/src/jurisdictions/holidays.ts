import Holidays from 'date-holidays'

/** Whether a calendar day, "2026-01-06", is a day without work beyond weekends. */
export type IsHoliday = (day: string) => boolean

/** What deadlines of a city are counted by. */
export interface CityCalendar {
  timeZone: string
  isHoliday: IsHoliday
}

const calendars = new Map<string, Holidays>()
const years = new Map<string, ReadonlySet<string>>()

/** Public holidays of a country ("GR"), and the city's own days beside them, e.g. its patron saint's. */
export function holidaysOf(country: string, ownDays: readonly string[] = []): IsHoliday {
  const own = new Set(ownDays)
  return (day) => own.has(day) || publicHolidays(country, day.slice(0, 4)).has(day)
}

function publicHolidays(country: string, year: string): ReadonlySet<string> {
  const key = `${country} ${year}`
  let days = years.get(key)
  if (!days) {
    let calendar = calendars.get(country)
    if (!calendar) calendars.set(country, (calendar = new Holidays(country)))
    const found = calendar.getHolidays(Number(year)) ?? []
    days = new Set(found.filter(({ type }) => type === 'public').map(({ date }) => date.slice(0, 10)))
    years.set(key, days)
  }
  return days
}
