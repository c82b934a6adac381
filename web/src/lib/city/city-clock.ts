/** Day and time of an instant on the city's clocks: "2026-01-31", "09:15". */
export function clockOf(instant: Date, timezone: string): { day: string; time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` }
}

/** The instant at which the city's clocks show this; where they show it twice, the first. */
export function instantOf(day: string, time: string, timezone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  const offsetAt = (instant: number) => {
    const shown = clockOf(new Date(instant), timezone)
    return Date.parse(`${shown.day}T${shown.time}:00Z`) - Math.floor(instant / 60_000) * 60_000
  }
  const day24 = 86_400_000
  const tries = [offsetAt(wanted - day24), offsetAt(wanted + day24)].map((offset) => wanted - offset)
  const exact = tries.filter((instant) => instant + offsetAt(instant) === wanted)
  return new Date(Math.min(...(exact.length ? exact : tries))).toISOString()
}
