import { expect, test } from 'vitest'
import { createEstimate } from './providers/estimate.ts'
import { createMatrix, metersBetween, secondsBetween, UNREACHABLE } from './travel-times.ts'

test('unreachable is null at the accessors, never a number', () => {
  const matrix = createMatrix(2)
  matrix.seconds.set([0, 60, UNREACHABLE, 0])
  matrix.meters.set([0, 500, UNREACHABLE, 0])
  expect(secondsBetween(matrix, 0, 1)).toBe(60)
  expect(metersBetween(matrix, 0, 1)).toBe(500)
  expect(secondsBetween(matrix, 1, 0)).toBeNull()
  expect(metersBetween(matrix, 1, 0)).toBeNull()
})

test('the estimate marks every point', async () => {
  const matrix = await createEstimate().matrix(
    [
      [23.72, 37.98],
      [23.74, 37.99],
    ],
    { profile: 'van' },
  )
  expect([...matrix.estimated]).toEqual([1, 1])
  expect(matrix.seconds.buffer).toBeInstanceOf(SharedArrayBuffer)
})
