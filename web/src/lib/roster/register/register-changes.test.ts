import type { RosterCrew, RosterMember, RosterVehicle, RosterWeek } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import {
  hasLeft,
  isNeeded,
  leastUsedColor,
  needsOf,
  pointText,
  postMember,
  readPoint,
  retire,
} from './register-changes.ts'

const today = '2026-03-11'
const crew = (id: number, more: Partial<RosterCrew> = {}): RosterCrew => ({
  id,
  version: id,
  nameEl: `Συνεργείο ${id}`,
  nameEn: `Crew ${id}`,
  departmentCode: 'cleaning',
  depotId: 1,
  vehicleId: id,
  color: id,
  start: null,
  end: null,
  isRetired: false,
  ...more,
})
const member = (id: number, postings: RosterMember['postings']): RosterMember => ({
  id,
  version: id,
  name: `m${id}`,
  skills: [],
  postings,
})
const vehicle: RosterVehicle = {
  id: 1,
  version: 5,
  name: 'Truck',
  plate: 'ΚΗΗ 1',
  profile: 'truck',
  capacityM3: 1,
  capacityKg: 1,
  features: [],
  depotId: 1,
  isRetired: false,
}
const week = {
  crews: [crew(1), crew(2), crew(3, { vehicleId: 1, isRetired: true })],
  members: [
    member(1, [{ from: null, crewId: 1 }]),
    member(2, [
      { from: null, crewId: 1 },
      { from: '2026-03-12', crewId: 2 },
    ]),
    member(3, [
      { from: null, crewId: 2 },
      { from: '2026-04-01', crewId: 1 },
    ]),
  ],
  vehicles: [vehicle],
  depots: [],
} as unknown as RosterWeek

test('a crew is needed by whoever is in it after today, or is going to be', () => {
  const needs = needsOf({ kind: 'crew', item: week.crews[0]! }, week, today)
  expect(needs.members.map(({ id }) => id)).toEqual([1, 3])
  expect(isNeeded(needs)).toBe(true)
  expect(isNeeded(needsOf({ kind: 'crew', item: crew(9) }, week, today))).toBe(false)
})

test('a crew that retires gives its people to another from tomorrow on, and ends its shifts', () => {
  const shift = { id: 70, version: 7 } as never
  const retired = { kind: 'crew' as const, item: week.crews[0]! }
  const needs = needsOf(retired, week, today, { shifts: [shift], publishedDays: [] })
  expect(retire(retired, needs, { nextId: 2, today })).toMatchObject([
    { kind: 'member', id: 1, to: { postings: [{ crewId: 1 }, { from: '2026-03-12', crewId: 2 }] } },
    { kind: 'member', id: 3, to: { postings: [{ from: null, crewId: 2 }] } },
    { kind: 'shift', id: 70, version: 7, to: null },
    { kind: 'crew', id: 1, to: { nameEl: 'Συνεργείο 1', isRetired: true } },
  ])
})

test('a vehicle that retires is followed by another, or by none', () => {
  const retired = { kind: 'vehicle' as const, item: vehicle }
  const needs = needsOf(retired, week, today)
  expect(retire(retired, needs, { nextId: null, today })).toMatchObject([
    { kind: 'crew', id: 1, to: { vehicleId: null } },
    { kind: 'vehicle', id: 1, to: { isRetired: true } },
  ])
})

test('whoever is in no crew and comes to none has left, also where the time to come ends again', () => {
  const left = (postings: RosterMember['postings']) => hasLeft(member(1, postings), today)
  const gone = { from: '2026-03-01', crewId: null }
  expect(left([{ from: null, crewId: 1 }, gone])).toBe(true)
  expect(left([{ from: null, crewId: 1 }])).toBe(false)
  expect(
    left([
      { from: null, crewId: 1 },
      { from: '2026-03-12', crewId: null },
    ]),
  ).toBe(false)
  expect(left([{ from: null, crewId: 1 }, gone, { from: '2026-04-01', crewId: 2 }])).toBe(false)
  const season = [
    { from: '2026-04-01', crewId: 2 },
    { from: '2026-10-01', crewId: null },
  ]
  expect(left(season)).toBe(false)
})

test('whoever goes back to where they are comes to what they were', () => {
  const [, , third] = week.members
  expect(postMember(third!, '2026-03-20', 2)).toMatchObject({ to: { postings: [{ from: null, crewId: 2 }] } })
})

test('a new crew gets the colour that the fewest have', () => {
  expect(leastUsedColor(week.crews)).toBe(0)
  expect(leastUsedColor([crew(0), crew(1), crew(2)])).toBe(3)
})

test.each([
  ['37.98123, 23.72754', [23.72754, 37.98123]],
  ['37.98123 23.72754', [23.72754, 37.98123]],
  ['37,98123; 23,72754', [23.72754, 37.98123]],
  ['Σταδίου 5', null],
  ['37, 23', null],
  ['95.5, 23.7', null],
])('a place is read as maps tell it: %s', (text, point) => {
  expect(readPoint(text)).toEqual(point)
  if (point) expect(readPoint(pointText(point as [number, number]))).toEqual(point)
})
