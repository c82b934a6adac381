import type { PlanChanges } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { countChanges } from './count-changes.ts'

test('what has to change is counted with the rest and named apart; minutes on the road are rounded', () => {
  const stop = { isForced: false, isToldAgain: false }
  const stops = [stop, { ...stop, isForced: true }, { ...stop, isForced: true, isToldAgain: true }]
  const changes = { budget: 5, changes: 1, savedSeconds: -2290, stops } as PlanChanges
  expect(countChanges(changes)).toEqual({ all: 3, forced: 2, toldAgain: 1, savedMinutes: -38 })
})
