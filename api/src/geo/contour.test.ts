import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contourBelow } from './contour.ts'
import { isInside } from './inside.ts'
import { signedRingArea } from './polygon.ts'

const SIDE = 9

/** A field with the given inner corners below the threshold of 1. */
function fieldOf(low: readonly boolean[]): { columns: number; rows: number; values: Float32Array } {
  const values = new Float32Array(SIDE * SIDE).fill(2)
  low.forEach((isLow, at) => {
    const row = 1 + Math.floor(at / (SIDE - 2))
    if (isLow) values[row * SIDE + 1 + (at % (SIDE - 2))] = 0
  })
  return { columns: SIDE, rows: SIDE, values }
}

test('the outline holds exactly the corners below the threshold', () => {
  const corners = fc.array(fc.boolean(), { minLength: (SIDE - 2) ** 2, maxLength: (SIDE - 2) ** 2 })
  fc.assert(
    fc.property(corners, (low) => {
      const field = fieldOf(low)
      const polygons = contourBelow(field, 1)
      for (let row = 0; row < SIDE; row++) {
        for (let column = 0; column < SIDE; column++) {
          expect(isInside(polygons, [column, row])).toBe(field.values[row * SIDE + column] < 1)
        }
      }
      for (const [outer, ...holes] of polygons) {
        expect(outer[0]).toEqual(outer.at(-1))
        expect(signedRingArea(outer)).toBeGreaterThan(0)
        for (const hole of holes) expect(signedRingArea(hole)).toBeLessThan(0)
      }
    }),
  )
})

test('a flat field has no outline', () => {
  expect(contourBelow(fieldOf([]), 1)).toEqual([])
})
