import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'

const zone = 'Europe/Athens'

function locale(): string {
  return getLocale() === 'en' ? 'en-GB' : 'el-GR'
}

/** "Τρί 24 Νοε, 09:15" in the city's time zone. */
export function dateTime(iso: string, timeZone = zone): string {
  return new Date(iso).toLocaleString(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
  })
}

export function date(iso: string, timeZone = zone): string {
  return new Date(iso).toLocaleDateString(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  })
}

/** "Τετ 25 Νοε 2026" for a calendar day "2026-11-25". */
export function dayName(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
}

/** "09:15" */
export function time(iso: string, timeZone = zone): string {
  return new Date(iso).toLocaleTimeString(locale(), {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
  })
}

/** A calendar day: "Τρί 24 Νοε". */
export function weekday(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`)
  return noon.toLocaleDateString(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
}

/** "2 ώ 05 λ" */
export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return m.ui_minutes({ minutes })
  return m.ui_hours_minutes({
    hours: Math.floor(minutes / 60),
    minutes: String(minutes % 60).padStart(2, '0'),
  })
}

/** "3,4 χλμ" */
export function kilometers(meters: number): string {
  return m.ui_kilometers({ kilometers: number(meters / 1000, meters < 100_000 ? 1 : 0) })
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString(locale(), { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

/** As it is below a million, then "33,2 δισ." */
export function shortNumber(value: number): string {
  if (Math.abs(value) < 1e6) return number(value)
  return value.toLocaleString(locale(), { notation: 'compact', maximumFractionDigits: 1 })
}

export function percent(share: number): string {
  return share.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: 1 })
}

/** "πριν από 3 ημέρες" */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 3600) return words.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return words.format(Math.round(seconds / 3600), 'hour')
  if (size < 60 * 86_400) return words.format(Math.round(seconds / 86_400), 'day')
  return words.format(Math.round(seconds / (30.4 * 86_400)), 'month')
}

/** The day of an instant in the city, "2026-01-31". */
export function dayOf(instant: Date, timeZone = zone): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(instant)
}
