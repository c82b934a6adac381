import { expect, test } from 'vitest'
import { thinLine } from './thin-line.ts'

test('points too near to the last are left out', () => {
  expect(
    thinLine(
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [6, 0],
        [6, 4],
      ],
      4,
      100,
    ),
  ).toEqual([
    [0, 0],
    [6, 0],
    [6, 4],
  ])
})

test('never more than the most', () => {
  const long = Array.from({ length: 5000 }, (_, index): [number, number] => [index * 10, 0])
  const thin = thinLine(long, 1, 300)
  expect(thin).toHaveLength(300)
  expect(thin[0]).toEqual([0, 0])
})
