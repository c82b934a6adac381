import type { RosterShift, RosterWeek } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { conflictsOfPlan, copyWeek, daysLater, moveMember, newShift, onDay } from './week-moves.ts'

const timezone = 'Europe/Athens'
const monday = '2026-03-23'
const shift = (id: number, crewId: number, day: string, more: Partial<RosterShift> = {}): RosterShift => ({
  id,
  version: id * 10,
  changedBy: null,
  crewId,
  startsAt: `${day}T05:00:00.000Z`,
  endsAt: `${day}T13:00:00.000Z`,
  breakMinutes: 30,
  breakFrom: `${day}T08:00:00.000Z`,
  breakTo: `${day}T10:00:00.000Z`,
  vehicleId: crewId,
  memberIds: [crewId * 10, crewId * 10 + 1],
  ...more,
})
const weekOf = (from: string, shifts: RosterShift[], holidays: string[] = []): RosterWeek => ({
  days: Array.from({ length: 7 }, (_, index) => {
    const day = daysLater(from, index)
    return { day, isHoliday: holidays.includes(day) }
  }),
  shifts,
  around: [],
  crews: [1, 2].map((id) => ({
    id,
    version: id,
    nameEl: `Συνεργείο ${id}`,
    nameEn: `Crew ${id}`,
    vehicleId: id,
    departmentCode: 'cleaning',
    depots: [{ from: null, depotId: 1 }],
    color: id,
    isRetired: false,
    start: null,
    end: null,
  })),
  members: [10, 11, 20, 21].map((id) => ({
    id,
    version: id,
    postings: [{ from: null, crewId: Math.floor(id / 10) }],
    name: `m${id}`,
    skills: [],
  })),
  vehicles: [],
  depots: [],
  absences: [],
  services: [],
  zones: [],
  conflicts: [],
})
const week = weekOf(monday, [shift(1, 1, '2026-03-24'), shift(2, 2, '2026-03-24')])
const move = (to: { crewId: number | null; day: string }, isCopy = false) =>
  moveMember(week, { memberId: 10, shiftId: 1, day: '2026-03-24' }, to, { isCopy, timezone }).map(
    ({ id, version, to: plan }) => [id, version, plan && 'memberIds' in plan ? plan.memberIds : null],
  )

test('a member leaves one shift for another, both named by the version that was seen', () => {
  expect(move({ crewId: 2, day: '2026-03-24' })).toEqual([
    [1, 10, [11]],
    [2, 20, [20, 21, 10]],
  ])
  expect(move({ crewId: 2, day: '2026-03-24' }, true)).toEqual([[2, 20, [20, 21, 10]]])
  expect(move({ crewId: null, day: '2026-03-24' })).toEqual([[1, 10, [11]]])
})

test('where a member is already nothing moves', () => {
  expect(move({ crewId: 1, day: '2026-03-24' })).toEqual([])
})

test('of two shifts of a day a member comes to the one that is meant, also from the other', () => {
  const evening = shift(3, 1, '2026-03-24', { startsAt: '2026-03-24T14:00:00.000Z', memberIds: [11] })
  const both = weekOf(monday, [...week.shifts, evening])
  const change = (memberId: number, from: number, shiftId: number | null, isCopy = false) =>
    moveMember(
      both,
      { memberId, shiftId: from, day: '2026-03-24' },
      { crewId: 1, day: '2026-03-24', shiftId },
      { isCopy, timezone },
    ).map(({ id, to }) => [id, to && 'memberIds' in to ? to.memberIds : null])
  expect(change(20, 2, 3, true)).toEqual([[3, [11, 20]]])
  expect(change(20, 2, null, true)).toEqual([[1, [10, 11, 20]]])
  expect(change(10, 1, 3)).toEqual([
    [1, [11]],
    [3, [11, 10]],
  ])
  expect(change(10, 1, 3, true)).toEqual([[3, [11, 10]]])
  expect(change(11, 1, 3)).toEqual([])
  const apart = weekOf(monday, [...week.shifts, { ...evening, memberIds: [12] }])
  const cell = { crewId: 1, day: '2026-03-24' }
  expect(
    moveMember(apart, { memberId: 12, shiftId: 3, day: cell.day }, cell, { isCopy: false, timezone }),
  ).toEqual([])
})

test('a crew without a shift on that day gets one for the member alone', () => {
  expect(move({ crewId: 2, day: '2026-03-26' })).toEqual([
    [1, 10, [11]],
    [null, null, [10]],
  ])
})

test('hours stay what the clock says when the clocks change in between', () => {
  const after = onDay(week.shifts[0]!, '2026-03-31', timezone)
  expect(after).toMatchObject({
    startsAt: '2026-03-31T04:00:00.000Z',
    endsAt: '2026-03-31T12:00:00.000Z',
    breakFrom: '2026-03-31T07:00:00.000Z',
  })
})

test('a new shift has the hours of the crew’s others, and its own people and vehicle', () => {
  expect(newShift(week, 2, '2026-03-25', timezone)).toMatchObject({
    startsAt: '2026-03-25T05:00:00.000Z',
    memberIds: [20, 21],
    vehicleId: 2,
  })
  expect(newShift(week, 2, '2026-03-24', timezone)).toMatchObject({
    startsAt: '2026-03-24T13:00:00.000Z',
    endsAt: '2026-03-24T17:00:00.000Z',
    breakMinutes: 0,
  })
  expect(newShift(weekOf(monday, []), 1, '2026-03-25', timezone)).toMatchObject({
    startsAt: '2026-03-25T05:00:00.000Z',
    endsAt: '2026-03-25T13:00:00.000Z',
  })
})

test('a week is copied over the next: what is the same stays, what is another gives way', () => {
  const same = { ...onDay(shift(3, 1, '2026-03-24'), '2026-03-31', timezone), id: 7 }
  const other = shift(8, 2, '2026-04-02')
  const next = weekOf('2026-03-30', [same, other], ['2026-04-03'])
  const options = { today: '2026-03-25', now: '2026-03-25T08:00:00Z', timezone, skipsHolidays: true }
  const copy = copyWeek(week, next, options)
  expect(copy.overwritten).toEqual([other])
  expect(copy.changes.map(({ id, to }) => [id, to === null])).toEqual([
    [8, true],
    [null, false],
  ])
  const late = { ...options, today: '2026-04-01', now: '2026-04-01T08:00:00Z' }
  expect(copyWeek(week, next, late)).toMatchObject({ count: 0, overwritten: [other] })
})

test('a holiday of the next week is left alone unless it is asked for', () => {
  const next = weekOf('2026-03-30', [], ['2026-03-31'])
  const options = { today: '2026-03-25', now: '2026-03-25T08:00:00Z', timezone }
  expect(copyWeek(week, next, { ...options, skipsHolidays: true }).count).toBe(0)
  expect(copyWeek(week, next, { ...options, skipsHolidays: false }).count).toBe(2)
})

test('what cannot be so is known of a shift before it is saved, and is gone with what made it so', () => {
  const away = {
    id: 1,
    version: 1,
    changedBy: null,
    memberId: 11,
    from: monday,
    to: '2026-03-24',
    reason: '',
  }
  const known = { ...week, absences: [away] }
  const kindsOf = (plan: Partial<RosterShift>, id: number | null) =>
    conflictsOfPlan(known, { ...week.shifts[0]!, ...plan }, id, timezone).map(({ kind, memberId }) => [
      kind,
      memberId,
    ])
  expect(kindsOf({}, 1)).toEqual([['member-absent', 11]])
  expect(kindsOf({ memberIds: [10, 20] }, 1)).toEqual([['member-twice', 20]])
  expect(kindsOf({ memberIds: [10], vehicleId: 2 }, 1)).toEqual([['vehicle-twice', null]])
  expect(kindsOf({ memberIds: [10], vehicleId: 9 }, null)).toEqual([['member-twice', 10]])
  expect(kindsOf({ memberIds: [10] }, 1)).toEqual([])
})

test('whoever is on a shift of the next week as well is told before Sunday’s shift is saved', () => {
  const night = { startsAt: '2026-03-29T19:00:00.000Z', endsAt: '2026-03-30T04:30:00.000Z' }
  const next = shift(9, 2, '2026-03-30', { startsAt: '2026-03-30T04:00:00.000Z', memberIds: [10] })
  const known = { ...weekOf(monday, []), around: [next] }
  const conflictsOf = (plan: Partial<RosterShift>) =>
    conflictsOfPlan(known, shift(1, 1, '2026-03-29', plan), null, timezone)
  expect(conflictsOf(night)).toMatchObject([{ kind: 'member-twice', memberId: 10, otherCrewId: 2 }])
  expect(conflictsOf({ ...night, endsAt: '2026-03-30T04:00:00.000Z' })).toEqual([])
})
