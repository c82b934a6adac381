import type { Client, PlanFix, ResultOf } from '@dromos/api/contract'
import { explainPlanTask } from '@dromos/api/contract'
import { needName } from '#lib/crew/need-name.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { loadText, timeText } from './reasons.ts'

export type TaskExplanation = ResultOf<typeof explainPlanTask>

/** Why nobody has a task, or what its stop costs, by "plan/version/task". */
export function taskExplanation(call: Client, jurisdictionId: string): Loaded<TaskExplanation, string> {
  return new Loaded((key, signal) => {
    const [planId, version, taskId] = key.split('/').map(Number)
    const params = { jurisdictionId, planId: planId!, version: version!, taskId: taskId! }
    return call(explainPlanTask, { params }, { signal })
  })
}

type Grant = PlanFix['grants'][number]

const grants: Record<Grant['kind'], (amount: number, grant: Grant) => string> = {
  overtime: (amount) => m.plan_fix_overtime({ margin: timeText(amount) }),
  capacity: (amount, { unit }) => m.plan_fix_capacity({ margin: loadText(amount, unit) }),
  zone: () => m.plan_fix_zone(),
  window: () => m.plan_fix_window(),
  skill: (_, { code }) => m.plan_fix_need({ need: needName(code ?? '') }),
  vehicle: (_, { code }) => m.plan_fix_need({ need: needName(code ?? '') }),
}

/** What a fix asks of the dispatcher. */
export function fixText(fix: PlanFix, titleOf: (taskId: number) => string): string {
  const parts = [
    ...fix.grants.map((grant) => grants[grant.kind](grant.amount ?? 0, grant)),
    ...fix.leaveOutTaskIds.map((taskId) => m.plan_fix_instead({ title: titleOf(taskId) })),
  ]
  return parts.length === 0 ? m.plan_fix_free() : parts.join(', ')
}

/** Costs are told in time on the road. */
export function priceText(seconds: number): string {
  return timeText(Math.max(0, seconds))
}
