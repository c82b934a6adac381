import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bearingDegrees, destination, distanceMeters } from './distance.ts'
import type { LonLat } from './lon-lat.ts'
import { planeAt, planeDistanceMeters } from './plane.ts'

const syntagma: LonLat = [23.7348, 37.9755]
const omonia: LonLat = [23.7275, 37.9841]

const cityPoint = fc.tuple(
  fc.double({ min: 23.5, max: 23.9, noNaN: true }),
  fc.double({ min: 37.8, max: 38.1, noNaN: true }),
) as fc.Arbitrary<LonLat>

test('Syntagma to Omonia is about 1.15 km to the north-west', () => {
  expect(distanceMeters(syntagma, omonia)).toBeGreaterThan(1130)
  expect(distanceMeters(syntagma, omonia)).toBeLessThan(1170)
  expect(bearingDegrees(syntagma, omonia)).toBeGreaterThan(315)
  expect(bearingDegrees(syntagma, omonia)).toBeLessThan(340)
})

test('going a distance in a direction arrives at that distance', () => {
  fc.assert(
    fc.property(
      cityPoint,
      fc.double({ min: 1, max: 20_000, noNaN: true }),
      fc.double({ min: 0, max: 359, noNaN: true }),
      (from, meters, bearing) => {
        expect(distanceMeters(from, destination(from, meters, bearing))).toBeCloseTo(meters, 3)
      },
    ),
  )
})

test('the plane agrees with the globe to half a percent within a city', () => {
  const plane = planeAt(37.98)
  fc.assert(
    fc.property(cityPoint, cityPoint, (from, to) => {
      const globe = distanceMeters(from, to)
      expect(Math.abs(planeDistanceMeters(plane, from, to) - globe)).toBeLessThanOrEqual(globe * 0.005 + 0.01)
    }),
  )
})
