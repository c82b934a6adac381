import { expect, test } from 'vitest'
import { figureOf, figureText, type Counts } from './figures.ts'

const counts: Counts = {
  received: 16,
  duplicates: 2,
  resolved: 8,
  resolvedOnTime: 6,
  meanResolutionHours: 36,
  openNow: 5,
  openOverdue: 2,
}

test('what is open and overdue counts against being on time', () => {
  expect(figureOf('onTime', counts)).toBe(0.6)
  expect(figureOf('onTime', { ...counts, openOverdue: 0 })).toBe(0.75)
})

test('a share or a mean of nothing is unknown, a count of nothing is zero', () => {
  const nothing = { ...counts, resolved: 0, resolvedOnTime: 0, openOverdue: 0, meanResolutionHours: null }
  expect(figureOf('onTime', nothing)).toBeNull()
  expect(figureOf('mean', nothing)).toBeNull()
  expect(figureText('mean', null)).toBe('—')
  expect(figureOf('overdue', nothing)).toBe(0)
})

test('the mean is told in days', () => {
  expect(figureOf('mean', counts)).toBe(1.5)
})
