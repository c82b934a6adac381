import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, weekdayOf } from '../jurisdictions/city-time.ts'
import { holidaysOf } from '../jurisdictions/holidays.ts'
import { dueAt } from './due.ts'

const athens = { timeZone: 'Europe/Athens', isHoliday: holidaysOf('GR') }

function due(requestedAt: string, slaAmount: number, slaUnit: 'hours' | 'working_days' | 'calendar_days') {
  return dueAt(new Date(requestedAt), { slaAmount, slaUnit }, athens).toISOString()
}

test('three working days from a Friday end on Wednesday night', () => {
  expect(due('2026-03-13T08:00:00Z', 3, 'working_days')).toBe('2026-03-18T21:59:59.000Z')
})

test('working days leave out the Orthodox Easter: Good Friday to Easter Monday', () => {
  expect(due('2026-04-09T08:00:00Z', 1, 'working_days')).toBe('2026-04-14T20:59:59.000Z')
})

test('calendar days do not stop for holidays', () => {
  expect(due('2026-04-09T08:00:00Z', 2, 'calendar_days')).toBe('2026-04-11T20:59:59.000Z')
})

test('a report after midnight by the clocks of the city counts from the new day', () => {
  expect(due('2026-03-11T22:30:00Z', 1, 'calendar_days')).toBe('2026-03-13T21:59:59.000Z')
})

test('hours are hours, also over a change of the clocks', () => {
  expect(due('2026-03-28T12:00:00Z', 24, 'hours')).toBe('2026-03-29T12:00:00.000Z')
})

test('a city has holidays of its own', () => {
  const own = { ...athens, isHoliday: holidaysOf('GR', ['2026-03-12']) }
  const level = { slaAmount: 1, slaUnit: 'working_days' } as const
  expect(dueAt(new Date('2026-03-11T08:00:00Z'), level, own).toISOString()).toBe('2026-03-13T21:59:59.000Z')
})

test('the holidays of 2026 are those of the law', () => {
  const { isHoliday } = athens
  const days = [
    '01-01',
    '01-06',
    '02-23',
    '03-25',
    '04-10',
    '04-13',
    '05-01',
    '06-01',
    '08-15',
    '10-28',
    '12-25',
    '12-26',
  ]
  expect(days.filter((day) => !isHoliday(`2026-${day}`))).toEqual([])
  expect(['03-24', '04-09', '04-14', '10-29', '12-24'].filter((day) => isHoliday(`2026-${day}`))).toEqual([])
})

test('a promise in working days always ends on a working day, and a longer one never earlier', () => {
  const dates = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 40 }), (requestedAt, slaAmount) => {
      const end = dueAt(requestedAt, { slaAmount, slaUnit: 'working_days' }, athens)
      const longer = dueAt(requestedAt, { slaAmount: slaAmount + 1, slaUnit: 'working_days' }, athens)
      const day = dayOf(end, athens.timeZone)
      expect([0, 6]).not.toContain(weekdayOf(day))
      expect(athens.isHoliday(day)).toBe(false)
      expect(longer.getTime()).toBeGreaterThan(end.getTime())
    }),
    { numRuns: 200 },
  )
})
