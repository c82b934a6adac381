import type { StreetClosure, Stretch } from '@dromos/api/contract'
import { dateTime, number, percent } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

/** "Θηβών", or "Θηβών και 2 ακόμη". */
export function placeName({ streets }: Pick<StreetClosure, 'streets'>): string {
  const [first, ...more] = streets
  if (!first) return m.streets_area_drawn()
  return more.length ? m.streets_and_more({ street: first, count: more.length }) : first
}

export function effectName({ speedFactor }: Pick<StreetClosure, 'speedFactor'>): string {
  return speedFactor === 0 ? m.streets_closed() : m.streets_slow({ percent: percent(speedFactor) })
}

/** "Τετ 25 Νοε, 09:00 – Τετ 25 Νοε, 14:00" */
export function spanName({ from, to }: Pick<StreetClosure, 'from' | 'to'>): string {
  return `${dateTime(from)} – ${to === null ? m.streets_open_end() : dateTime(to)}`
}

/** "101–120" where numbers are known, and the streets at its ends. */
export function stretchName({ numberFrom, numberTo, crossings, lengthMeters }: Stretch): {
  numbers: string
  between: string
  length: string
} {
  const [low, high] = [numberFrom, numberTo].toSorted((a, b) => (a ?? 0) - (b ?? 0))
  const end = (names: string[]) => names[0] ?? m.streets_end()
  return {
    numbers:
      low === null || high === null || low === undefined || high === undefined
        ? ''
        : m.streets_numbers({ from: String(low), to: String(high) }),
    between: m.streets_between({ a: end(crossings[0]), b: end(crossings[1]) }),
    length: m.streets_length({ meters: number(lengthMeters) }),
  }
}
