/** Calendar days and wall clocks of a city. Pure; the zone is an IANA name, "Europe/Athens". */

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return format
}

/** The city's calendar day at an instant, "2026-01-31". */
export function dayOf(instant: Date, timeZone: string): string {
  return wallClock(instant, timeZone).slice(0, 10)
}

/** The instant at which the city's clocks show `time` ("15:00:00") on `day`; the later one where it is skipped. */
export function instantOf(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}Z`)
  const first = wanted - offsetMilliseconds(new Date(wanted), timeZone)
  // the offset at the guess can differ from the one at the answer: once more around a change of the clocks
  return new Date(wanted - offsetMilliseconds(new Date(first), timeZone))
}

/** `count` calendar days later, in plain calendar arithmetic. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/** 0 is Sunday */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** By the city's clock, 0 to 23 */
export function hourOf(instant: Date, timeZone: string): number {
  return Number(wallClock(instant, timeZone).slice(11, 13))
}

function wallClock(instant: Date, timeZone: string): string {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) part[type] = value
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`
}

function offsetMilliseconds(instant: Date, timeZone: string): number {
  return Date.parse(`${wallClock(instant, timeZone)}Z`) - Math.floor(instant.getTime() / 1000) * 1000
}
