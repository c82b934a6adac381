import type { WorkOrderRow } from '@dromos/api/contract'
import { saysAll } from '#lib/dispatch/search-key.ts'

export interface OrderFilter {
  q: string
  services: string[]
  areaId: number | null
  /** due by the end of this day */
  dueBy: string | null
  leastPriority: number | null
}

export const noOrderFilter: OrderFilter = {
  q: '',
  services: [],
  areaId: null,
  dueBy: null,
  leastPriority: null,
}

interface Names {
  serviceName: (code: string) => string
  /** the area and what it is part of */
  areasOf: (areaId: number | null) => readonly number[]
  dayOf: (instant: string) => string
}

/** The orders that are looked at while choosing; what is not looked at stays chosen or left out as it was. */
export function filterPlanOrders(
  orders: readonly WorkOrderRow[],
  { q, services, areaId, dueBy, leastPriority }: OrderFilter,
  { serviceName, areasOf, dayOf }: Names,
): WorkOrderRow[] {
  return orders.filter(
    (order) =>
      (!services.length || services.includes(order.serviceCode)) &&
      (areaId === null || areasOf(order.areaId).includes(areaId)) &&
      (dueBy === null || (order.dueAt !== null && dayOf(order.dueAt) <= dueBy)) &&
      (leastPriority === null || order.priority >= leastPriority) &&
      (q.trim() === '' ||
        saysAll(`${order.title} ${order.address ?? ''} ${serviceName(order.serviceCode)}`, q)),
  )
}
