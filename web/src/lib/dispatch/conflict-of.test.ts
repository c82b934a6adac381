import { ApiError, type Problem } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { conflictOf } from './conflict-of.ts'

test('a conflict is read for what changed; any other failure is not one', async () => {
  const data = { headVersion: 3, isAhead: true, changes: [], changeCount: 0 }
  const failure = (type: Problem['type'], more: object) =>
    new ApiError({ type, title: '', status: 409, data: { ...more } })
  expect(await conflictOf(failure('conflict', data), 'PlanConflict')).toEqual(data)
  expect(await conflictOf(failure('conflict', { tasks: [] }), 'PlanConflict')).toBeNull()
  expect(await conflictOf(failure('not-allowed-now', data), 'PlanConflict')).toBeNull()
  expect(await conflictOf(new Error('down'), 'PlanConflict')).toBeNull()
})
