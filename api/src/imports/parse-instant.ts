import type { ImportMapping } from '../contract/index.ts'
import { instantOf } from '../jurisdictions/city-time.ts'

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/
const slashed =
  /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?$/

/**
 * A moment as exports write it: "2016-07-13 15:11:07+00:00", "02/17/2020 12:19:00 PM", "17.02.2020". Without a
 * zone it is read by the clocks of the mapping's time zone. Null when it is no moment.
 */
export function parseInstant(
  text: string,
  { timezone, dateOrder }: Pick<ImportMapping, 'timezone' | 'dateOrder'>,
): Date | null {
  const given = text.trim()
  const standard = iso.exec(given)
  if (standard) {
    const [, year, month, day, hour = '00', minute = '00', second = '00', zone] = standard
    if (!zone) return localInstant(year, month, day, hour, minute, second, timezone)
    const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
    return valid(new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`))
  }
  const parts = slashed.exec(given)
  if (!parts) return null
  const [, first, other, year, hour = '0', minute = '00', second = '00', half] = parts
  const [month, day] = dateOrder === 'mdy' ? [first, other] : [other, first]
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour)
  return localInstant(year, pad(month), pad(day), pad(hours), minute, second, timezone)
}

function localInstant(
  year: string,
  month: string,
  day: string,
  hour: string,
  minute: string,
  second: string,
  timezone: string,
): Date | null {
  const date = `${year}-${month}-${day}`
  const asUtc = valid(new Date(`${date}T${hour}:${minute}:${second}Z`))
  // the 31st of a month that has 30 is no day
  if (!asUtc || asUtc.toISOString().slice(0, 10) !== date) return null
  return instantOf(date, `${hour}:${minute}:${second}`, timezone)
}

function valid(date: Date): Date | null {
  return Number.isNaN(date.getTime()) ? null : date
}

function pad(value: string | number): string {
  return String(value).padStart(2, '0')
}
