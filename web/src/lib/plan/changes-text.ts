import type { PlanChanges } from '@dromos/api/contract'
import { duration } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'
import { countChanges } from './count-changes.ts'

/** What a re-plan does, in one sentence: "2 stops move, nobody is told again, saves 25 min". */
export function changesText(changes: PlanChanges): string {
  const { all, forced, leftOut, toldAgain, savedMinutes } = countChanges(changes)
  if (all === 0) return m.plan_replan_nothing()
  return [
    m.plan_replan_changes({ count: all }),
    forced ? m.plan_replan_forced({ count: forced }) : '',
    leftOut ? m.plan_replan_left_out({ count: leftOut }) : '',
    toldAgain ? m.plan_replan_told({ count: toldAgain }) : m.plan_replan_nobody_told(),
    savedMinutes > 0 ? m.plan_replan_saved({ time: duration(savedMinutes * 60) }) : '',
    savedMinutes < 0 ? m.plan_replan_longer({ time: duration(-savedMinutes * 60) }) : '',
  ]
    .filter(Boolean)
    .join(', ')
}
