import { expect, test } from 'vitest'
import { marksOf, waysOf } from './lane-lines.ts'
import type { Bar } from './timeline.ts'

const span = { from: 1000, to: 3000 }
const bar = (kind: Bar['kind'], from: number, to: number) => ({ kind, from, to, number: 0 }) as Bar

test('the ways of a lane are one drawing, in hundredths of the hours shown', () => {
  const bars = [
    bar('travel', 1000, 1500),
    bar('service', 1500, 2000),
    bar('wait', 2000, 2100),
    bar('reload', 2100, 3000),
  ]
  expect(waysOf(bars, span, ['travel', 'reload'])).toBe('M0 14.5H25M55 14.5H100')
  expect(waysOf(bars, span, ['wait'])).toBe('M50 14.5H55')
  expect(waysOf([], span, ['wait'])).toBe('')
})

test('hours are lines across the lane, to the thousandth', () => {
  expect(marksOf([1000, 1333.333], span)).toBe('M0 0V30M16.667 0V30')
})
