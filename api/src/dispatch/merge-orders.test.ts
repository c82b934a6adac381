import { expect, test } from 'vitest'
import type { Stop } from '../contract/index.ts'
import { mergeOrders } from './merge-orders.ts'

function routes(days: Record<number, number[]>) {
  return Object.entries(days).map(([crewId, taskIds]) => ({
    crewId: Number(crewId),
    stops: taskIds.map((taskId) => ({
      kind: 'task',
      taskId,
      workOrderId: taskId,
      title: '',
      startAt: '2026-03-12T08:00:00Z',
    })) as Stop[],
  }))
}

const base = routes({ 1: [1, 2, 3], 2: [4, 5] })

test('what only one side changed is done to the other, behind the same stops', () => {
  const mine = routes({ 1: [1, 3], 2: [4, 2, 5] })
  const theirs = routes({ 1: [2, 3], 2: [4, 5, 1] })
  expect(mergeOrders(base, mine, theirs)).toEqual({
    steps: [{ taskId: 2, crewId: 2, behind: [4] }],
    disputed: [],
  })
})

test('what was taken out is taken out, and what came in comes in', () => {
  const mine = routes({ 1: [1, 2], 2: [9, 4, 5] })
  expect(mergeOrders(base, mine, base).steps).toEqual([
    { taskId: 3, crewId: null, behind: [] },
    { taskId: 9, crewId: 2, behind: [] },
  ])
})

test('what both sides changed stays as the other has it and is named, unless both wanted the same', () => {
  const mine = routes({ 1: [1, 3], 2: [2, 4, 5] })
  const out = routes({ 1: [1, 3], 2: [4, 5] })
  expect(mergeOrders(base, mine, out)).toMatchObject({ steps: [], disputed: [{ taskId: 2, kind: 'crew' }] })
  expect(mergeOrders(base, mine, routes({ 1: [1, 3], 2: [4, 5, 2] }))).toEqual({ steps: [], disputed: [] })
})

test('several stops of a route keep the order they were given', () => {
  const mine = routes({ 1: [3], 2: [4, 1, 2, 5] })
  expect(mergeOrders(base, mine, base).steps).toEqual([
    { taskId: 1, crewId: 2, behind: [4] },
    { taskId: 2, crewId: 2, behind: [1, 4] },
  ])
})
