import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'

const zone = 'Europe/Athens'

function locale(): string {
  return getLocale() === 'en' ? 'en-GB' : 'el-GR'
}

/** making one takes a third of a millisecond, and a day's plan tells a thousand times */
const formats = new Map<string, Format>()

type Format = Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat

function remembered<T extends Format>(key: string, make: () => T): T {
  const format = (formats.get(key) as T | undefined) ?? make()
  formats.set(key, format)
  return format
}

const looks = {
  dateTime: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dayName: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

function tell(look: keyof typeof looks, instant: Date, timeZone: string): string {
  const language = locale()
  return remembered(
    `${look} ${language} ${timeZone}`,
    () => new Intl.DateTimeFormat(language, { ...looks[look], timeZone }),
  ).format(instant)
}

/** Clocks differ from each other by whole quarters of an hour, and so do days. */
const quarter = 900_000
const mostSaid = 5000
const said = new Map<string, string>()

/** What is the same for a quarter of an hour is worked out once: a day's plan tells of few quarters, a thousand times. */
function ofQuarter(look: string, begins: number, say: (at: Date) => string): string {
  const key = `${look} ${begins}`
  const before = said.get(key)
  if (before !== undefined) return before
  if (said.size >= mostSaid) said.clear()
  const text = say(new Date(begins))
  said.set(key, text)
  return text
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}

/** "Τρί 24 Νοε, 09:15" in the city's time zone. */
export function dateTime(iso: string, timeZone = zone): string {
  return tell('dateTime', new Date(iso), timeZone)
}

export function date(iso: string, timeZone = zone): string {
  return tell('date', new Date(iso), timeZone)
}

/** "Τετ 25 Νοε 2026" for a calendar day "2026-11-25". */
export function dayName(day: string): string {
  return tell('dayName', noonOf(day), 'UTC')
}

/** "09:15" */
export function time(iso: string, timeZone = zone): string {
  const at = Date.parse(iso)
  const begins = Math.floor(at / quarter) * quarter
  const text = ofQuarter(`time ${locale()} ${timeZone}`, begins, (first) => tell('time', first, timeZone))
  const minutes = Number(text.slice(-2)) + Math.floor((at - begins) / 60_000)
  return text.slice(0, -2) + String(minutes).padStart(2, '0')
}

/** A calendar day: "Τρί 24 Νοε". */
export function weekday(day: string): string {
  return tell('weekday', noonOf(day), 'UTC')
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
  const language = locale()
  return remembered(
    `number ${language} ${digits}`,
    () => new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }),
  ).format(value)
}

export function percent(share: number): string {
  return share.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: 1 })
}

/** "πριν από 3 ημέρες" */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000
  const language = locale()
  const words = remembered(
    `ago ${language}`,
    () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
  )
  const size = Math.abs(seconds)
  if (size < 3600) return words.format(Math.round(seconds / 60), 'minute')
  if (size < 86_400) return words.format(Math.round(seconds / 3600), 'hour')
  if (size < 60 * 86_400) return words.format(Math.round(seconds / 86_400), 'day')
  return words.format(Math.round(seconds / (30.4 * 86_400)), 'month')
}

/** How old something is that is told anew all the time: "πριν από 40 δευτ." */
export function ageText(iso: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000)
  if (seconds >= 90) return ago(iso, now)
  const language = locale()
  return remembered(
    `age ${language}`,
    () => new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' }),
  ).format(-Math.round(seconds), 'second')
}

/** The day of an instant in the city, "2026-01-31". */
export function dayOf(instant: Date, timeZone = zone): string {
  const begins = Math.floor(instant.getTime() / quarter) * quarter
  return ofQuarter(`day ${timeZone}`, begins, (first) =>
    remembered(`day ${timeZone}`, () => new Intl.DateTimeFormat('en-CA', { timeZone })).format(first),
  )
}
