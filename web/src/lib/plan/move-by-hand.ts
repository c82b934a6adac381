import { failureText } from '#lib/city/api.ts'
import { current } from '#lib/dispatch/current-view.svelte.ts'
import { m } from '#lib/paraglide/messages.js'
import { toasts } from '#lib/ui/toasts.svelte.ts'
import type { Destination, Planning } from './planning.svelte.ts'

/** Where something moved would go; no crew means out of the plan. */
export interface DropTarget {
  crewId: number | null
  /** among the crew's tasks without the one that is moved; the cheapest place unless told */
  place?: number
}

interface Moved {
  planId: number
  from: number
  to: number
  title: string
}

/** what was moved in this tab, the last at the end */
const done: Moved[] = []

/** Moves a task, shows the version that comes of it, and offers to take it back. */
export async function moveByHand(
  planning: Planning,
  taskId: number,
  to: Destination,
  told?: string,
): Promise<boolean> {
  const from = planning.find(taskId)
  if (from && from.crewId === to.crewId && (to.place === from.place || to.crewId === null)) return false
  const base = planning.detail.value
  try {
    const moved = await planning.move(taskId, to)
    if (!moved) return false
    await current.show({ planId: moved.planId, version: moved.version, stage: 'plan' })
    if (base) {
      done.push({ planId: moved.planId, from: base.version, to: moved.version, title: from?.title ?? '' })
      toasts.show(
        {
          kind: 'ok',
          text: told ?? m.plan_moved({ title: from?.title ?? '' }),
          action: { label: m.ui_undo(), run: () => void undoMove(planning) },
        },
        10_000,
      )
    }
    return true
  } catch (failure) {
    toasts.show({ kind: 'late', text: failureText(failure) })
    return false
  }
}

/** Back to the version before the last move. Versions stay as they are: it is only shown again. */
export function undoMove(planning: Planning): boolean {
  const shown = planning.detail.value
  const last = done.findLast(({ planId, to }) => planId === shown?.planId && to === shown.version)
  if (!last) return false
  done.splice(done.indexOf(last), 1)
  void current.show({ planId: last.planId, version: last.from, stage: 'plan' })
  toasts.show({ kind: 'info', text: m.plan_move_undone({ title: last.title }) })
  return true
}
