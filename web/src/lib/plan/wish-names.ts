import { m } from '#lib/paraglide/messages.js'
import type { Wishes } from './plan-weights.ts'

export const wishNames = {
  serve: { name: m.plan_wish_serve, hint: m.plan_wish_serve_hint },
  drive: { name: m.plan_wish_drive, hint: m.plan_wish_drive_hint },
  spread: { name: m.plan_wish_spread, hint: m.plan_wish_spread_hint },
} as const

const degrees = [m.plan_wish_0, m.plan_wish_1, m.plan_wish_2, m.plan_wish_3, m.plan_wish_4]

/** How far a wish goes, from 0 to 4, in words; driving always counts. */
export function degreeName(wish: keyof Wishes, step: number): string {
  return wish === 'drive' && step === 0 ? m.plan_wish_usual() : degrees[step]!()
}
