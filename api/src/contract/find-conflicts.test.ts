import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RosterShift } from './roster.ts'
import { findConflicts } from './find-conflicts.ts'

const at = (day: number, hour: number) => new Date(Date.UTC(2026, 2, 9 + day, hour)).toISOString()
const shift = (id: number, crewId: number, day: number, more: Partial<RosterShift> = {}): RosterShift => ({
  id,
  version: id,
  changedBy: null,
  crewId,
  startsAt: at(day, 5),
  endsAt: at(day, 13),
  breakMinutes: 30,
  breakFrom: null,
  breakTo: null,
  vehicleId: crewId === 3 ? null : 6 + crewId,
  memberIds: [crewId],
  ...more,
})
const member = (id: number, crewId: number, skills: [string, string | null][] = []) => ({
  id,
  version: id,
  crewId,
  name: `m${id}`,
  skills: skills.map(([code, until]) => ({ code, until })),
})
const kept = { id: 1, version: 1, changedBy: null, reason: '' }
const roster = {
  dayOf: ({ startsAt }: RosterShift) => startsAt.slice(0, 10),
  members: [member(1, 1, [['driver', '2026-03-10']]), member(2, 2, [['driver', null]]), member(3, 3)],
  absences: [{ ...kept, memberId: 3, from: '2026-03-11', to: '2026-03-12' }],
  services: [{ ...kept, vehicleId: 8, from: '2026-03-09', to: '2026-03-09' }],
}
const conflictsOf = (shifts: RosterShift[]) =>
  findConflicts({ ...roster, shifts }).map(({ kind, shiftId, memberId, vehicleId }) => [
    kind,
    shiftId,
    memberId ?? vehicleId,
  ])

test('a week in which everybody is where they should be has no conflicts', () => {
  expect(conflictsOf([shift(1, 1, 0), shift(2, 2, 1), shift(3, 3, 1)])).toEqual([])
})

test('who is on two shifts at the same time is in two crews, on both', () => {
  const shifts = [shift(1, 1, 0, { memberIds: [1, 3] }), shift(3, 3, 0)]
  expect(conflictsOf(shifts)).toEqual([
    ['member-twice', 1, 3],
    ['member-twice', 3, 3],
  ])
  expect(conflictsOf([shifts[0]!, shift(3, 3, 0, { startsAt: at(0, 13), endsAt: at(0, 20) })])).toEqual([])
})

test('a shift of which everybody is away has nobody', () => {
  expect(conflictsOf([shift(3, 3, 2)])).toEqual([
    ['nobody', 3, null],
    ['member-absent', 3, 3],
  ])
  expect(conflictsOf([shift(1, 1, 0, { memberIds: [] })])).toEqual([['nobody', 1, null]])
})

test('a skill that has run out is told unless somebody else on the shift has it', () => {
  expect(conflictsOf([shift(1, 1, 1)])).toEqual([])
  expect(conflictsOf([shift(1, 1, 2)])).toEqual([['skill-expired', 1, 1]])
  expect(conflictsOf([shift(1, 1, 2, { memberIds: [1, 2] })])).toEqual([])
})

test('a vehicle in service, and one that two crews drive at once', () => {
  expect(conflictsOf([shift(2, 2, 0)])).toEqual([['vehicle-in-service', 2, 8]])
  expect(conflictsOf([shift(1, 1, 1), shift(3, 3, 1, { vehicleId: 7 })])).toEqual([
    ['vehicle-twice', 1, 7],
    ['vehicle-twice', 3, 7],
  ])
})

test('whoever is in two places is told of in both', () => {
  const given = fc.tuple(fc.constantFrom(1, 2, 3), fc.nat(4), fc.nat(16), fc.subarray([1, 2, 3]))
  fc.assert(
    fc.property(fc.array(given, { maxLength: 12 }), (rows) => {
      const shifts = rows.map(([crewId, day, hour, memberIds], id) =>
        shift(id, crewId, day, { startsAt: at(day, hour), endsAt: at(day, hour + 6), memberIds }),
      )
      const twice = findConflicts({ ...roster, absences: [], shifts }).filter(
        ({ kind }) => kind === 'member-twice',
      )
      for (const { memberId, otherCrewId } of twice)
        expect(
          twice.some((each) => {
            const { crewId } = shifts[each.shiftId]!
            return crewId === otherCrewId && each.memberId === memberId
          }),
        ).toBe(true)
    }),
  )
})
