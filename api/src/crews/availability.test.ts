import { expect, test } from 'vitest'
import type { Shift } from '../contract/index.ts'
import { workingTime } from './availability.ts'

const shift: Shift = {
  id: 1,
  crewId: 1,
  startsAt: '2026-03-11T05:00:00.000Z',
  endsAt: '2026-03-11T13:00:00.000Z',
  breakMinutes: 30,
  breakFrom: '2026-03-11T08:30:00.000Z',
  breakTo: '2026-03-11T10:00:00.000Z',
}

test('a break begins so that it ends inside its window', () => {
  expect(workingTime(shift).breakStarts).toEqual({
    from: new Date('2026-03-11T08:30:00Z'),
    to: new Date('2026-03-11T09:30:00Z'),
  })
})

test('a break without a window lies in the middle half of the shift', () => {
  expect(workingTime({ ...shift, breakFrom: null, breakTo: null }).breakStarts).toEqual({
    from: new Date('2026-03-11T07:00:00Z'),
    to: new Date('2026-03-11T10:30:00Z'),
  })
})

test('a break longer than its window begins with it', () => {
  const { breakStarts } = workingTime({ ...shift, breakMinutes: 120 })
  expect(breakStarts?.to).toEqual(breakStarts?.from)
})

test('no minutes are no break', () => {
  expect(workingTime({ ...shift, breakMinutes: 0 }).breakStarts).toBeNull()
})
