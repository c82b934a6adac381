import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listCrews, listShifts, type Client, type MemberPlan } from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { arrangeRegister, make, newCrew, refused, rosterDesk } from './testing-roster.ts'

const params = { jurisdictionId: cityId }
const [today, tomorrow, dayAfter] = ['2026-03-11', '2026-03-12', '2026-03-13'] as const
const newMember: MemberPlan = { name: 'Νίκος', skills: [], postings: [{ from: today, crewId: 1 }] }
let api: TestApi
let client: Client
let desk: ReturnType<typeof rosterDesk>

beforeAll(async () => {
  api = await testApi()
  client = (await api.signIn('dispatcher')).client
  desk = rosterDesk(client)
})
beforeEach(async () => {
  api.clock.set('2026-03-11T04:00:00Z')
  await arrangeRegister(api.database.owner, ['2026-03-09', today, tomorrow, dayAfter])
})
afterAll(() => api?.[Symbol.asyncDispose]())

test('a crew is made with its department, depot, vehicle and zones, in the colour that is used least', async () => {
  const [made] = await desk.change(make('crew', { ...newCrew, nameEl: '  Συνεργείο 4 ', zoneIds: [3] }))
  const crew = (await client(listCrews, { params })).find(({ id }) => id === made!.id)
  expect(crew).toMatchObject({
    nameEl: 'Συνεργείο 4',
    departmentCode: 'cleaning',
    color: 3,
    members: [],
    vehicle: { id: 2 },
    depot: { id: 1 },
    zoneIds: [3],
    isRetired: false,
  })
  const [next] = await desk.change(make('crew', { ...newCrew, color: 0 }))
  expect(await desk.find('crews', next!.id)).toMatchObject({ color: 0 })
})

test('what was made by mistake is undone without a trace, and done again under its id', async () => {
  const to = { ...newCrew, zoneIds: [3] }
  const [made] = await desk.change(make('crew', to))
  await desk.change({ kind: 'crew', ...made!, to: null })
  expect(await desk.find('crews', made!.id)).toBeUndefined()
  const [again] = await desk.change({ kind: 'crew', id: made!.id, version: null, to })
  expect(again!.id).toBe(made!.id)
  const [member] = await desk.change(make('member', newMember))
  await desk.change({ kind: 'member', ...member!, to: null })
  expect((await desk.week()).members.map(({ id }) => id)).toEqual([1, 2, 3])
})

test('somebody new is undone without a trace also while the shift of their crew is under way', async () => {
  api.clock.set('2026-03-11T07:00:00Z')
  const [member] = await desk.change(make('member', newMember))
  await desk.change({ kind: 'member', ...member!, to: null })
  expect((await desk.week()).members.map(({ id }) => id)).toEqual([1, 2, 3])
  const [again] = await desk.change({ kind: 'member', id: member!.id, version: null, to: newMember })
  expect(await desk.teams(today)).toEqual({ 1: [1], 2: [2], 3: [3] })
  expect(await desk.teams(tomorrow)).toEqual({ 1: [1, again!.id], 2: [2], 3: [3] })
})

test('what has worked is retired, not removed', async () => {
  const { crews, members } = await desk.week()
  for (const change of [
    { kind: 'crew' as const, ...crews[0]!, to: null },
    { kind: 'member' as const, ...members[0]!, to: null },
  ])
    await expect(desk.change(change)).rejects.toMatchObject(refused('not-allowed-now'))
})

test('two dispatchers who make something at once get two', async () => {
  const made = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      desk.change(make('crew', newCrew), make('member', { ...newMember, name: `Νέα ${index}` })),
    ),
  )
  expect(new Set(made.flat().map(({ id }) => id)).size).toBe(12)
  expect((await desk.week()).crews).toHaveLength(9)
})

test('somebody new is on the shifts of their crew from their first day on', async () => {
  const [made] = await desk.change(
    make('member', { ...newMember, postings: [{ from: tomorrow, crewId: 1 }] }),
  )
  expect([await desk.teams(today), await desk.teams(tomorrow)]).toEqual([
    { 1: [1], 2: [2], 3: [3] },
    { 1: [1, made!.id], 2: [2], 3: [3] },
  ])
})

test('a member moves to another crew from a day on, and past shifts keep whom they had', async () => {
  await desk.repost(1, dayAfter, 2)
  expect([await desk.teams('2026-03-09'), await desk.teams(tomorrow), await desk.teams(dayAfter)]).toEqual([
    { 1: [1], 2: [2], 3: [3] },
    { 1: [1], 2: [2], 3: [3] },
    { 1: [], 2: [1, 2], 3: [3] },
  ])
  expect((await desk.week()).conflicts.map(({ kind }) => kind)).toEqual(['nobody'])
  api.clock.set('2026-03-20T08:00:00Z')
  expect([await desk.teams('2026-03-09'), await desk.teams(dayAfter)]).toEqual([
    { 1: [1], 2: [2], 3: [3] },
    { 1: [], 2: [1, 2], 3: [3] },
  ])
  const crews = await client(listCrews, { params })
  expect(crews.map(({ members, skills }) => [members.map(({ id }) => id), skills])).toEqual([
    [[], []],
    [
      [1, 2],
      ['electrician', 'loader'],
    ],
    [[3], []],
  ])
})

test('a shift that has begun keeps whom it began with, and a lent member stays lent', async () => {
  const host = (await desk.week()).shifts.find(
    ({ crewId, startsAt }) => crewId === 3 && startsAt.startsWith(dayAfter),
  )!
  const { id, version, changedBy: _, ...plan } = host
  await desk.change({ kind: 'shift', id, version, to: { ...plan, memberIds: [1, 3] } })
  api.clock.set('2026-03-11T07:00:00Z')
  await desk.repost(1, today, 2)
  const [joined] = await desk.change(make('member', { ...newMember, postings: [{ from: today, crewId: 3 }] }))
  expect([await desk.teams(today), await desk.teams(tomorrow), await desk.teams(dayAfter)]).toEqual([
    { 1: [1], 2: [2], 3: [3] },
    { 1: [], 2: [1, 2], 3: [3, joined!.id] },
    { 1: [], 2: [1, 2], 3: [3, joined!.id, 1] },
  ])
})

test('a move is undone by what was before it', async () => {
  const before = await desk.find('members', 1)
  const moved = await desk.repost(1, tomorrow, 3)
  const { id: _, version: __, ...to } = before
  await desk.change({ kind: 'member', ...moved, to })
  expect(await desk.teams(tomorrow)).toEqual({ 1: [1], 2: [2], 3: [3] })
  expect(await desk.find('members', 1)).toMatchObject({ postings: [{ from: null, crewId: 1 }] })
})

test('whoever leaves is gone from the next day on and stays in what was, until they come back', async () => {
  await desk.repost(2, tomorrow, null)
  expect([await desk.teams(today), await desk.teams(tomorrow)]).toEqual([
    { 1: [1], 2: [2], 3: [3] },
    { 1: [1], 2: [], 3: [3] },
  ])
  await desk.repost(2, dayAfter, 1)
  expect([await desk.teams(tomorrow), await desk.teams(dayAfter)]).toEqual([
    { 1: [1], 2: [], 3: [3] },
    { 1: [1, 2], 2: [], 3: [3] },
  ])
})

test.each<[string, MemberPlan['postings']]>([
  ['before today', [{ from: '2026-03-10', crewId: 1 }]],
  ['as if always', [{ from: null, crewId: 1 }]],
  ['of a crew there is not', [{ from: today, crewId: 99 }]],
  ['without a crew', [{ from: today, crewId: null }]],
  [
    'on days that are out of order',
    [
      { from: dayAfter, crewId: 1 },
      { from: tomorrow, crewId: 2 },
    ],
  ],
  ['in years', [{ from: '2030-01-01', crewId: 1 }]],
  ['nowhere at all', undefined],
])('somebody new %s is refused', async (_, postings) => {
  await expect(desk.change(make('member', { name: 'Νίκος', skills: [], postings }))).rejects.toMatchObject(
    refused('bad-input'),
  )
})

test('where somebody was cannot be told otherwise, and whoever leaves has today still', async () => {
  const { id, version, skills } = await desk.find('members', 1)
  for (const postings of [
    [{ from: null, crewId: 2 }],
    [
      { from: null, crewId: 1 },
      { from: '2026-03-01', crewId: 2 },
    ],
    [
      { from: null, crewId: 1 },
      { from: today, crewId: null },
    ],
  ])
    await expect(
      desk.change({ kind: 'member', id, version, to: { skills, postings } }),
    ).rejects.toMatchObject(refused('bad-input'))
})

test('a crew with shifts, people or published work ahead is not retired, and what stands in the way is named', async () => {
  await expect(desk.setRetired('crew', 1, true)).rejects.toMatchObject(
    refused('conflict', {
      data: {
        inTheWay: [
          { kind: 'crew', id: 1, by: 'member', count: 1, names: [{ nameEl: 'Μαρία' }] },
          { kind: 'crew', id: 1, by: 'shift', count: 2, names: [{ nameEl: tomorrow }, { nameEl: dayAfter }] },
        ],
      },
    }),
  )
  expect(await desk.find('crews', 1)).toMatchObject({ isRetired: false })
})

test('a crew retires in one go with its shifts and people, has today still, and comes back', async () => {
  const ahead = (await desk.week()).shifts.filter(
    ({ crewId, startsAt }) => crewId === 1 && startsAt > tomorrow,
  )
  const { id, version, skills, postings } = await desk.find('members', 1)
  const moved = { skills, postings: [...postings, { from: tomorrow, crewId: 2 }] }
  await desk.change(
    ...ahead.map((shift) => ({ kind: 'shift' as const, id: shift.id, version: shift.version, to: null })),
    { kind: 'member', id, version, to: moved },
    await desk.retirement('crew', 1),
  )
  const crew = await desk.find('crews', 1)
  expect(crew.isRetired).toBe(true)
  expect(await client(listShifts, { params, query: { day: tomorrow } })).toHaveLength(2)
  expect(await desk.teams(today)).toEqual({ 1: [1], 2: [2], 3: [3] })
  const { changedBy: _, id: __, version: ___, ...plan } = ahead[0]!
  await expect(
    desk.change({ kind: 'shift', id: null, version: null, to: { ...plan, memberIds: [] } }),
  ).rejects.toMatchObject(refused('conflict', { data: { inTheWay: [{ by: 'shift' }] } }))
  await desk.setRetired('crew', 1, false)
  await desk.change({ kind: 'shift', id: null, version: null, to: plan })
})
