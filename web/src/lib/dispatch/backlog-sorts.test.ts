import { expect, test } from 'vitest'
import { directionOf, sortingOf, turnedBy } from './backlog-sorts.ts'

test('a head that is clicked sorts by its column, and then the other way round', () => {
  const first = turnedBy('priority', { sort: 'newest', isReversed: true })
  expect(first).toEqual({ sort: 'priority', isReversed: false })
  expect(turnedBy('priority', first)).toEqual({ sort: 'priority', isReversed: true })
  expect(turnedBy('priority', turnedBy('priority', first))).toEqual(first)
})

test('the largest comes first in some columns, and the direction says so', () => {
  expect(directionOf({ sort: 'priority', isReversed: false })).toBe('descending')
  expect(directionOf({ sort: 'minutes', isReversed: true })).toBe('ascending')
  expect(directionOf({ sort: 'address', isReversed: false })).toBe('ascending')
  // the newest is the least old
  expect(directionOf({ sort: 'newest', isReversed: false })).toBe('ascending')
})

test('a list of requests that is asked for minutes is the newest first', () => {
  const sorting = { sort: 'minutes', isReversed: true } as const
  expect(sortingOf('orders', sorting)).toEqual(sorting)
  expect(sortingOf('requests', sorting)).toEqual({ sort: 'newest', isReversed: false })
})
