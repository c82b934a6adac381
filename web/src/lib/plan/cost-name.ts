import { m } from '#lib/paraglide/messages.js'

const names: Record<string, () => string> = {
  unassigned: m.plan_cost_unassigned,
  lateness: m.plan_cost_lateness,
  overtime: m.plan_overtime,
  travel: m.plan_travel,
  fixed: m.plan_cost_fixed,
  balance: m.plan_cost_balance,
  compactness: m.plan_cost_compactness,
  fairness: m.plan_cost_fairness,
  stability: m.plan_cost_stability,
  total: m.plan_cost_total,
}

/** A part of a plan's cost in people's words. */
export function costName(part: string): string {
  return names[part]?.() ?? part
}
