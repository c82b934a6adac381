import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { RequestFilter, RequestRow } from './requests.ts'
import { Id, InJurisdiction, LonLat } from './values.ts'
import { WorkOrderFilter, WorkOrderRow } from './work-orders.ts'

const Drawn = z.array(LonLat).min(3).max(2000)
// a drawing has no order and is itself the box
const listOnly = { sort: true, isReversed: true, bbox: true } as const

export const selectRequests = endpoint({
  name: 'selectRequests',
  method: 'POST',
  path: '/v1/:jurisdictionId/requests/select',
  summary: 'Open requests inside a drawn polygon (lasso or box) that a filter lets through, at most 2,000',
  tag: 'requests',
  access: staff,
  params: InJurisdiction,
  body: RequestFilter.omit({ ...listOnly, isOpen: true, ids: true }).extend({ polygon: Drawn }),
  response: z.object({ items: z.array(RequestRow), isCut: z.boolean() }),
})

export const selectWorkOrders = endpoint({
  name: 'selectWorkOrders',
  method: 'POST',
  path: '/v1/:jurisdictionId/work-orders/select',
  summary: 'Work orders inside a drawn polygon (lasso or box) that a filter lets through, at most 2,000',
  tag: 'work orders',
  access: staff,
  params: InJurisdiction,
  body: WorkOrderFilter.omit({ bbox: true }).extend({ polygon: Drawn }),
  response: z.object({ items: z.array(WorkOrderRow), isCut: z.boolean() }),
})

/** Where each of the things that a list holds lies, for a map that shows the same. */
const Places = z.object({
  items: z.array(z.object({ id: Id, location: LonLat, isLate: z.boolean() })),
  /** there are more than the 10,000 that are due first */
  isCut: z.boolean(),
})
export type ListedPlaces = z.infer<typeof Places>

export const listRequestPlaces = endpoint({
  name: 'listRequestPlaces',
  method: 'GET',
  path: '/v1/:jurisdictionId/request-places',
  summary: 'Where the requests lie that a filter lets through, at most 10,000',
  tag: 'requests',
  access: staff,
  params: InJurisdiction,
  query: RequestFilter.omit({ sort: true, isReversed: true }),
  response: Places,
})

export const listWorkOrderPlaces = endpoint({
  name: 'listWorkOrderPlaces',
  method: 'GET',
  path: '/v1/:jurisdictionId/work-order-places',
  summary: 'Where the work orders lie that a filter lets through, at most 10,000',
  tag: 'work orders',
  access: staff,
  params: InJurisdiction,
  query: WorkOrderFilter,
  response: Places,
})
