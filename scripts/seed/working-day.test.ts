import { expect, test } from 'vitest'
import { isWorkable } from './working-day.ts'

const shifts = [{ endsAt: '2026-11-26T13:00:00Z' }, { endsAt: '2026-11-26T20:00:00Z' }]

test('a day is planned while a crew still works on it', () => {
  expect(isWorkable(shifts, new Date('2026-11-26T05:00:00Z'))).toBe(true)
  expect(isWorkable(shifts, new Date('2026-11-26T18:30:00Z'))).toBe(true)
})

test('in the evening, once its shifts are over or as good as over, the next day is', () => {
  expect(isWorkable(shifts, new Date('2026-11-26T20:50:00Z'))).toBe(false)
  expect(isWorkable(shifts, new Date('2026-11-26T19:30:00Z'))).toBe(false)
  expect(isWorkable([], new Date('2026-11-26T05:00:00Z'))).toBe(false)
})
