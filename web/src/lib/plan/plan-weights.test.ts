import { expect, test } from 'vitest'
import { plainWishes, weightsOf, wishOf } from './plan-weights.ts'

test('without a wish the planner has its own weights', () => {
  expect(weightsOf(plainWishes, {})).toEqual({})
})

test('each wish is one weight', () => {
  expect(weightsOf({ serve: 1, drive: 3, spread: 2 }, {})).toEqual({
    unassigned: 10,
    travel: 8,
    balance: 2,
  })
})

test('a weight that was set by itself holds before a wish', () => {
  expect(weightsOf({ ...plainWishes, drive: 2 }, { travel: 7, fairness: 1 })).toEqual({
    travel: 7,
    fairness: 1,
  })
})

test('a wish is known again by its weight', () => {
  const wishes = { serve: 1, drive: 3, spread: 2 }
  const weights = weightsOf(wishes, {})
  for (const wish of ['serve', 'drive', 'spread'] as const) {
    expect(wishOf(wish, weights)).toBe(wishes[wish])
    expect(wishOf(wish, {})).toBe(plainWishes[wish])
  }
  expect(wishOf('drive', { travel: 7 })).toBeNull()
})
