import { expect, test } from 'vitest'
import { hoursOfSheet } from './sheet-shifts.ts'

const time = (instant: string) => instant.slice(11, 16)
const at = (from: string, to: string) => ({ startsAt: `2026-03-12T${from}Z`, endsAt: `2026-03-12T${to}Z` })
const shift = { ...at('06:30', '15:00'), breakMinutes: 30 }

test('a day of two shifts tells both, one that was kept before they were known from when to when', () => {
  const shifts = [at('06:30', '10:00'), at('12:00', '15:00')]
  expect(hoursOfSheet({ shift, shifts }, time)).toBe('06:30–10:00, 12:00–15:00')
  expect(hoursOfSheet({ shift }, time)).toBe('06:30–15:00')
  expect(hoursOfSheet({ shift: null, shifts: [] }, time)).toBe('')
})
