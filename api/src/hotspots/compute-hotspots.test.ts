import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables, testDatabase, type TestDatabase } from '@dromos/db/testing'
import { arrangeRequests, type TestRequest } from '../crews/testing.ts'
import { addTestCity, cityId } from '../testing/city.ts'
import { computeAllHotspots, computeHotspotsAround } from './compute-hotspots.ts'
import { crewDay } from './crew-day.ts'

const now = new Date('2026-03-06T08:00:00Z')
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await addTestCity(database.owner)
})
beforeEach(() => clearTables(database.owner, 'hotspot, request_cluster, hotspot_request, request, reporter'))
afterAll(() => database?.[Symbol.asyncDispose]())

test('four near open requests of one service are a hotspot with its figures and a hull around them', async () => {
  const ids = await arrangeRequests(database.owner, [
    { at: [0, 0] },
    { at: [50, 0] },
    { at: [0, 50], dueAt: new Date('2026-03-10T08:00:00Z') },
    { at: [50, 50], requestedAt: new Date('2026-02-25T08:00:00Z') },
    { at: [2000, 0] },
    { at: [25, 25], serviceCode: 'street-light' },
    { at: [25, 25], status: 'resolved' },
  ])
  const changes = await compute()
  expect(changes).toHaveLength(1)
  const [hotspot] = await hotspots()
  expect(hotspot).toMatchObject({
    service_code: 'bulky-waste',
    request_count: 4,
    overdue_count: 3,
    received_last_7_days: 3,
    received_previous_7_days: 1,
    members: ids.slice(0, 4),
    holds_members: true,
    version: 1,
  })
})

test('requests in one line or on one spot still have a hull with an area', async () => {
  await arrangeRequests(database.owner, [
    ...[0, 50, 100, 150].map((east): TestRequest => ({ at: [east, 0] })),
    ...[0, 0, 0, 0].map((east): TestRequest => ({ at: [east, 3000] })),
  ])
  await compute()
  expect(await hotspots()).toMatchObject([{ holds_members: true }, { holds_members: true }])
})

test('a closed request leaves its hotspot, and too few left end it', async () => {
  const ids = await arrangeRequests(
    database.owner,
    [0, 30, 60, 90, 120].map((east): TestRequest => ({ at: [east, 0] })),
  )
  await compute()
  const [before] = await hotspots()
  await close(ids[4])
  expect(await around([ids[4]])).toEqual([{ id: before.id, version: 2, isRemoved: false }])
  await close(ids[3])
  expect(await around([ids[3]])).toEqual([{ id: before.id, version: 0, isRemoved: true }])
  expect(await hotspots()).toEqual([])
})

test('what did not change is neither written nor told', async () => {
  await arrangeRequests(
    database.owner,
    [0, 30, 60, 90].map((east): TestRequest => ({ at: [east, 0] })),
  )
  await compute()
  expect(await compute()).toEqual([])
})

test('a recategorised request moves between the hotspots of its services', async () => {
  const ids = await arrangeRequests(database.owner, [
    ...[0, 30, 60, 90].map((east): TestRequest => ({ at: [east, 0] })),
    ...[0, 30, 60].map((east): TestRequest => ({ at: [east, 10], serviceCode: 'street-light' })),
  ])
  await compute()
  await database.owner.query(sql`update request set service_code = 'street-light' where id = ${ids[0]}`)
  await around([ids[0]])
  expect(await hotspots()).toMatchObject([
    { service_code: 'street-light', members: [ids[0], ids[4], ids[5], ids[6]] },
  ])
})

test('following the changes one by one gives what computing everything gives', async () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 500 }))
  const service = fc.constantFrom('bulky-waste', 'street-light')
  const step = fc.record({
    opened: fc.array(fc.tuple(service, place), { maxLength: 6 }),
    closed: fc.array(fc.nat(), { maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(service, place), { minLength: 10, maxLength: 50 }),
      fc.array(step, { minLength: 1, maxLength: 4 }),
      async (first, steps) => {
        await clearTables(database.owner, 'hotspot, request_cluster, hotspot_request, request, reporter')
        const open = await open_(first)
        await compute()
        for (const { opened, closed } of steps) {
          const changed = await open_(opened)
          for (const pick of closed) {
            const [id] = open.splice(pick % Math.max(1, open.length), 1)
            if (id === undefined) continue
            await close(id)
            changed.push(id)
          }
          open.push(...changed.slice(0, opened.length))
          await around(changed)
        }
        const followed = await figures()
        expect(await compute()).toEqual([])
        await clearTables(database.owner, 'hotspot, request_cluster, hotspot_request')
        await compute()
        expect(followed).toEqual(await figures())
      },
    ),
    { numRuns: 25, seed: 7 },
  )
}, 120_000)

test('a quarter full of requests is many hotspots, each what one crew does in a day', async () => {
  await arrangeRequests(database.owner, quarter(21))
  await compute()
  const { rows } = await database.owner.query(sql`
    select h.request_count, s.setup_minutes + s.duration_minutes as minutes, s.cluster_radius_meters as radius,
      st_length(st_longestline(st_collect(st_transform(r.geom, 32634)), st_collect(st_transform(r.geom, 32634))))
        as spread
    from hotspot h
    join service s on s.code = h.service_code
    join hotspot_request m on m.hotspot_id = h.id
    join request r on r.id = m.request_id
    group by h.id, h.request_count, s.setup_minutes, s.duration_minutes, s.cluster_radius_meters`)
  expect(rows.length).toBeGreaterThan(4)
  for (const { request_count, minutes, radius, spread } of rows) {
    const cap = crewDay({ minutes: minutes as number, radiusMeters: radius as number })
    expect(request_count).toBeLessThanOrEqual(cap.count)
    expect(spread).toBeLessThanOrEqual(cap.spreadMeters)
  }
})

test('the order in which requests come in decides nothing', async () => {
  await arrangeRequests(database.owner, quarter(22))
  await compute()
  const hulls = await hullsByPlace()
  await clearTables(database.owner, 'hotspot, request_cluster, hotspot_request, request')
  const reversed = quarter(22).toReversed()
  for (let from = 0; from < reversed.length; from += 15)
    await around(await arrangeRequests(database.owner, reversed.slice(from, from + 15)))
  expect(await hullsByPlace()).toEqual(hulls)
}, 120_000)

test('one more request leaves the hotspots farther away as they are', async () => {
  await arrangeRequests(database.owner, quarter(23))
  await compute()
  const before = await hotspots()
  const changes = await around(await arrangeRequests(database.owner, [{ at: [10, 10] }]))
  const { rows } = await database.owner.query(sql`
    select id from hotspot where st_distance(hull::geography, st_point(23.7, 37.985, 4326)::geography) > 900`)
  expect(rows.length).toBeGreaterThan(2)
  const far = new Set(rows.map(({ id }) => id))
  expect(changes.filter(({ id }) => far.has(id))).toEqual([])
  const versions = (all: typeof before) =>
    all.filter(({ id }) => far.has(id)).map(({ id, version }) => [id, version])
  expect(versions(await hotspots())).toEqual(versions(before))
})

/** A hundred and fifty requests over a quarter of 2.4 by 1 km: one chain of density from end to end. */
function quarter(seed: number): TestRequest[] {
  const places = fc.tuple(fc.integer({ min: 0, max: 2400 }), fc.integer({ min: 0, max: 1000 }))
  return fc
    .sample(fc.uniqueArray(places, { minLength: 150, maxLength: 150, selector: String }), {
      seed,
      numRuns: 1,
    })
    .flat()
    .map((at): TestRequest => ({ at }))
}

async function hullsByPlace(): Promise<string[]> {
  const { rows } = await database.owner.query(sql`
    select st_astext(st_centroid(hull), 5) || ' ' || request_count as figure from hotspot order by 1`)
  return rows.map(({ figure }) => String(figure))
}

function open_(requests: [string, [number, number]][]): Promise<number[]> {
  return arrangeRequests(
    database.owner,
    requests.map(([serviceCode, at]): TestRequest => ({ serviceCode, at })),
  )
}

function compute() {
  return database.db.tenant(cityId, (tx) => computeAllHotspots(tx, now))
}

function around(ids: number[]) {
  return database.db.tenant(cityId, (tx) => computeHotspotsAround(tx, ids, now))
}

async function close(id: number): Promise<void> {
  await database.owner.query(sql`update request set status = 'resolved' where id = ${id}`)
}

async function hotspots() {
  const { rows } = await database.owner.query(sql`
    select h.*,
      (select jsonb_agg(m.request_id order by m.request_id) from hotspot_request m where m.hotspot_id = h.id)
        as members,
      (select bool_and(st_contains(h.hull, r.geom)) from hotspot_request m
        join request r on r.id = m.request_id where m.hotspot_id = h.id) as holds_members
    from hotspot h order by h.id`)
  return rows
}

async function figures() {
  const rows = await hotspots()
  return rows
    .map(({ id: _id, version: _version, computed_at: _at, hull: _hull, ...figure }) => figure)
    .sort((a, b) => (a.members as number[])[0] - (b.members as number[])[0])
}
