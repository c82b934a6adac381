import type { PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { changedCrews } from './told-people.ts'

function version(crews: Record<number, number[]>): PlanVersionDetail {
  return {
    routes: Object.entries(crews).map(([crewId, orders]) => ({
      crewId: Number(crewId),
      stops: [{ workOrderId: null }, ...orders.map((workOrderId) => ({ workOrderId }))],
    })),
  } as unknown as PlanVersionDetail
}

test('a first plan concerns every crew with work', () => {
  expect(changedCrews(version({ 1: [11, 12], 2: [21] }), null)).toBe(2)
})

test('a change concerns the crews that differ, also those that lose all their work', () => {
  const inForce = version({ 1: [11, 12], 2: [21], 3: [31] })
  expect(changedCrews(version({ 1: [11], 2: [21, 12], 3: [31, 32] }), inForce)).toBe(3)
  expect(changedCrews(version({ 1: [11, 12], 2: [21] }), inForce)).toBe(1)
  expect(changedCrews(inForce, inForce)).toBe(0)
})
