import type { PlanVersionDetail } from '@dromos/api/contract'
import { failureText } from '#lib/city/api.ts'
import { conflictOf } from '#lib/dispatch/conflict-of.ts'
import { current } from '#lib/dispatch/current-view.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import { titleOf } from './act-text.ts'
import { placeAgain } from './place-again.ts'
import type { Destination } from './drop-target.ts'
import type { Planning } from './planning.svelte.ts'
import { keyOf } from './version-key.ts'
import { countFreed } from './stop-locks.ts'
import { reapplyTo, undoStep } from './step-through-plan.ts'

/** Moves tasks, shows the version that comes of it, and offers to take it back; asks why where a rule breaks. */
export async function moveByHand(
  planning: Planning,
  taskIds: readonly number[],
  to: Destination,
  told?: string,
): Promise<boolean> {
  const [first] = taskIds
  if (first === undefined || isThere(planning, taskIds, to)) return false
  const title = titleOf(planning.find(first)?.title ?? '', taskIds.length)
  // by the time a refusal comes another version may be shown
  const before = planning.detail.value
  try {
    const moved = await planning.move(taskIds, to)
    if (!moved) return false
    planning.chosen.clear()
    await current.show({ planId: moved.planId, version: moved.version, stage: 'plan' })
    const done = told ?? (to.crewId === null ? m.plan_act_take_out({ title }) : m.plan_moved({ title }))
    const text = [done, freedText(before, moved)].filter(Boolean).join('. ')
    if (moved.addedViolations.length > 0) {
      planning.reason.ask(moved, moved.version, text, moved.addedViolations)
      return true
    }
    const action = { label: m.ui_undo(), run: () => void undoStep(planning) }
    toasts.show({ kind: 'ok', topic: 'plan', text, action }, 10_000)
    return true
  } catch (failure) {
    if (!before || !(await offerAgain(planning, failure, { before, taskIds, title, to }))) {
      toasts.show({ kind: 'late', text: failureText(failure) })
    }
    return false
  }
}

/** Nothing would be other than it is. */
function isThere(planning: Planning, taskIds: readonly number[], to: Destination): boolean {
  return taskIds.every((taskId, index) => {
    const from = planning.find(taskId)
    if (from?.crewId !== to.crewId) return false
    return to.crewId === null || (to.place !== undefined && from.place === to.place + index)
  })
}

function freedText(before: PlanVersionDetail | null, after: PlanVersionDetail): string {
  const count = before ? countFreed(before, after) : 0
  return count ? m.plan_freed({ count }) : ''
}

/** A move that somebody else's change was faster than: what changed, and the same move in the plan as it is now. */
async function offerAgain(
  planning: Planning,
  failure: unknown,
  {
    before,
    taskIds,
    title,
    to,
  }: { before: PlanVersionDetail; taskIds: readonly number[]; title: string; to: Destination },
): Promise<boolean> {
  const conflict = await conflictOf(failure, 'PlanConflict')
  if (!conflict) return false
  const { planId, version } = before
  planning.steps.refused = {
    planId,
    version,
    conflict,
    text: m.plan_act_move({ title }),
    async again() {
      const head = conflict.isAhead ? conflict.headVersion : await reapplyTo(planning, planId, version)
      if (head === null) return
      await current.show({ planId, version: head, stage: 'plan' })
      await planning.detail.open(keyOf({ planId, version: head }))
      const after = planning.detail.value
      if (after) await moveByHand(planning, taskIds, placeAgain(before, after, taskIds, to))
    },
  }
  return true
}
