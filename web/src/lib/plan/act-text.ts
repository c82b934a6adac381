import type { PlanAct } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

/** What made a version, in a few words. */
export function actText({ kind, title, count }: Omit<PlanAct, 'reason'>): string {
  const about = { title: titleOf(title, count) }
  switch (kind) {
    case 'move':
      return m.plan_act_move(about)
    case 'take-out':
      return m.plan_act_take_out(about)
    case 'assign':
      return m.plan_act_assign(about)
    case 'replan':
      return m.plan_act_replan()
    case 'lock':
      return title === null ? m.plan_act_lock_route() : m.plan_act_lock(about)
    case 'unlock':
      return title === null ? m.plan_act_unlock_route() : m.plan_act_unlock(about)
    case 'reapply':
      return m.plan_act_reapply()
    case 'part':
      return m.plan_act_part()
    case 'rest':
      return m.plan_act_rest()
    case 'what-if':
      return m.plan_act_what_if()
    case 'offer':
      return m.plan_act_offer()
    case 'kept':
      return m.plan_act_kept()
    case 'solve':
      return m.plan_act_solve()
  }
}

/** The first of several, and how many more. */
export function titleOf(title: string | null, count: number): string {
  return count > 1 ? m.plan_and_more({ title: title ?? '', count: count - 1 }) : (title ?? '')
}
