import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOf, instantOf, weekdayOf } from './city-time.ts'

const athens = 'Europe/Athens'

test('a day of the city begins before the day of Greenwich', () => {
  expect(dayOf(new Date('2026-01-31T21:59:59Z'), athens)).toBe('2026-01-31')
  expect(dayOf(new Date('2026-01-31T22:00:00Z'), athens)).toBe('2026-02-01')
  expect(dayOf(new Date('2026-07-31T21:00:00Z'), athens)).toBe('2026-08-01')
})

test('the wall clock keeps its time over both changes of the clocks', () => {
  expect(instantOf('2026-03-28', '23:59:59', athens).toISOString()).toBe('2026-03-28T21:59:59.000Z')
  expect(instantOf('2026-03-29', '23:59:59', athens).toISOString()).toBe('2026-03-29T20:59:59.000Z')
  expect(instantOf('2026-10-25', '23:59:59', athens).toISOString()).toBe('2026-10-25T21:59:59.000Z')
})

test('calendar arithmetic crosses months, years and leap days', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(weekdayOf('2026-03-11')).toBe(3)
})

test('an instant made of a day and a time lies on that day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      fc.constantFrom('00:00:00', '12:00:00', '23:59:59'),
      (date, time) => {
        const day = date.toISOString().slice(0, 10)
        expect(dayOf(instantOf(day, time, athens), athens)).toBe(day)
      },
    ),
  )
})
