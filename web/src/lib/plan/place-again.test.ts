import type { PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { placeAgain } from './place-again.ts'

function day(taskIds: number[]): PlanVersionDetail {
  return { routes: [{ crewId: 1, stops: taskIds.map((taskId) => ({ taskId })) }] } as PlanVersionDetail
}

test('a stop goes behind the one it was to go behind, wherever that is now', () => {
  const to = { crewId: 1, place: 2 }
  expect(placeAgain(day([1, 2, 3]), day([9, 1, 2, 3]), [7], to)).toEqual({ crewId: 1, place: 3 })
  expect(placeAgain(day([1, 2, 3]), day([9, 1, 3]), [7], to)).toEqual({ crewId: 1, place: 2 })
  expect(placeAgain(day([1, 2]), day([3]), [7], to)).toEqual({ crewId: 1, place: 0 })
})

test('it is not counted itself, and where no place was asked for none is told', () => {
  expect(placeAgain(day([7, 1, 2]), day([1, 7, 2]), [7], { crewId: 1, place: 1 })).toEqual({
    crewId: 1,
    place: 1,
  })
  expect(placeAgain(day([1]), day([1]), [7], { crewId: 1 })).toEqual({ crewId: 1 })
  expect(placeAgain(day([1]), day([1]), [7], { crewId: null })).toEqual({ crewId: null })
})
