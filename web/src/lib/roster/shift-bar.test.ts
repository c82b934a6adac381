import { expect, test } from 'vitest'
import { shiftBar } from './shift-bar.ts'

const zone = 'Europe/Athens'

test('a shift lies at the hours of its city', () => {
  const morning = { startsAt: '2026-03-02T04:00:00.000Z', endsAt: '2026-03-02T12:00:00.000Z' }
  expect(shiftBar(morning, '2026-03-02', zone)).toBe('left:25%;width:33.3%')
})

test('a night shift ends with the bar', () => {
  const night = { startsAt: '2026-03-02T20:00:00.000Z', endsAt: '2026-03-03T04:00:00.000Z' }
  expect(shiftBar(night, '2026-03-02', zone)).toMatch(/^left:91.7%;width:8.2?9?\d*%$/)
})
