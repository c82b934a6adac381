import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { listRequestPlaces, listRequests, selectRequests, type CallOf } from '../contract/index.ts'
import { areas } from '../testing/city.ts'
import { cityId, testApi, type SignedIn, type TestApi } from '../testing.ts'
import { idsOf, move, report } from './testing.ts'

let api: TestApi
let dispatcher: SignedIn
let ids: number[]
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
  dispatcher = await api.signIn('dispatcher')
  const publicIds: string[] = []
  for (let i = 0; i < 12; i++) {
    api.clock.set(`2026-03-11T08:${String(i).padStart(2, '0')}:00Z`)
    const isPothole = i % 4 === 3
    const { publicId } = await report(api.visitor, {
      serviceCode: isPothole ? 'pothole' : 'street-light',
      location: [23.682 + i * 0.003, 37.981],
      description: `report ${i} 100% sure`,
    })
    publicIds.push(publicId)
  }
  ids = await idsOf(api, publicIds)
})

afterAll(() => api?.[Symbol.asyncDispose]())

function list(query: CallOf<typeof listRequests>['query']) {
  return dispatcher.client(listRequests, { params, query })
}

async function listedIds(query: CallOf<typeof listRequests>['query']): Promise<number[]> {
  return (await list(query)).items.map(({ id }) => id)
}

test('pages follow each other without gap or repeat, newest first', async () => {
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit: 5, cursor })
    expect(page.total).toBe(12)
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(ids.toReversed())
})

test('a request that arrives between two pages does not shift them', async () => {
  const first = await list({ limit: 6, isOpen: true, service: ['street-light'] })
  const { publicId } = await report(api.visitor, { location: [23.6815, 37.972] })
  const rest = await list({ limit: 50, cursor: first.nextCursor!, isOpen: true, service: ['street-light'] })
  const all = [...first.items, ...rest.items].map(({ id }) => id)
  expect(new Set(all).size).toBe(9)
  await move(api, { ids: await idsOf(api, [publicId]), to: 'cancelled' })
})

test('filters narrow by service, area, box, ids and words', async () => {
  expect(await listedIds({ service: ['pothole'] })).toEqual([ids[11], ids[7], ids[3]])
  expect(
    (await list({ areaId: areas.east, isOpen: true })).items.every(({ areaId }) => areaId === areas.east),
  ).toBe(true)
  expect(await listedIds({ bbox: [23.6815, 37.98, 23.6855, 37.99] })).toEqual([ids[1], ids[0]])
  expect(await listedIds({ ids: [ids[2], ids[5]] })).toEqual([ids[5], ids[2]])
  expect(await listedIds({ q: 'report 7 100%' })).toEqual([ids[7]])
  expect(await listedIds({ q: 'rep_rt' })).toEqual([])
})

test('a public id is found, also one that reads like a word', async () => {
  await api.database.owner.query(sql`update request set public_id = 'CHANCEYS' where id = ${ids[4]}`)
  expect(await listedIds({ q: 'chanceys' })).toEqual([ids[4]])
  const [{ publicId }] = (await list({ ids: [ids[5]] })).items
  expect(await listedIds({ q: publicId.toLowerCase() })).toEqual([ids[5]])
})

test('a street is found however it is typed', async () => {
  const found = await list({ q: 'iera odos', isOpen: true })
  expect(found.items.length).toBeGreaterThan(5)
  expect(found.items.every(({ address }) => address?.startsWith('Ιερά Οδός'))).toBe(true)
})

test('late is what is open after its due time, or was closed after it', async () => {
  api.clock.set('2026-03-13T09:00:00Z')
  const late = await list({ isLate: true, isOpen: true })
  expect(late.items.every(({ serviceCode, isLate }) => serviceCode === 'street-light' && isLate)).toBe(true)
  expect(late.items).toHaveLength(9)
  await move(api, { ids: [ids[0]], to: 'resolved' })
  expect(await listedIds({ isLate: true, status: ['resolved'] })).toEqual([ids[0]])
})

test('the lasso takes open requests inside it and no others', async () => {
  const select = (polygon: [number, number][], service?: string[]) =>
    dispatcher.client(selectRequests, { params, body: { polygon, service } })
  const around: [number, number][] = [
    [23.68, 37.98],
    [23.6955, 37.98],
    [23.6955, 37.982],
    [23.68, 37.982],
  ]
  const found = await select(around)
  expect(found).toMatchObject({ isCut: false })
  expect(found.items.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[2], ids[1]])
  expect((await select(around, ['pothole'])).items.map(({ id }) => id)).toEqual([ids[3]])
  const crossing: [number, number][] = [around[0], around[1], around[3], around[2]]
  expect((await select(crossing)).items).toEqual([])
})

test('the lasso and the map hold what the filters of the list let through, and nothing else', async () => {
  const polygon: [number, number][] = [
    [23.68, 37.98],
    [23.6985, 37.98],
    [23.6985, 37.982],
    [23.68, 37.982],
  ]
  const bbox: [number, number, number, number] = [23.68, 37.98, 23.6985, 37.982]
  const filters = [
    { isLate: true },
    { isLate: false },
    { isUnordered: true, leastPriority: 50 },
    { areaId: areas.east },
    { skill: 'electrician' },
    { q: 'report 3' },
    { dueWithinDays: 0, service: ['pothole'] },
  ]
  for (const filter of filters) {
    const listed = await listedIds({ ...filter, isOpen: true, bbox })
    const drawn = await dispatcher.client(selectRequests, { params, body: { polygon, ...filter } })
    expect(
      drawn.items.map(({ id }) => id),
      JSON.stringify(filter),
    ).toEqual(listed)
    const shown = await dispatcher.client(listRequestPlaces, {
      params,
      query: { ...filter, isOpen: true, bbox },
    })
    expect(shown.items.map(({ id }) => id).toSorted((a, b) => b - a)).toEqual(listed)
  }
  const [place] = (await dispatcher.client(listRequestPlaces, { params, query: { ids: [ids[3]] } })).items
  expect(place).toMatchObject({ id: ids[3], isLate: false })
  expect(place.location[0]).toBeCloseTo(23.691)
})

test('a broken cursor or filter is said to be so', async () => {
  for (const query of [{ cursor: 'nonsense' }, { limit: 501 }, { bbox: '1,2,3' }, { status: ['gone'] }])
    await expect(list(query as never)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
})

test('a visitor gets no list', async () => {
  await expect(api.visitor(listRequests, { params })).rejects.toMatchObject({
    problem: { type: 'unauthenticated' },
  })
})

test('a scribble of two thousand corners that cross each other a million times is answered', async () => {
  const polygon = Array.from({ length: 2000 }, (_, i): [number, number] => {
    const turn = ((i * 999) / 2000) * 2 * Math.PI
    return [23.69 + 0.05 * Math.cos(turn), 37.98 + 0.05 * Math.sin(turn)]
  })
  const { items } = await dispatcher.client(selectRequests, { params, body: { polygon } })
  expect(items.length).toBeGreaterThan(0)
})

test('what is due soon, what is old, what a skill is for and what counts most can be asked for', async () => {
  const due = (await list({ isOpen: true })).items.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))
  const last = new Date(due.at(-1)!.dueAt)
  api.clock.set(new Date(last.getTime() + 60_000).toISOString())
  const found = await list({ isOpen: true, dueWithinDays: 0 })
  expect(found.items).toHaveLength(due.length)
  api.clock.set('2026-03-11T09:00:00Z')
  const dayOf = (iso: string) => new Date(Date.parse(iso) + 2 * 3_600_000).toISOString().slice(0, 10)
  expect(new Set(await listedIds({ isOpen: true, dueWithinDays: 2 }))).toEqual(
    new Set(due.filter(({ dueAt }) => dayOf(dueAt) <= '2026-03-13').map(({ id }) => id)),
  )
  expect(await listedIds({ isOpen: true, olderThanDays: 1 })).toEqual([])
  api.clock.set('2026-03-12T08:05:30Z')
  const all = (await list({ isOpen: true })).items
  expect(await listedIds({ isOpen: true, olderThanDays: 1 })).toEqual(
    all.filter(({ requestedAt }) => requestedAt < '2026-03-11T08:05:30').map(({ id }) => id),
  )
  const most = Math.max(...all.map(({ priority }) => priority))
  expect(
    (await list({ isOpen: true, leastPriority: most })).items.every((row) => row.priority === most),
  ).toBe(true)
  expect(await listedIds({ leastPriority: 100, isOpen: true })).toEqual([])
  expect(await listedIds({ skill: 'electrician', isOpen: true })).toEqual(
    all.filter(({ serviceCode }) => serviceCode === 'street-light').map(({ id }) => id),
  )
  expect(await listedIds({ isInHotspot: true, isOpen: true })).toEqual([])
})

test('pages in the order of due times follow each other without gap or repeat', async () => {
  const wanted = (await list({ isOpen: true })).items
    .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt) || a.id - b.id)
    .map(({ id }) => id)
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit: 5, cursor, isOpen: true, sort: 'due' })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(wanted)
})
