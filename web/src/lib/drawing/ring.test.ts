import type { LonLat } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { close, crosses, moveCorner, nearestSide } from './ring.ts'

const square: LonLat[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
]

test('a square and a bent outline do not cross themselves', () => {
  expect(crosses(square)).toBe(false)
  expect(crosses(moveCorner(square, 2, [1, 1]))).toBe(false)
})

test.each<[string, LonLat[]]>([
  [
    'a bow',
    [
      [0, 0],
      [4, 4],
      [4, 0],
      [0, 4],
    ],
  ],
  [
    'a line there and back',
    [
      [0, 0],
      [4, 0],
      [2, 0],
    ],
  ],
  [
    'one that touches a side with a corner',
    [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 0],
      [0, 4],
    ],
  ],
  [
    'one that turns back at its beginning',
    [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 0],
    ],
  ],
])('%s crosses itself', (_, corners) => {
  expect(crosses(close(corners))).toBe(true)
})

test('a new corner belongs on the side that is nearest, the last one too', () => {
  expect(nearestSide(square, [2, 1])).toBe(0)
  expect(nearestSide(square, [5, 2])).toBe(1)
  expect(nearestSide(square, [-1, 3])).toBe(3)
})

test('the first corner that moves is the last too', () => {
  expect(moveCorner(square, 0, [1, 1])).toEqual([
    [1, 1],
    [4, 0],
    [4, 4],
    [0, 4],
    [1, 1],
  ])
})
