import { expect, test } from 'vitest'
import { behindToleranceSeconds, isBehind, secondsBehind, secondsLate, wasOverdue } from './lateness.ts'

const day = Date.UTC(2026, 2, 12)
const at = (hours: number) => day + hours * 3_600_000
const none = { dueAt: null, latestAt: null }
const from9to10 = { startAt: at(9), endAt: at(10) }

test('work is late by what it ends after its due time, or begins after its window', () => {
  expect(secondsLate({ ...none, dueAt: at(9.5) }, from9to10, day)).toBe(1800)
  expect(secondsLate({ ...none, dueAt: at(10) }, from9to10, day)).toBe(0)
  expect(secondsLate({ ...none, latestAt: at(8) }, from9to10, day)).toBe(3600)
  expect(secondsLate({ dueAt: at(9.5), latestAt: at(8) }, from9to10, day)).toBe(3600)
  expect(secondsLate(none, from9to10, day)).toBe(0)
})

test('what was due before the day began is overdue, which no plan of the day is late by', () => {
  const lastMonth = { ...none, dueAt: at(-30 * 24) }
  expect(secondsLate(lastMonth, from9to10, day)).toBe(0)
  expect(wasOverdue(lastMonth.dueAt, day)).toBe(true)
  expect(wasOverdue(at(1), day)).toBe(false)
  expect(wasOverdue(null, day)).toBe(false)
})

test('what has not begun is late by nothing that is known', () => {
  expect(secondsLate({ dueAt: at(9), latestAt: at(8) }, { startAt: null, endAt: null }, day)).toBe(0)
})

test('what is expected is behind the plan by what it comes later, and once that is past by the clock', () => {
  expect(secondsBehind(at(9), at(9.25), at(8))).toBe(900)
  expect(secondsBehind(at(9), at(8.5), at(8))).toBe(-1800)
  expect(secondsBehind(at(9), at(9.25), at(10))).toBe(3600)
})

test('behind the plan is what is more than a quarter of an hour later', () => {
  expect([0, behindToleranceSeconds, behindToleranceSeconds + 1, -7200].map(isBehind)).toEqual([
    false,
    false,
    true,
    false,
  ])
})
