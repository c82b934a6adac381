import type { PlanLock, PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { countFreed, lockChanges, locksOfStop, turnedStop } from './stop-locks.ts'

const locks: PlanLock[] = [
  { kind: 'time', taskId: 11, crewId: null },
  { kind: 'position', taskId: 11, crewId: 1 },
  { kind: 'route', taskId: null, crewId: 2 },
]
const routes = [
  { crewId: 1, stops: [{ taskId: 11 }, { taskId: 12 }] },
  { crewId: 2, stops: [{ taskId: 21 }] },
] as unknown as PlanVersionDetail['routes']

test('a stop is held by its own locks and by that of its route', () => {
  expect(locksOfStop({ locks, routes }, 11)).toEqual(['position', 'time'])
  expect(locksOfStop({ locks, routes }, 12)).toEqual([])
  expect(locksOfStop({ locks, routes }, 21)).toEqual(['route'])
})

test('the key locks a stop in its place, and frees it again', () => {
  expect(turnedStop({ locks, routes }, 12)).toEqual({ kind: 'position', taskId: 12, isLocked: true })
  expect(turnedStop({ locks, routes }, 11)).toEqual({ kind: 'position', taskId: 11, isLocked: false })
})

test('what a change frees is counted', () => {
  expect(countFreed({ locks }, { locks: locks.slice(1) })).toBe(1)
  expect(countFreed({ locks: [] }, { locks })).toBe(0)
  expect(lockChanges({ locks: locks.slice(0, 2) }, { locks: locks.slice(1) })).toEqual({
    set: [locks[2]],
    freed: [locks[0]],
  })
})
