import type { PlanVersionDetail } from '@dromos/api/contract'
import { failureText } from '#lib/city/api.ts'
import { conflictOf } from '#lib/dispatch/conflict-of.ts'
import { current } from '#lib/dispatch/current-view.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import { placeAgain } from './place-again.ts'
import type { Destination, Planning } from './planning.svelte.ts'
import { keyOf } from './version-key.ts'
import { countFreed } from './stop-locks.ts'
import { reapplyTo, undoStep } from './step-through-plan.ts'

/** Where something moved would go; no crew means out of the plan. */
export interface DropTarget {
  crewId: number | null
  /** among the crew's tasks without the one that is moved; the cheapest place unless told */
  place?: number
}

/** Moves a task, shows the version that comes of it, and offers to take it back. */
export async function moveByHand(
  planning: Planning,
  taskId: number,
  to: Destination,
  told?: string,
): Promise<boolean> {
  const from = planning.find(taskId)
  if (from && from.crewId === to.crewId && (to.place === from.place || to.crewId === null)) return false
  const title = from?.title ?? ''
  // by the time a refusal comes another version may be shown
  const before = planning.detail.value
  try {
    const moved = await planning.move(taskId, to)
    if (!moved) return false
    const freed = before ? countFreed(before, moved) : 0
    await current.show({ planId: moved.planId, version: moved.version, stage: 'plan' })
    if (moved.addedViolations.length > 0) {
      const text = told ?? m.plan_moved({ title })
      planning.reason.ask(moved, moved.version, text, moved.addedViolations)
      return true
    }
    toasts.show(
      {
        kind: 'ok',
        topic: 'plan',
        text: [told ?? m.plan_moved({ title }), freed ? m.plan_freed({ count: freed }) : '']
          .filter(Boolean)
          .join('. '),
        action: { label: m.ui_undo(), run: () => void undoStep(planning) },
      },
      10_000,
    )
    return true
  } catch (failure) {
    if (!before || !(await offerAgain(planning, failure, { before, taskId, title, to }))) {
      toasts.show({ kind: 'late', text: failureText(failure) })
    }
    return false
  }
}

/** A move that somebody else's change was faster than: what changed, and the same move in the plan as it is now. */
async function offerAgain(
  planning: Planning,
  failure: unknown,
  {
    before,
    taskId,
    title,
    to,
  }: { before: PlanVersionDetail; taskId: number; title: string; to: Destination },
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
      if (after) await moveByHand(planning, taskId, placeAgain(before, after, taskId, to))
    },
  }
  return true
}
