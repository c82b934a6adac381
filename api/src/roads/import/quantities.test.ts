import { expect, test } from 'vitest'
import { parseMeters, parseSpeedKmh, parseTonnes } from './quantities.ts'

test.each<[string | undefined, number]>([
  ['50', 50],
  ['30 mph', 48],
  ['GR:urban', 50],
  ['none', 130],
  ['walk', 7],
  ['signals', 0],
  ['-5', 0],
  ['99999', 250],
  [undefined, 0],
])('a speed of %s is %d km/h', (value, kmh) => {
  expect(parseSpeedKmh(value)).toBe(kmh)
})

test.each<[string | undefined, number]>([
  ['3.5', 3.5],
  ['3.5 m', 3.5],
  [`11'6"`, 3.5052],
  ['below_default', 0],
  [undefined, 0],
])('a height of %s is %d m', (value, meters) => {
  expect(parseMeters(value)).toBeCloseTo(meters, 6)
})

test.each<[string | undefined, number]>([
  ['7.5', 7.5],
  ['7.5 t', 7.5],
  ['3500 kg', 3.5],
  ['heavy', 0],
])('a weight of %s is %d t', (value, tonnes) => {
  expect(parseTonnes(value)).toBe(tonnes)
})
