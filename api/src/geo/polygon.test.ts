import { expect, test } from 'vitest'
import type { LonLat } from './lon-lat.ts'
import { doesPieceTouchPolygon, doPiecesCross, signedRingArea } from './polygon.ts'

const square: LonLat[] = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
]
const hole: LonLat[] = [
  [1, 1],
  [1, 3],
  [3, 3],
  [3, 1],
  [1, 1],
]

test.each<[LonLat, LonLat, LonLat, LonLat, boolean]>([
  [[0, 0], [2, 2], [0, 2], [2, 0], true],
  [[0, 0], [2, 2], [2, 2], [3, 0], true],
  [[0, 0], [2, 0], [1, 0], [3, 0], true],
  [[0, 0], [1, 0], [2, 0], [3, 0], false],
  [[0, 0], [2, 2], [3, 0], [3, 9], false],
  [[0, 0], [4, 0], [2, 1], [2, 9], false],
])('%j–%j and %j–%j: cross is %s', (a, b, c, d, cross) => {
  expect(doPiecesCross(a, b, c, d)).toBe(cross)
  expect(doPiecesCross(d, c, b, a)).toBe(cross)
})

test('a piece touches a polygon from within, across it and at its border, but not inside its hole', () => {
  expect(doesPieceTouchPolygon([square], [1, 1], [2, 2])).toBe(true)
  expect(doesPieceTouchPolygon([square], [-1, 2], [5, 2])).toBe(true)
  expect(doesPieceTouchPolygon([square], [-1, -1], [-1, 5])).toBe(false)
  expect(doesPieceTouchPolygon([square, hole], [1.5, 1.5], [2.5, 2.5])).toBe(false)
  expect(doesPieceTouchPolygon([square, hole], [2, 2], [2, 3.5])).toBe(true)
})

test('rings that run counter-clockwise have a positive area', () => {
  expect(signedRingArea(square)).toBe(32)
  expect(signedRingArea(hole)).toBe(-8)
})
