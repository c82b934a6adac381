import type { PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { toldPeople } from './told-people.ts'

function version(crews: Record<number, number[]>): PlanVersionDetail {
  return {
    routes: Object.entries(crews).map(([crewId, orders]) => ({
      crewId: Number(crewId),
      stops: [{ workOrderId: null }, ...orders.map((workOrderId) => ({ workOrderId }))],
    })),
  } as unknown as PlanVersionDetail
}

test('a first plan concerns every crew with work and all orders', () => {
  expect(toldPeople(version({ 1: [11, 12], 2: [21] }), null)).toEqual({
    crewCount: 2,
    newOrderIds: [11, 12, 21],
  })
})

test('a change concerns the crews that differ and the orders that are new', () => {
  const inForce = version({ 1: [11, 12], 2: [21], 3: [31] })
  expect(toldPeople(version({ 1: [11], 2: [21, 12], 3: [31, 32] }), inForce)).toEqual({
    crewCount: 3,
    newOrderIds: [32],
  })
  expect(toldPeople(inForce, inForce)).toEqual({ crewCount: 0, newOrderIds: [] })
})

test('a crew that loses all its work is told too', () => {
  expect(toldPeople(version({ 1: [11] }), version({ 1: [11], 2: [21] })).crewCount).toBe(1)
})
