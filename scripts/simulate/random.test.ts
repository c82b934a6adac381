import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apportion, randomFrom, weightedIndex } from './random.ts'

test('the same seed gives the same stream and another seed another', () => {
  const take = (seed: string) => {
    const random = randomFrom(seed)
    return Array.from({ length: 20 }, () => random.unit())
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (seed) => {
      expect(take(seed)).toEqual(take(seed))
      expect(take(seed)).not.toEqual(take(`${seed}.`))
    }),
  )
})

test('units are even, exponentials have mean 1 and normals deviation 1', () => {
  const random = randomFrom('moments')
  const mean = (draw: () => number) =>
    Array.from({ length: 40_000 }, draw).reduce((a, b) => a + b, 0) / 40_000
  expect(mean(() => random.unit())).toBeCloseTo(0.5, 1)
  expect(mean(() => random.exponential())).toBeCloseTo(1, 1)
  expect(mean(() => random.normal())).toBeCloseTo(0, 1)
  expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1)
})

test('indices are drawn in proportion to their weights, and never at weight zero', () => {
  const weights = [0, 1, 3, 0, 6]
  const draw = weightedIndex(weights)
  const random = randomFrom('weights')
  const counts = [0, 0, 0, 0, 0]
  for (let i = 0; i < 50_000; i++) counts[draw(random)]++
  expect(counts[0] + counts[3]).toBe(0)
  weights.forEach((weight, i) => expect(counts[i] / 50_000).toBeCloseTo(weight / 10, 1))
  expect(() => weightedIndex([0, 0])).toThrow(RangeError)
})

test('parts add up to the whole and are never further than one from their share', () => {
  const weights = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.nat(1_000_000), weights, (total, shares) => {
      const parts = apportion(total, shares)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      const sum = shares.reduce((a, b) => a + b, 0)
      parts.forEach((part, i) => expect(Math.abs(part - (total * shares[i]) / sum)).toBeLessThan(1.001))
    }),
  )
})
