import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf } from '../../api/src/jurisdictions/city-time.ts'
import { addDays } from '../../api/src/jurisdictions/city-time.ts'
import { holidaysOf } from '../../api/src/jurisdictions/holidays.ts'
import { dueAt } from '../../api/src/requests/due.ts'
import { simulatedCalendar } from './calendar.ts'

const timeZone = 'Europe/Athens'
const isHoliday = holidaysOf('GR')
const calendar = simulatedCalendar('2025-01-01', 500, timeZone, isHoliday)
const instant = fc.integer({
  min: Date.parse('2025-01-01T00:00:00Z'),
  max: Date.parse('2026-05-01T00:00:00Z'),
})

test('deadlines are those the product promises', () => {
  const level = fc.record({
    slaAmount: fc.integer({ min: 1, max: 40 }),
    slaUnit: fc.constantFrom('hours' as const, 'working_days' as const, 'calendar_days' as const),
  })
  fc.assert(
    fc.property(instant, level, (at, service) => {
      const promised = dueAt(new Date(at), service, { timeZone, isHoliday })
      expect(new Date(calendar.due(at, service))).toEqual(promised)
    }),
  )
})

test('an instant falls on the day the city’s clocks show, also when they change', () => {
  fc.assert(
    fc.property(instant, (at) => {
      expect(addDays('2025-01-01', calendar.dayAt(at))).toBe(dayOf(new Date(at), timeZone))
    }),
  )
})
