import { expect, test } from 'vitest'
import { lineOf } from './route-line.ts'

test('a way is read as PostGIS writes it: [lon, lat] with six decimals', () => {
  // select st_asencodedpolyline('LINESTRING(23.704653 37.98356, 23.704834 37.983481, -0.5 -89.9)', 6)
  expect(lineOf({ polyline: 'osimgAycyel@|CiJplk|rFbajdm@' })).toEqual([
    [23.704653, 37.98356],
    [23.704834, 37.983481],
    [-0.5, -89.9],
  ])
})

test('a way is read once, and where there is none there is no line', () => {
  const route = { polyline: 'osimgAycyel@|CiJ' }
  expect(lineOf(route)).toBe(lineOf(route))
  expect(lineOf({ polyline: null })).toBeNull()
})
