import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  getRunSheet,
  listCrews,
  type Client,
  type CrewDepot,
  type CrewPlan,
  type RosterChange,
} from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { arrangeRegister, make, newCrew, newDepot, refused, rosterDesk } from './testing-roster.ts'

const params = { jurisdictionId: cityId }
const [yesterday, today, tomorrow, nextWeek] = [
  '2026-03-10',
  '2026-03-11',
  '2026-03-12',
  '2026-03-18',
] as const
let api: TestApi
let client: Client
let desk: ReturnType<typeof rosterDesk>
let north: number
let south: number

beforeAll(async () => {
  api = await testApi()
  client = (await api.signIn('dispatcher')).client
  desk = rosterDesk(client)
})
beforeEach(async () => {
  api.clock.set('2026-03-11T07:00:00Z')
  await arrangeRegister(api.database.owner, [yesterday, today, tomorrow, nextWeek])
  const made = await desk.change(
    make('depot', { ...newDepot, nameEn: 'North', location: [23.7, 37.995] }),
    make('depot', { ...newDepot, nameEn: 'South', location: [23.7, 37.975] }),
  )
  ;[north, south] = made.map(({ id }) => id) as [number, number]
})
afterAll(() => api?.[Symbol.asyncDispose]())

/** Of crew 1, as plans, printed sheets and tablets have it. */
async function depotsOf(...days: string[]): Promise<(number | undefined)[]> {
  const depots = []
  for (const day of days) {
    const crews = await client(listCrews, { params, query: { day } })
    const { depot } = crews.find(({ id }) => id === 1)!
    const sheet = await client(getRunSheet, { params, query: { day, crewId: 1 } })
    expect(sheet.depot).toEqual({ nameEl: depot.nameEl, nameEn: depot.nameEn, location: depot.location })
    depots.push(depot.id)
  }
  return depots
}

async function changeOf(
  depots: CrewDepot[] | undefined,
  more: Partial<CrewPlan> = {},
): Promise<RosterChange> {
  const { id, version, start, end } = await desk.find('crews', 1)
  return { kind: 'crew', id, version, to: { start, end, depots, ...more } }
}

test('a crew goes to another depot from a day on, and the days before keep the one they had', async () => {
  await desk.moveCrew(1, nextWeek, north)
  const days = [yesterday, today, tomorrow, '2026-03-17', nextWeek, '2026-03-30']
  expect(await depotsOf(...days)).toEqual([1, 1, 1, 1, north, north])
  api.clock.set('2026-03-25T07:00:00Z')
  expect((await client(listCrews, { params }))[0]).toMatchObject({ depot: { id: north } })
  await desk.moveCrew(1, '2026-03-25', south)
  expect(await depotsOf(yesterday, nextWeek, '2026-03-24', '2026-03-25')).toEqual([1, north, north, south])
  expect(await desk.find('crews', 1)).toMatchObject({
    depots: [
      { from: null, depotId: 1 },
      { from: nextWeek, depotId: north },
      { from: '2026-03-25', depotId: south },
    ],
  })
})

test('a move from today on holds today, and leaves yesterday and the other crews where they were', async () => {
  await desk.moveCrew(1, today, north)
  expect(await depotsOf(yesterday, today, tomorrow)).toEqual([1, north, north])
  expect((await client(listCrews, { params })).map(({ depot }) => depot.id)).toEqual([north, 1, 1])
})

test('one undo brings a later move back that was dated already, and the undo before it the depot of all days', async () => {
  const days = [today, tomorrow, nextWeek]
  const began = await desk.find('crews', 1)
  const first = await desk.moveCrew(1, nextWeek, north)
  const between = await desk.find('crews', 1)
  const second = await desk.moveCrew(1, tomorrow, south)
  // what was meant for later is replaced, as it is for people
  expect(await depotsOf(...days)).toEqual([1, south, south])
  const plan = ({ id: _, version: __, ...to }: typeof began) => to
  const [undone] = await desk.change({ kind: 'crew', ...second, to: plan(between) })
  expect(await desk.find('crews', 1)).toEqual({ ...between, version: undone!.version })
  expect(await depotsOf(...days)).toEqual([1, 1, north])
  const [all] = await desk.change({ kind: 'crew', ...undone!, to: plan(began) })
  expect(await desk.find('crews', 1)).toEqual({ ...began, id: first.id, version: all!.version })
  expect(await depotsOf(...days)).toEqual([1, 1, 1])
})

test('other changes of a crew leave its depots as they are', async () => {
  await desk.moveCrew(1, nextWeek, north)
  await desk.change(await changeOf(undefined, { nameEn: 'Crew One' }))
  expect(await desk.find('crews', 1)).toMatchObject({
    nameEn: 'Crew One',
    depots: [{ depotId: 1 }, { from: nextWeek, depotId: north }],
  })
})

test('a crew whose day begins elsewhere begins there still, whatever its depot', async () => {
  const start: [number, number] = [23.701, 37.991]
  await desk.change(await changeOf(undefined, { start }))
  await desk.moveCrew(1, tomorrow, north)
  const crews = await client(listCrews, { params, query: { day: tomorrow } })
  expect(crews[0]).toMatchObject({ start, end: null, depot: { id: north } })
})

test('a new crew that is undone takes its moves with it, and comes back with them', async () => {
  const to = {
    ...newCrew,
    depots: [
      { from: null, depotId: 1 },
      { from: nextWeek, depotId: north },
    ],
  }
  const [made] = await desk.change(make('crew', to))
  await desk.change({ kind: 'crew', ...made!, to: null })
  await desk.change({ kind: 'crew', id: made!.id, version: null, to })
  expect(await desk.find('crews', made!.id)).toMatchObject({ depots: to.depots })
})

test.each<[string, (today: CrewDepot) => CrewDepot[]]>([
  ['on days that are over', (begin) => [begin, { from: yesterday, depotId: north }]],
  ['as if always', () => [{ from: null, depotId: north }]],
  ['from its first day on only', () => [{ from: today, depotId: 1 }]],
  ['at a depot there is not', (begin) => [begin, { from: tomorrow, depotId: 99 }]],
  ['twice for as long as anybody knows', (begin) => [begin, { from: null, depotId: north }]],
  ['twice on one day', (begin) => [begin, ...[north, south].map((depotId) => ({ from: tomorrow, depotId }))]],
  ['in years', (begin) => [begin, { from: '2030-01-01', depotId: north }]],
  ['nowhere', () => []],
])('a crew %s is refused', async (_, depotsFrom) => {
  const change = changeOf(depotsFrom({ from: null, depotId: 1 }))
  await expect(desk.change(await change)).rejects.toMatchObject(refused('bad-input'))
  expect(await desk.find('crews', 1)).toMatchObject({ depots: [{ from: null, depotId: 1 }] })
})

test('a depot retires once no crew needs it from tomorrow on, also while one begins there today', async () => {
  await desk.moveCrew(1, today, north)
  await desk.moveCrew(2, nextWeek, north)
  const inTheWay = (...names: string[]) =>
    refused('conflict', {
      data: {
        inTheWay: [
          {
            kind: 'depot',
            id: north,
            by: 'crew',
            count: names.length,
            names: names.map((nameEn) => ({ nameEn })),
          },
        ],
      },
    })
  await expect(desk.setRetired('depot', north, true)).rejects.toMatchObject(inTheWay('Crew 1', 'Crew 2'))
  await desk.moveCrew(1, nextWeek, south)
  await desk.moveCrew(2, tomorrow, south)
  await expect(desk.setRetired('depot', north, true)).rejects.toMatchObject(inTheWay('Crew 1'))
  await desk.moveCrew(1, tomorrow, south)
  await desk.setRetired('depot', north, true)
  expect(await depotsOf(yesterday, today, tomorrow)).toEqual([1, north, south])
  await expect(desk.moveCrew(3, nextWeek, north)).rejects.toMatchObject(inTheWay('Crew 3'))
})

test('a depot that a crew is going to is not removed, and its making is undone once nobody is', async () => {
  const before = await desk.find('crews', 1)
  const { id, version, start, end, depots } = before
  const moved = await desk.moveCrew(1, nextWeek, south)
  const made = await desk.find('depots', south)
  const removal: RosterChange = { kind: 'depot', id: made.id, version: made.version, to: null }
  await expect(desk.change(removal)).rejects.toMatchObject(refused('not-allowed-now'))
  expect(moved.version).not.toBe(version)
  await desk.change({ kind: 'crew', id, version: moved.version, to: { start, end, depots } })
  await desk.change(removal)
  expect(await desk.find('depots', south)).toBeUndefined()
})
