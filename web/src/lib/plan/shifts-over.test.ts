import { expect, test } from 'vitest'
import { areShiftsOver } from './shifts-over.ts'

const shifts = [{ endsAt: '2026-11-26T13:00:00Z' }, { endsAt: '2026-11-26T20:00:00Z' }]

test('the shifts of a day are over once the last crew has gone home, and of a day without any never', () => {
  expect(areShiftsOver(shifts, Date.parse('2026-11-26T19:59:59Z'))).toBe(false)
  expect(areShiftsOver(shifts, Date.parse('2026-11-26T20:00:00Z'))).toBe(true)
  expect(areShiftsOver([], Date.parse('2026-11-26T20:00:00Z'))).toBe(false)
})
