import type {
  CallOf,
  listRequests,
  listWorkOrders,
  requestSorts,
  selectRequests,
  selectWorkOrders,
} from '@dromos/api/contract'
import { sortingOf } from './backlog-sorts.ts'
import type { BacklogSort, View } from './view.ts'

type RequestQuery = NonNullable<CallOf<typeof listRequests>['query']>
type OrderQuery = NonNullable<CallOf<typeof listWorkOrders>['query']>
type RequestSort = (typeof requestSorts)[number]
type Drawn<Endpoint extends typeof selectRequests | typeof selectWorkOrders> = Omit<
  CallOf<Endpoint>['body'],
  'polygon'
>

/** The open requests a view asks for. */
export function requestQuery(view: View): RequestQuery {
  return {
    isOpen: true,
    ...(view.services.length ? { service: view.services } : {}),
    ...(view.isLate ? { isLate: true } : {}),
    ...(view.isUnordered ? { isUnordered: true } : {}),
    ...(view.isInHotspot ? { isInHotspot: true } : {}),
    ...(view.hotspotId !== null ? { hotspotId: view.hotspotId } : {}),
    ...sorted('requests', view),
    ...narrowed(view),
  }
}

/** The orders that are not over yet. */
export function orderQuery(view: View): OrderQuery {
  return {
    status: ['draft', 'ready', 'scheduled', 'dispatched', 'in_progress', 'on_hold', 'cannot_complete'],
    ...(view.services.length ? { service: view.services } : {}),
    ...(view.isLate ? { isLate: true } : {}),
    ...sorted('orders', view),
    ...narrowed(view),
  }
}

/** What a drawing on the map may take of the requests that the list holds. */
export function drawnRequests(view: View): Drawn<typeof selectRequests> {
  const { sort: _sort, isReversed: _isReversed, isOpen: _isOpen, ...filter } = requestQuery(view)
  return filter as Drawn<typeof selectRequests>
}

export function drawnOrders(view: View): Drawn<typeof selectWorkOrders> {
  const { sort: _sort, isReversed: _isReversed, ...filter } = orderQuery(view)
  return filter as Drawn<typeof selectWorkOrders>
}

/** The filter of the map's own tiles is the service: with any other the map asks for what the list holds. */
export function requestPlacesKey(view: View): string | null {
  const { service: _service, ...beyond } = drawnRequests(view)
  if (view.tab !== 'requests' || Object.keys(beyond).length === 0) return null
  return JSON.stringify({ isOpen: true, ...drawnRequests(view) })
}

export function orderPlacesKey(view: View): string | null {
  return view.tab === 'orders' ? JSON.stringify(drawnOrders(view)) : null
}

/** The order of the list, where it is another than the newest first. */
function sorted<Tab extends 'requests' | 'orders'>(tab: Tab, view: View) {
  const { sort, isReversed } = sortingOf(tab, view)
  return {
    ...(sort === 'newest' ? {} : { sort: sort as Tab extends 'requests' ? RequestSort : BacklogSort }),
    ...(isReversed ? { isReversed } : {}),
  }
}

/** What requests and orders are narrowed by in the same way. */
function narrowed({ areaId, dueWithinDays, olderThanDays, leastPriority, skill, q }: View) {
  return {
    ...(areaId !== null ? { areaId } : {}),
    ...(dueWithinDays !== null ? { dueWithinDays } : {}),
    ...(olderThanDays !== null ? { olderThanDays } : {}),
    ...(leastPriority !== null ? { leastPriority } : {}),
    ...(skill !== null ? { skill } : {}),
    ...(q ? { q } : {}),
  }
}
