import { number } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

/** "+6′", "−12′", "±0′": a difference in whole minutes. */
export function signedMinutes(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  const sign = minutes > 0 ? '+' : minutes < 0 ? '−' : '±'
  return m.plan_signed_minutes({ minutes: `${sign}${number(Math.abs(minutes))}` })
}
