import type { WorkOrderStatus } from '../contract/index.ts'

/**
 * Every move a work order may make. `scheduled` is in a plan that is not published, `dispatched` is with a
 * crew. A crew that could not do it sends the order back to `ready`, or leaves it `cannot_complete` for the
 * dispatcher to settle. `closed` and `cancelled` are ends.
 */
export const workOrderMoves: Readonly<Record<WorkOrderStatus, readonly WorkOrderStatus[]>> = {
  draft: ['ready', 'cancelled'],
  ready: ['draft', 'scheduled', 'dispatched', 'on_hold', 'cancelled'],
  scheduled: ['ready', 'dispatched', 'on_hold', 'cancelled'],
  dispatched: ['ready', 'in_progress', 'on_hold', 'completed', 'cannot_complete', 'cancelled'],
  in_progress: ['ready', 'on_hold', 'completed', 'cannot_complete', 'cancelled'],
  on_hold: ['ready', 'in_progress', 'cancelled'],
  completed: ['closed'],
  closed: [],
  cannot_complete: ['ready', 'cancelled'],
  cancelled: [],
}

// the other moves follow from plans and crews
const staffTargets: ReadonlySet<WorkOrderStatus> = new Set(['draft', 'ready', 'on_hold', 'cancelled'])

export function canMoveOrder(from: WorkOrderStatus, to: WorkOrderStatus): boolean {
  return workOrderMoves[from].includes(to)
}

/** What a dispatcher may choose; `ready` from a crew's hands takes the visit back. */
export function staffMoves(from: WorkOrderStatus): WorkOrderStatus[] {
  return workOrderMoves[from].filter((to) => staffTargets.has(to))
}

/** Its wording and demands may still be changed. */
export function isChangeable(status: WorkOrderStatus): boolean {
  return status !== 'completed' && status !== 'closed' && status !== 'cancelled'
}
