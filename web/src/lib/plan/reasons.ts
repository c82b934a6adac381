import { duration, number } from '#lib/city/format.ts'
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
  cost: m.plan_reason_cost,
  'no-crew': m.plan_reason_no_crew,
  'taken-out': m.plan_reason_taken_out,
}

/** Why a rule stands in the way, with how much is missing where that has a measure. */
export function reasonText(reason: string, margin: number | null = null): string {
  const text = names[reason]?.() ?? reason
  if (!margin || margin <= 0) return text
  if (reason === 'shift' || reason === 'window' || reason === 'break') {
    return m.plan_reason_by({ reason: text, margin: duration(Math.max(60, margin)) })
  }
  if (reason === 'capacity') return m.plan_reason_by({ reason: text, margin: number(margin) })
  return text
}
