import type { PlanVersionDetail, RuleDetail } from '@dromos/api/contract'
import { duration, number, weekday } from '#lib/city/format.ts'
import { needName } from '#lib/crew/need-name.ts'
import { m } from '#lib/paraglide/messages.js'

const names: Record<string, () => string> = {
  skill: m.plan_reason_skill,
  vehicle: m.plan_reason_vehicle,
  zone: m.plan_reason_zone,
  capacity: m.plan_reason_capacity,
  reach: m.plan_reason_reach,
  window: m.plan_reason_window,
  shift: m.plan_reason_shift,
  break: m.plan_reason_break,
  'crew-locked': m.plan_reason_crew_locked,
  'other-day': m.plan_reason_other_day,
  waits: m.plan_reason_waits,
  companion: m.plan_reason_companion,
  cost: m.plan_reason_cost,
  'no-crew': m.plan_reason_no_crew,
  'taken-out': m.plan_reason_taken_out,
  unexplained: m.plan_reason_unexplained,
}

const past: Record<string, (given: { margin: string }) => string> = {
  shift: m.plan_reason_past_shift,
  window: m.plan_reason_past_window,
  break: m.plan_reason_past_break,
}

/** Why a rule stands in the way, with how much is missing where that has a measure. */
export function reasonText(reason: string, margin: number | null = null, about: RuleDetail = {}): string {
  if (reason === 'cost' && margin === 0) return m.plan_reason_fits()
  if (about.lacking?.length) return m.plan_reason_lacking({ needs: about.lacking.map(needName).join(', ') })
  if (margin && margin > 0) {
    if (past[reason]) return past[reason]({ margin: timeText(margin) })
    if (reason === 'capacity') return m.plan_reason_over_capacity({ margin: loadText(margin, about.unit) })
  }
  return names[reason]?.() ?? reason
}

type Why = Pick<PlanVersionDetail['unassigned'][number], 'reason' | 'crewId' | 'margin' | 'crews'> & {
  lockedOn?: { day: string } | null
}

/** Why nobody has an order: the day that has locked it, or what keeps the crew that came nearest from it. */
export function whyText(
  { reason, crewId, margin, crews, lockedOn }: Why,
  nameOf: (crewId: number) => string,
): string {
  if (lockedOn) return m.plan_locked_on({ day: weekday(lockedOn.day) })
  const nearest = crews.find((crew) => crew.crewId === crewId)
  const text = reasonText(reason, margin, nearest)
  return crewId === null ? text : m.plan_reason_of_crew({ crew: nameOf(crewId), reason: text })
}

/** "0,4 m³", "120 kg" */
export function loadText(amount: number, unit: RuleDetail['unit']): string {
  if (unit === 'litres') return m.plan_cubic_meters({ amount: number(amount / 1000, amount % 1000 ? 1 : 0) })
  return unit === 'kilograms' ? m.plan_kilograms({ amount: number(amount) }) : number(amount)
}

/** Less than a minute is a minute. */
export function timeText(seconds: number): string {
  return duration(seconds > 0 ? Math.max(60, seconds) : 0)
}
