import type { CallOf, listRequests, listWorkOrders } from '@dromos/api/contract'
import type { View } from './view.ts'

type RequestQuery = NonNullable<CallOf<typeof listRequests>['query']>
type OrderQuery = NonNullable<CallOf<typeof listWorkOrders>['query']>

/** The open requests a view asks for. */
export function requestQuery(view: View): RequestQuery {
  return {
    isOpen: true,
    ...(view.services.length ? { service: view.services } : {}),
    ...(view.isLate ? { isLate: true } : {}),
    ...(view.isUnordered ? { isUnordered: true } : {}),
    ...(view.isInHotspot ? { isInHotspot: true } : {}),
    ...narrowed(view),
  }
}

/** The orders that are not over yet. */
export function orderQuery(view: View): OrderQuery {
  return {
    status: ['draft', 'ready', 'scheduled', 'dispatched', 'in_progress', 'on_hold', 'cannot_complete'],
    ...(view.services.length ? { service: view.services } : {}),
    ...(view.isLate ? { isLate: true } : {}),
    ...narrowed(view),
  }
}

/** What requests and orders are narrowed by in the same way. */
function narrowed({ areaId, dueWithinDays, olderThanDays, leastPriority, skill, sort, q }: View) {
  return {
    ...(areaId !== null ? { areaId } : {}),
    ...(dueWithinDays !== null ? { dueWithinDays } : {}),
    ...(olderThanDays !== null ? { olderThanDays } : {}),
    ...(leastPriority !== null ? { leastPriority } : {}),
    ...(skill !== null ? { skill } : {}),
    ...(sort === 'due' ? { sort } : {}),
    ...(q ? { q } : {}),
  }
}
