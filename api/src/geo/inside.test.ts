import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaFinder, isInside, type Polygons } from './inside.ts'
import type { LonLat } from './lon-lat.ts'

function square(west: number, south: number, size: number): LonLat[] {
  return [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ]
}

/** A square with a courtyard. */
const block: Polygons = [[square(0, 0, 10), square(4, 4, 2)]]

test('a point is inside a square exactly when its coordinates are, and never in its hole', () => {
  const degree = fc.double({ min: -2, max: 12, noNaN: true })
  fc.assert(
    fc.property(degree, degree, (lon, lat) => {
      // on an edge either side will do
      fc.pre(![0, 4, 6, 10].some((edge) => lon === edge || lat === edge))
      const inSquare = lon > 0 && lon < 10 && lat > 0 && lat < 10
      const inHole = lon > 4 && lon < 6 && lat > 4 && lat < 6
      expect(isInside(block, [lon, lat])).toBe(inSquare && !inHole)
    }),
  )
})

test('the first of overlapping areas is found, and none outside all', () => {
  const finder = areaFinder([
    { id: 1, polygons: [[square(0, 0, 2)]] },
    { id: 2, polygons: [[square(1, 1, 2)]] },
  ])
  expect(finder.find([1.5, 1.5])).toBe(1)
  expect(finder.find([2.5, 2.5])).toBe(2)
  expect(finder.find([5, 5])).toBeNull()
})

test('a finder agrees with the plain rule, on stars with holes', () => {
  const spikes = fc.array(fc.double({ min: 0.2, max: 3, noNaN: true }), { minLength: 3, maxLength: 40 })
  const degree = fc.double({ min: -3.5, max: 3.5, noNaN: true })
  fc.assert(
    fc.property(spikes, degree, degree, (radii, lon, lat) => {
      const ring = (scale: number) => {
        const corners = radii.map((radius, i): LonLat => {
          const angle = (2 * Math.PI * i) / radii.length
          return [scale * radius * Math.cos(angle), scale * radius * Math.sin(angle)]
        })
        return [...corners, corners[0]]
      }
      const star: Polygons = [[ring(1), ring(0.4)]]
      expect(areaFinder([{ id: 7, polygons: star }]).find([lon, lat])).toBe(
        isInside(star, [lon, lat]) ? 7 : null,
      )
    }),
    { numRuns: 500 },
  )
})
