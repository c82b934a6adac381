import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, time } from './format.ts'

const zones = ['Europe/Athens', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'].map(
  (timeZone) => ({
    timeZone,
    clock: new Intl.DateTimeFormat('el-GR', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone }),
    calendar: new Intl.DateTimeFormat('en-CA', { timeZone }),
  }),
)

test('the clock and the day of any instant are those of its zone, to the minute', () => {
  const instant = fc.date({ min: new Date('1995-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (at, { timeZone, clock, calendar }) => {
      expect(time(at.toISOString(), timeZone)).toBe(clock.format(at))
      expect(dayOf(at, timeZone)).toBe(calendar.format(at))
    }),
    { numRuns: 2000 },
  )
})
