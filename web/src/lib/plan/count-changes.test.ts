import type { PlanChanges } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { countChanges } from './count-changes.ts'

test('what has to change, and what no crew does then, is counted with the rest and named apart; minutes on the road are rounded', () => {
  const stop = { kind: 'time', isForced: false, isToldAgain: false }
  const leftOut = { ...stop, kind: 'unassigned', isForced: true, isToldAgain: true }
  const stops = [stop, { ...stop, isForced: true }, leftOut]
  const changes = { budget: 5, changes: 1, savedSeconds: -2290, stops } as PlanChanges
  expect(countChanges(changes)).toEqual({ all: 3, forced: 2, leftOut: 1, toldAgain: 1, savedMinutes: -38 })
})
