import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clearTables } from '@dromos/db/testing'
import {
  changeRoster,
  getRosterWeek,
  listCrews,
  listShifts,
  type Client,
  type RosterChange,
  type RosterShift,
} from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { arrangeCrews, arrangeShifts } from './testing.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let client: Client

beforeAll(async () => {
  api = await testApi()
  await arrangeCrews(api.database.owner)
  client = (await api.signIn('dispatcher')).client
})
beforeEach(async () => {
  await clearTables(api.database.owner, 'shift_member, shift, absence, vehicle_service')
  await arrangeShifts(api.database.owner, '2026-03-11')
  await arrangeShifts(api.database.owner, '2026-03-12')
})
afterAll(() => api?.[Symbol.asyncDispose]())

const week = (day = '2026-03-12') => client(getRosterWeek, { params, query: { day } })
const change = async (...changes: RosterChange[]) =>
  (await client(changeRoster, { params, body: { changes } })).made
const shiftsOn = async (day: string) => client(listShifts, { params, query: { day } })

function set(shift: RosterShift, more: Partial<RosterShift> = {}): RosterChange {
  const { id, version, changedBy: _, ...plan } = { ...shift, ...more }
  return { kind: 'shift', id, version, to: plan }
}
const gone = ({ id, version }: RosterShift): RosterChange => ({ kind: 'shift', id, version, to: null })
const onDay = (shift: RosterShift, day: string) => ({
  startsAt: shift.startsAt.replace(/^.{10}/, day),
  endsAt: shift.endsAt.replace(/^.{10}/, day),
  breakFrom: null,
  breakTo: null,
})
const refused = (type: string, data: object = {}) => ({ problem: { type, ...data } })

test('a week is from Monday to Sunday, whatever day it is asked for by', async () => {
  const found = await week()
  expect(found.days.map(({ day }) => day)).toMatchObject({ 0: '2026-03-09', 6: '2026-03-15' })
  expect(found).toMatchObject({ conflicts: [], absences: [] })
  expect(found.shifts.map(({ crewId, vehicleId, memberIds }) => [crewId, vehicleId, memberIds])).toEqual([
    [1, 1, [1]],
    [1, 1, [1]],
    [2, 2, [2]],
    [2, 2, [2]],
    [3, null, [3]],
    [3, null, [3]],
  ])
  expect((await week('2026-03-16')).shifts).toEqual([])
  expect(found.members[0]).toMatchObject({ name: 'Μαρία', skills: [{ code: 'loader', until: null }] })
})

test('the holidays of the city are marked', async () => {
  const { days } = await week('2026-03-25')
  expect(days.filter(({ isHoliday }) => isHoliday)).toMatchObject([{ day: '2026-03-25' }])
})

test('a shift moves to another day, is removed, and comes back as it was', async () => {
  const [shift] = (await week()).shifts
  const [moved] = await change(set(shift!, onDay(shift!, '2026-03-13')))
  expect([(await shiftsOn('2026-03-11')).length, (await shiftsOn('2026-03-13')).length]).toEqual([2, 1])
  const [removed] = await change({ kind: 'shift', id: shift!.id, version: moved!.version, to: null })
  expect(removed).toEqual({ id: shift!.id, version: null })
  const [back] = await change(set({ ...shift!, version: null as never }))
  expect(back!.id).toBe(shift!.id)
  expect((await week()).shifts[0]).toEqual({ ...shift, version: back!.version, changedBy: 'Test dispatcher' })
})

test('two crews take each other’s shift in one go', async () => {
  const { shifts } = await week()
  const [one, other] = [shifts[0]!, shifts[2]!]
  await change(set(one, { crewId: 2 }), set(other, { crewId: 1 }))
  const after = (await week()).shifts
  expect(after.find(({ id }) => id === one.id)).toMatchObject({ crewId: 2, memberIds: [1], vehicleId: 1 })
  expect(after.find(({ id }) => id === other.id)).toMatchObject({ crewId: 1, memberIds: [2], vehicleId: 2 })
})

test('none of several changes is made where one cannot be', async () => {
  const before = (await week()).shifts
  const { id: _, version: __, changedBy: ___, ...plan } = before[1]!
  await expect(
    change(gone(before[0]!), { kind: 'shift', id: null, version: null, to: plan }),
  ).rejects.toMatchObject(refused('conflict'))
  expect((await week()).shifts).toEqual(before)
})

test('what somebody else has changed or removed since is refused with what that was', async () => {
  const [mine, theirs] = (await week()).shifts
  await change(set(theirs!, { breakMinutes: 15 }))
  await expect(
    change(set(mine!, { breakMinutes: 20 }), set(theirs!, { breakMinutes: 20 })),
  ).rejects.toMatchObject(
    refused('conflict', {
      data: { changed: [{ kind: 'shift', id: theirs!.id, isGone: false, by: 'Test dispatcher' }] },
    }),
  )
  expect((await week()).shifts.map(({ breakMinutes }) => breakMinutes).sort()).toEqual([
    15, 30, 30, 30, 30, 30,
  ])
  await change(gone(mine!))
  await expect(change(set(mine!, { breakMinutes: 5 }))).rejects.toMatchObject(
    refused('conflict', { data: { changed: [{ kind: 'shift', id: mine!.id, isGone: true, by: null }] } }),
  )
})

test.each<[string, (shift: RosterShift) => Partial<RosterShift>]>([
  [
    'as long as a day',
    ({ startsAt }) => ({ endsAt: new Date(Date.parse(startsAt) + 17 * 3_600_000).toISOString() }),
  ],
  ['that ends before it begins', ({ startsAt }) => ({ endsAt: startsAt })],
  [
    'with a break outside',
    ({ startsAt, endsAt }) => ({ breakFrom: startsAt, breakTo: endsAt.replace('T13', 'T14') }),
  ],
  ['of a crew there is not', () => ({ crewId: 99 })],
  ['of somebody there is not', () => ({ memberIds: [1, 99] })],
  ['of a vehicle there is not', () => ({ vehicleId: 99 })],
  ['in a year that is far ahead', (shift) => onDay(shift, '2028-03-13')],
])('a shift %s is refused', async (_, more) => {
  const shift = (await week()).shifts[1]!
  await expect(change(set(shift, more(shift)))).rejects.toMatchObject(refused('bad-input'))
})

test('days that have passed stay as they were', async () => {
  const [shift] = (await week()).shifts
  const absence = { memberId: 1, from: '2026-03-10', to: '2026-03-12', reason: '' }
  await expect(change({ kind: 'absence', id: null, version: null, to: absence })).rejects.toMatchObject(
    refused('not-allowed-now'),
  )
  const [made] = await change({
    kind: 'absence',
    id: null,
    version: null,
    to: { ...absence, from: '2026-03-11' },
  })
  api.clock.set('2026-03-12T20:00:00Z')
  await expect(change(gone(shift!))).rejects.toMatchObject(refused('not-allowed-now'))
  await expect(change({ kind: 'absence', ...made!, to: null })).rejects.toMatchObject(
    refused('not-allowed-now'),
  )
  await change({ kind: 'absence', ...made!, to: { ...absence, from: '2026-03-11', to: '2026-03-11' } })
  api.clock.set('2026-03-11T08:00:00Z')
})

test('who is away, and what is in service, is a conflict on each shift of those days', async () => {
  const away = { memberId: 1, from: '2026-03-12', to: '2026-03-20', reason: 'Άδεια' }
  const [absence] = await change(
    { kind: 'absence', id: null, version: null, to: away },
    {
      kind: 'service',
      id: null,
      version: null,
      to: { vehicleId: 2, from: '2026-03-11', to: '2026-03-11', reason: '' },
    },
  )
  const { shifts, conflicts } = await week()
  const crewOf = (shiftId: number) => shifts.find(({ id }) => id === shiftId)!.crewId
  expect(conflicts.map(({ kind, shiftId }) => [kind, crewOf(shiftId)])).toEqual([
    ['vehicle-in-service', 2],
    ['nobody', 1],
    ['member-absent', 1],
  ])
  await expect(
    change({ kind: 'absence', id: null, version: null, to: { ...away, from: '2026-03-15' } }),
  ).rejects.toMatchObject(refused('conflict'))
  await change({ kind: 'absence', ...absence!, to: null })
  expect((await week()).conflicts).toHaveLength(1)
})

test('a member goes over to another crew for a day', async () => {
  const [first, , third] = (await week()).shifts.filter(({ startsAt }) => startsAt.startsWith('2026-03-12'))
  await change(set(first!, { memberIds: [1, 3] }))
  expect((await week()).conflicts.map(({ kind, memberId }) => [kind, memberId])).toEqual([
    ['member-twice', 3],
    ['member-twice', 3],
  ])
  await change(set(third!, { memberIds: [] }))
  const after = await week()
  expect(after.conflicts.map(({ kind }) => kind)).toEqual(['nobody'])
  expect(after.shifts.map(({ memberIds }) => memberIds)).toEqual([[1], [1, 3], [2], [2], [3], []])
})

test('skills of members and limits of vehicles change, unless somebody else was faster', async () => {
  const { members, vehicles } = await week()
  const skills = [{ code: 'electrician', until: '2026-03-11' }]
  const member: RosterChange = { kind: 'member', id: 1, version: members[0]!.version, to: { skills } }
  const { id, version, name: _, plate: __, ...limits } = vehicles[0]!
  await change(member, { kind: 'vehicle', id, version, to: { ...limits, capacityKg: 1234.5 } })
  const after = await week()
  expect(after.members[0]).toMatchObject({ skills })
  expect(after.vehicles[0]).toMatchObject({ capacityKg: 1234.5 })
  expect(after.conflicts.map(({ kind, skill }) => [kind, skill])).toEqual([['skill-expired', 'electrician']])
  await expect(change(member)).rejects.toMatchObject(refused('conflict'))
  const unknown = { skills: [{ code: 'alchemist', until: null }] }
  await expect(
    change({ kind: 'member', id: 1, version: after.members[0]!.version, to: unknown }),
  ).rejects.toMatchObject(refused('bad-input'))
})

test('an id that was never given cannot come back', async () => {
  const [shift] = (await week()).shifts
  await expect(change(set({ ...shift!, id: 2_000_000, version: null as never }))).rejects.toMatchObject(
    refused('not-found'),
  )
})

test('only dispatchers change the roster', async () => {
  const crew = await api.signIn('crew')
  const [shift] = (await week()).shifts
  await expect(
    crew.client(changeRoster, { params, body: { changes: [gone(shift!)] } }),
  ).rejects.toMatchObject(refused('forbidden'))
})

/** A square of a hundredth of a degree, or of as many. */
function square(west: number, south: number, hundredths = 1): [number, number][] {
  const [east, north] = [west, south].map((from) => Number((from + hundredths / 100).toFixed(6)))
  return [
    [west, south],
    [east!, south],
    [east!, north!],
    [west, north!],
    [west, south],
  ]
}

test('a zone is drawn for crews, changed, removed and drawn back', async () => {
  const plan = { nameEl: 'Κέντρο', nameEn: 'Centre', ring: square(23.7, 37.98), crewIds: [1, 2] }
  const zoneOf = async (zoneId: number) => (await week()).zones.find(({ id }) => id === zoneId)
  const [made] = await change({ kind: 'zone', id: null, version: null, to: plan })
  expect(await zoneOf(made!.id)).toEqual({ ...plan, ...made })
  const crews = await client(listCrews, { params })
  expect(crews.map(({ zoneIds }) => zoneIds)).toEqual([[made!.id], [made!.id], [3]])
  const larger = { ...plan, ring: square(23.7, 37.98, 2), crewIds: [2] }
  const [changed] = await change({ kind: 'zone', ...made!, to: larger })
  expect(await zoneOf(made!.id)).toEqual({ ...larger, ...changed })
  await expect(change({ kind: 'zone', ...made!, to: plan })).rejects.toMatchObject(refused('conflict'))
  await change({ kind: 'zone', ...changed!, to: null })
  expect(await zoneOf(made!.id)).toBeUndefined()
  const [back] = await change({ kind: 'zone', id: made!.id, version: null, to: plan })
  expect(await zoneOf(made!.id)).toEqual({ ...plan, ...back })
  await change({ kind: 'zone', ...back!, to: null })
})

test.each<[string, [number, number][]]>([
  [
    'that crosses itself',
    [
      [23.7, 37.98],
      [23.71, 37.99],
      [23.71, 37.98],
      [23.7, 37.99],
      [23.7, 37.98],
    ],
  ],
  ['that is not closed', square(23.7, 37.98).slice(0, 4)],
  [
    'that is a line',
    [
      [23.7, 37.98],
      [23.71, 37.98],
      [23.7, 37.98],
      [23.7, 37.98],
    ],
  ],
  ['far from the city', square(22, 37.98)],
  ['of more corners than a zone needs', Array.from({ length: 202 }, () => [23.7, 37.98])],
])('a zone %s is refused', async (_, ring) => {
  const to = { nameEl: 'Α', nameEn: 'A', ring, crewIds: [1] }
  await expect(change({ kind: 'zone', id: null, version: null, to })).rejects.toMatchObject(
    refused('bad-input'),
  )
})

test('a crew’s day begins where it is told, but not at the other end of the country', async () => {
  const [crew] = (await week()).crews
  const edit = (start: [number, number]): RosterChange => ({
    kind: 'crew',
    id: crew!.id,
    version: crew!.version,
    to: { start, end: null },
  })
  await expect(change(edit([21.7, 38.2]))).rejects.toMatchObject(refused('bad-input'))
  await change(edit([23.71, 37.99]))
  expect((await client(listCrews, { params }))[0]).toMatchObject({ start: [23.71, 37.99], end: null })
})
