import type { WorkOrderRow } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { filterPlanOrders, noOrderFilter, type OrderFilter } from './plan-order-filter.ts'

const orders = [
  {
    id: 1,
    title: 'Λάμπα στην Ακρίτα',
    serviceCode: 'lamp',
    areaId: 11,
    dueAt: '2026-03-02T20:00:00Z',
    priority: 20,
  },
  {
    id: 2,
    title: 'Λακκούβα',
    serviceCode: 'pothole',
    areaId: 12,
    dueAt: '2026-03-04T20:00:00Z',
    priority: 60,
  },
  { id: 3, title: 'Κλαδιά', serviceCode: 'branches', areaId: null, dueAt: null, priority: 90 },
].map((order) => ({ address: 'Θηβών 12', ...order })) as WorkOrderRow[]

function found(filter: Partial<OrderFilter>): number[] {
  const names = {
    serviceName: (code: string) => (code === 'lamp' ? 'Φωτιστικό' : code),
    areasOf: (id: number | null) => (id === 11 ? [11, 1] : id === null ? [] : [id]),
    dayOf: (instant: string) => instant.slice(0, 10),
  }
  return filterPlanOrders(orders, { ...noOrderFilter, ...filter }, names).map(({ id }) => id)
}

test('orders are found by words of title, address and service, in Greeklish and in any order', () => {
  expect(found({})).toEqual([1, 2, 3])
  expect(found({ q: 'akrita lampa' })).toEqual([1])
  expect(found({ q: 'φωτιστικο thivon' })).toEqual([1])
  expect(found({ q: 'λάμπα λακκούβα' })).toEqual([])
})

test('orders are narrowed by service, by the area they lie in, by due day and by priority', () => {
  expect(found({ services: ['pothole', 'branches'] })).toEqual([2, 3])
  expect(found({ areaId: 1 })).toEqual([1])
  expect(found({ dueBy: '2026-03-03' })).toEqual([1])
  expect(found({ leastPriority: 60 })).toEqual([2, 3])
  expect(found({ leastPriority: 60, dueBy: '2026-03-04' })).toEqual([2])
})
