import { expect, test } from 'vitest'
import { workOrderStatuses, type WorkOrderStatus } from '../contract/index.ts'
import { canMoveOrder, isChangeable, staffMoves, workOrderMoves } from './lifecycle.ts'

test('every status can be reached from a draft', () => {
  expect(reachableFrom('draft')).toEqual(new Set(workOrderStatuses))
})

test('every status leads to an end, and only ends lead nowhere', () => {
  for (const status of workOrderStatuses) {
    const isEnd = status === 'closed' || status === 'cancelled'
    expect([status, workOrderMoves[status].length === 0]).toEqual([status, isEnd])
    expect([...reachableFrom(status)].some((end) => end === 'closed' || end === 'cancelled')).toBe(true)
  }
})

test('nothing moves to where it is', () => {
  for (const status of workOrderStatuses) expect(canMoveOrder(status, status)).toBe(false)
})

test('only plans and crews dispatch, begin and complete', () => {
  for (const status of workOrderStatuses)
    for (const to of ['scheduled', 'dispatched', 'in_progress', 'completed', 'closed', 'cannot_complete'])
      expect(staffMoves(status)).not.toContain(to)
})

test('what is over is not changed', () => {
  expect(workOrderStatuses.filter((status) => !isChangeable(status))).toEqual([
    'completed',
    'closed',
    'cancelled',
  ])
})

function reachableFrom(start: WorkOrderStatus): Set<WorkOrderStatus> {
  const seen = new Set([start])
  for (const status of seen) for (const next of workOrderMoves[status]) seen.add(next)
  return seen
}
