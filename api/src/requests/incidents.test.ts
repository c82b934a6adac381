import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  changeRequestStatus,
  getIncidentReports,
  joinRequests,
  listNearbyRequests,
  listRequests,
  partRequest,
  trackRequest,
} from '../contract/index.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { connectedComponents } from './components.ts'
import { scoreOf } from './find-same-fault.ts'
import { linkRequests, unlinkRequest } from './incident-edges.ts'
import { idsOf, move, report } from './testing.ts'

let api: TestApi
const params = { jurisdictionId: cityId }
const metersEast = (meters: number) => meters / 87_800

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

async function lampAt(lon: number, lat: number, changes: Parameters<typeof report>[1] = {}): Promise<number> {
  const { publicId } = await report(api.visitor, { location: [lon, lat], ...changes })
  return (await idsOf(api, [publicId]))[0]
}

/** Which requests stand in one incident with which, and how many each incident counts. */
async function grouping(ids: number[]) {
  const { rows } = await api.database.owner.query(sql`
    select jsonb_agg(r.id order by r.id) as members, min(i.request_count) as count
    from request r left join incident i on i.id = r.incident_id
    where r.id = any(${ids}) group by coalesce(r.incident_id, -r.id) order by min(r.id)`)
  return rows
}

test('a second report of the same lamp joins the first in one incident', async () => {
  const first = await lampAt(23.701, 37.975)
  const second = await lampAt(23.701 + metersEast(8), 37.975)
  expect(await grouping([first, second])).toEqual([{ members: [first, second], count: 2 }])
  const { rows } = await api.database.owner.query(sql`select public_id from request where id = ${first}`)
  const tracked = await api.visitor(trackRequest, {
    params: { ...params, publicId: rows[0].public_id as string },
  })
  expect(tracked.reportCount).toBe(2)
})

test('the next lamp, another service, and a closed report stay apart', async () => {
  const first = await lampAt(23.703, 37.975)
  const nextLamp = await lampAt(23.703 + metersEast(35), 37.975)
  const waste = await lampAt(23.703, 37.975, { serviceCode: 'bulky-waste', attributes: { size: 'small' } })
  await move(api, { ids: [first], to: 'resolved' })
  const later = await lampAt(23.703, 37.975)
  expect(await grouping([first, nextLamp, waste, later])).toHaveLength(4)
})

test('when every report is closed the incident is closed, and opens again with the first', async () => {
  const ids = [await lampAt(23.705, 37.975), await lampAt(23.705, 37.975)]
  const closedAt = async () =>
    (
      await api.database.owner.query(sql`
      select i.closed_at from incident i join request r on r.incident_id = i.id where r.id = ${ids[0]}`)
    ).rows[0].closed_at
  await move(api, { ids: [ids[0]], to: 'resolved' })
  expect(await closedAt()).toBeNull()
  await move(api, { ids: [ids[1]], to: 'resolved' })
  expect(await closedAt()).not.toBeNull()
  await move(api, { ids: [ids[1]], to: 'reopen_requested' })
  expect(await closedAt()).toBeNull()
})

test('two groups become one by one edge, and parting them gives both back', async () => {
  const west = [await lampAt(23.707, 37.975), await lampAt(23.707, 37.975)]
  const east = [await lampAt(23.709, 37.975), await lampAt(23.709, 37.975)]
  const single = await lampAt(23.711, 37.975)
  const all = [...west, ...east, single]
  const before = await grouping(all)
  const now = api.clock.now()
  const edge = { score: 1, distanceMeters: 100, madeBy: 'staff' as const }
  await api.context.db.tenant(cityId, async (tx) => {
    await linkRequests(tx, { a: single, b: west[0], ...edge }, now)
    await linkRequests(tx, { a: east[1], b: single, ...edge }, now)
  })
  expect(await grouping(all)).toEqual([{ members: all, count: 5 }])
  await api.context.db.tenant(cityId, (tx) => unlinkRequest(tx, single, now))
  expect(await grouping(all)).toEqual(before)
})

test('marking a duplicate joins the incidents; taking it back parts them', async () => {
  const [a, b] = [await lampAt(23.713, 37.975), await lampAt(23.715, 37.975)]
  const before = await grouping([a, b])
  const { client } = await api.signIn('dispatcher')
  const call = (status: 'duplicate' | 'triaged', version: number) =>
    client(changeRequestStatus, {
      params: { ...params, id: b },
      body: { status, version, duplicateOfId: status === 'duplicate' ? a : undefined },
    })
  const marked = await call('duplicate', 1)
  expect(marked).toMatchObject({ duplicateOfId: a, isOpen: false })
  expect(await grouping([a, b])).toEqual([{ members: [a, b], count: 2 }])
  expect(await call('triaged', 2)).toMatchObject({ duplicateOfId: null, incidentId: null, isOpen: true })
  expect(await grouping([a, b])).toEqual(before)
})

test('staff joins reports of one fault and parts one that is not; the others stay together', async () => {
  const [a, b, c] = [await lampAt(23.683, 37.992), await lampAt(23.685, 37.992), await lampAt(23.687, 37.992)]
  const { client } = await api.signIn('dispatcher')
  const countsOf = async () => {
    const { items } = await client(listRequests, { params, query: { ids: [a, b, c] } })
    return items.toSorted((one, other) => one.id - other.id).map(({ reportCount }) => reportCount)
  }
  expect(await countsOf()).toEqual([1, 1, 1])
  const joined = await client(joinRequests, { params, body: { ids: [c, a, b] } })
  expect(joined.reports.map(({ id }) => id)).toEqual([a, b, c])
  expect(await countsOf()).toEqual([3, 3, 3])
  // the first is what holds the other two together
  const parted = await client(partRequest, { params: { ...params, id: a }, body: {} })
  expect(parted).toMatchObject({ incidentId: null, reports: [{ id: a, reportCount: 1 }] })
  const others = await client(getIncidentReports, { params: { ...params, id: b } })
  expect(others.reports.map(({ id }) => id)).toEqual([b, c])
  expect(await countsOf()).toEqual([1, 2, 2])
  await move(api, { ids: [c], to: 'resolved' })
  expect(await countsOf()).toEqual([1, 1, 1])
  await expect(client(joinRequests, { params, body: { ids: [a, a] } })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  await expect(client(joinRequests, { params, body: { ids: [a, 999_999] } })).rejects.toMatchObject({
    problem: { type: 'not-found' },
  })
})

test('whoever reports sees what was reported near, nearest first', async () => {
  await lampAt(23.717, 37.975)
  await lampAt(23.717 + metersEast(30), 37.975)
  const query = { lon: 23.717 + metersEast(5), lat: 37.975, service: 'street-light', radiusMeters: 50 }
  const near = await api.visitor(listNearbyRequests, { params, query })
  expect(near.map(({ distanceMeters }) => Math.round(distanceMeters))).toEqual([5, 25])
  expect(
    await api.visitor(listNearbyRequests, { params, query: { ...query, radiusMeters: 10 } }),
  ).toHaveLength(1)
})

test('near and recent make a score, and neither alone is enough', () => {
  const limits = { radiusMeters: 40, days: 30 }
  expect(scoreOf({ distanceMeters: 0, ageDays: 0, likeness: 1 }, limits)).toBe(1)
  expect(scoreOf({ distanceMeters: 40, ageDays: 0, likeness: 1 }, limits)).toBeLessThan(0.5)
  expect(scoreOf({ distanceMeters: 12, ageDays: 30, likeness: 0 }, limits)).toBeLessThan(0.5)
})

test('components do not depend on the order of the edges', () => {
  const edges: [number, number][] = [
    [5, 4],
    [2, 1],
    [4, 3],
    [9, 8],
  ]
  const components = [[1, 2], [3, 4, 5], [7], [8, 9]]
  const nodes = [9, 8, 7, 5, 4, 3, 2, 1]
  expect(connectedComponents(nodes, edges)).toEqual(components)
  expect(connectedComponents(nodes.toReversed(), edges.toReversed())).toEqual(components)
})

test('many who report the same lamp at once are all heard, and stand in one incident', async () => {
  const first = await lampAt(23.719, 37.975)
  const more = await Promise.all(Array.from({ length: 12 }, () => lampAt(23.719, 37.975)))
  expect(await grouping([first, ...more])).toEqual([
    { members: [first, ...more].sort((a, b) => a - b), count: 13 },
  ])
})
