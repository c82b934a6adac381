import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sliceLine } from './slice-line.ts'

const equator: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 0],
  [4, 0],
]

test('a part of a line begins and ends where its shares say', () => {
  expect(sliceLine(equator, 0, 1)).toEqual([
    [0, 0],
    [1, 0],
    [4, 0],
  ])
  expect(sliceLine(equator, 0.125, 0.5)).toEqual([
    [0.5, 0],
    [1, 0],
    [2, 0],
  ])
  expect(sliceLine(equator, 0.5, 0.5)).toEqual([])
  expect(sliceLine([[3, 3]], 0, 1)).toEqual([])
})

test('parts one after the other are the whole', () => {
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
  fc.assert(
    fc.property(share, (at) => {
      const [one, other] = [sliceLine(equator, 0, at), sliceLine(equator, at, 1)]
      expect(one.at(-1)![0]).toBeCloseTo(other[0]![0], 9)
      expect(one[0]).toEqual([0, 0])
      expect(other.at(-1)).toEqual([4, 0])
    }),
  )
})
