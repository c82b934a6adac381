import { expect, test } from 'vitest'
import { canBeOrdered } from './can-be-ordered.ts'

test('a request on an order, one that is closed and one that waits to be reopened are not offered for an order', () => {
  expect(canBeOrdered({ workOrderId: null, status: 'received' })).toBe(true)
  expect(canBeOrdered({ workOrderId: null, status: 'reopened' })).toBe(true)
  expect(canBeOrdered({ workOrderId: 7, status: 'accepted' })).toBe(false)
  expect(canBeOrdered({ workOrderId: null, status: 'resolved' })).toBe(false)
  expect(canBeOrdered({ workOrderId: null, status: 'reopen_requested' })).toBe(false)
})
