import { failureText } from '#lib/city/api.ts'
import { conflictOf } from '#lib/dispatch/conflict-of.ts'
import { current } from '#lib/dispatch/current-view.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import type { Planning } from './planning.svelte.ts'
import { isRouteLocked, turnedStop, type LockWish } from './stop-locks.ts'

/** Locks or frees a stop or route and shows the version that comes of it. */
export async function lockByHand(planning: Planning, wish: LockWish): Promise<void> {
  const before = planning.detail.value
  if (!before || planning.isBusy) return
  const text = wish.isLocked ? m.plan_locked() : m.plan_unlocked()
  planning.isBusy = true
  try {
    const made = await planning.steps.lock(before.planId, before.version, wish)
    await current.show({ planId: made.planId, version: made.version, stage: 'plan' })
    toasts.show({ kind: 'ok', topic: 'plan', text })
  } catch (failure) {
    const conflict = await conflictOf(failure, 'PlanConflict')
    if (!conflict) return toasts.show({ kind: 'late', text: failureText(failure) })
    const { planId, version } = before
    planning.steps.refused = { planId, version, conflict, text, again: null }
  } finally {
    planning.isBusy = false
  }
}

/** By the key: a stop in its place. */
export function turnStopLock(planning: Planning, taskId: number | null): boolean {
  const detail = planning.detail.value
  if (!detail || !planning.canChange || taskId === null || !planning.find(taskId)?.stop) return false
  void lockByHand(planning, turnedStop(detail, taskId))
  return true
}

/** By the key: a crew's whole route. */
export function turnRouteLock(planning: Planning, crewId: number | null): boolean {
  const detail = planning.detail.value
  if (!detail || !planning.canChange || crewId === null) return false
  void lockByHand(planning, { kind: 'route', crewId, isLocked: !isRouteLocked(detail, crewId) })
  return true
}
