import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, weekdayOf } from '../jurisdictions/city-time.ts'
import { holidaysOf } from '../jurisdictions/holidays.ts'
import { clockTime, dueAfterPause, dueAt } from './due.ts'

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

const units = ['hours', 'working_days', 'calendar_days'] as const
const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
const spans = fc.integer({ min: 0, max: 60 * 24 * 3600 }).map((seconds) => seconds * 1000)

function later(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds)
}

test('a promise in working days does not run over a weekend, and so is not moved by waiting over one', () => {
  const level = { slaUnit: 'working_days' } as const
  const pause = { from: new Date('2026-03-13T22:30:00Z'), to: new Date('2026-03-15T21:00:00Z') }
  const end = new Date('2026-03-18T21:59:59Z')
  expect(dueAfterPause(end, pause, level, athens)).toEqual(end)
  expect(dueAfterPause(end, pause, { slaUnit: 'calendar_days' }, athens).toISOString()).toBe(
    '2026-03-20T20:29:59.000Z',
  )
})

test('a day of waiting that pushes a promise past a Friday moves it to the Monday', () => {
  const pause = { from: new Date('2026-03-10T08:00:00Z'), to: new Date('2026-03-11T08:00:00Z') }
  const friday = new Date('2026-03-13T21:59:59Z')
  expect(dueAfterPause(friday, pause, { slaUnit: 'working_days' }, athens).toISOString()).toBe(
    '2026-03-16T21:59:59.000Z',
  )
})

test('waiting for some time moves a promise by exactly as much time of its clock', () => {
  fc.assert(
    fc.property(instants, instants, spans, fc.constantFrom(...units), (due, from, span, slaUnit) => {
      const level = { slaUnit }
      const pause = { from, to: later(from, span) }
      const moved = dueAfterPause(due, pause, level, athens)
      expect(clockTime(due, moved, level, athens)).toBe(clockTime(pause.from, pause.to, level, athens))
      // what was left when the clock stopped is left when it goes on
      if (due >= pause.from)
        expect(clockTime(pause.to, moved, level, athens)).toBe(clockTime(from, due, level, athens))
    }),
    { numRuns: 150 },
  )
})

test('two waits one after the other move a promise as far as one that is as long as both', () => {
  fc.assert(
    fc.property(instants, instants, spans, spans, fc.constantFrom(...units), (due, from, a, b, slaUnit) => {
      const level = { slaUnit }
      const middle = later(from, a)
      const end = later(middle, b)
      const once = dueAfterPause(due, { from, to: end }, level, athens)
      const first = dueAfterPause(due, { from, to: middle }, level, athens)
      expect(dueAfterPause(first, { from: middle, to: end }, level, athens)).toEqual(once)
    }),
    { numRuns: 150 },
  )
})
