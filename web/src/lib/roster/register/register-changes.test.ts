import type {
  CrewDepot,
  RosterCrew,
  RosterDepot,
  RosterMember,
  RosterVehicle,
  RosterWeek,
} from '@dromos/api/contract'
import { expect, test } from 'vitest'
import {
  depotsAhead,
  hasLeft,
  isNeeded,
  leastUsedColor,
  leaveDepot,
  needsOf,
  pointText,
  postMember,
  readPoint,
  retire,
  sendToDepot,
  withoutMove,
} from './register-changes.ts'

const today = '2026-03-11'
const crew = (id: number, more: Partial<RosterCrew> = {}): RosterCrew => ({
  id,
  version: id,
  nameEl: `Συνεργείο ${id}`,
  nameEn: `Crew ${id}`,
  departmentCode: 'cleaning',
  depots: [{ from: null, depotId: 1 }],
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

const always = (depotId: number): CrewDepot => ({ from: null, depotId })
const at = (from: string, depotId: number): CrewDepot => ({ from, depotId })
const depot = { id: 1, version: 8, nameEl: 'Α', nameEn: 'A', isRetired: false } as RosterDepot

test('a depot is needed by crews that are there after today, or come there, and by no others', () => {
  const crews = [
    crew(1),
    crew(2, { depots: [always(1), at('2026-03-12', 2)] }),
    crew(3, { depots: [always(2), at('2026-04-01', 1), at('2026-04-08', 2)] }),
    crew(4, { depots: [always(1), at('2026-03-18', 2)] }),
    crew(5, { isRetired: true }),
  ]
  const retired = { kind: 'depot' as const, item: depot }
  const needs = needsOf(retired, { ...week, crews, vehicles: [] }, today)
  expect(needs.crews.map(({ id }) => id)).toEqual([1, 3, 4])
  expect(retire(retired, needs, { nextId: 3, today })).toMatchObject([
    { kind: 'crew', id: 1, to: { depots: [always(1), at('2026-03-12', 3)] } },
    { kind: 'crew', id: 3, to: { depots: [always(2), at('2026-04-01', 3), at('2026-04-08', 2)] } },
    { kind: 'crew', id: 4, to: { depots: [always(1), at('2026-03-12', 3), at('2026-03-18', 2)] } },
    { kind: 'depot', id: 1, to: { isRetired: true } },
  ])
})

test('who leaves a depot for where they were going to anyway goes there sooner, and past days stay', () => {
  const depots = [always(2), at('2026-03-01', 1), at('2026-03-18', 2)]
  expect(leaveDepot(depots, 1, { from: '2026-03-12', nextId: 2 })).toEqual([
    always(2),
    at('2026-03-01', 1),
    at('2026-03-12', 2),
  ])
})

test('a crew is sent to a depot from a day on, and what was to come after it is replaced', () => {
  const depots = [always(1), at('2026-03-18', 2), at('2026-03-25', 3)]
  const send = (depotId: number, from: string) => sendToDepot(depots, depotId, { from, today })
  expect(send(3, '2026-03-12')).toEqual([always(1), at('2026-03-12', 3)])
  expect(send(1, '2026-03-20')).toEqual([always(1), at('2026-03-18', 2), at('2026-03-20', 1)])
  // it goes there sooner, or later
  expect(send(2, today)).toEqual([always(1), at(today, 2)])
  expect(send(2, '2026-03-20')).toEqual([always(1), at('2026-03-20', 2)])
  // nothing is said that is not so already
  expect(send(1, today)).toEqual(depots)
  expect(send(2, '2026-03-18')).toEqual(depots)
})

test('what is to come is told after a day, and may be left out again', () => {
  const depots = [always(1), at('2026-03-11', 2), at('2026-03-18', 3), at('2026-03-25', 2)]
  expect(depotsAhead(depots, today).map(({ from }) => from)).toEqual(['2026-03-18', '2026-03-25'])
  expect(depotsAhead(depots, '2026-03-01')).toHaveLength(3)
  expect(withoutMove(depots, '2026-03-25')).toEqual(depots.slice(0, 3))
  // back where it is nothing moves
  expect(withoutMove(depots, '2026-03-18')).toEqual(depots.slice(0, 2))
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
