import { expect, test } from 'vitest'
import { clockOf, instantOf } from './city-clock.ts'

const athens = 'Europe/Athens'

test("the city's clock is read and set again, in summer and in winter", () => {
  for (const instant of ['2026-01-15T07:30:00.000Z', '2026-07-15T20:45:00.000Z']) {
    const { day, time } = clockOf(new Date(instant), athens)
    expect(instantOf(day, time, athens)).toBe(instant)
  }
  expect(clockOf(new Date('2026-01-15T22:30:00Z'), athens)).toEqual({ day: '2026-01-16', time: '00:30' })
})

test('an hour that comes twice is the first of the two', () => {
  expect(instantOf('2026-10-25', '03:30', athens)).toBe('2026-10-25T00:30:00.000Z')
})
