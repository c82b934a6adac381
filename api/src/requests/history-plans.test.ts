import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, type Tx } from '@dromos/db'
import { sumByArea, sumByDay, sumSpan } from '../insights/queries.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { rowsRead } from '../testing/rows-read.ts'
import { findRequests } from './list-queries.ts'
import { rebuildRollup } from './rollup.ts'
import { findNearbyRequests, findTrackedRequest } from './track-queries.ts'

let api: TestApi
const now = new Date('2026-03-11T08:00:00Z')
const page = { limit: 50 }
const years = { from: '2023-03-15', to: '2026-03-11' }

// three years of closed requests behind a few hundred open ones
beforeAll(async () => {
  api = await testApi()
  const { owner } = api.database
  await owner.query(sql`
    insert into request (jurisdiction_id, public_id, service_code, department_code, status, channel, requested_at,
      description, address, due_at, closed_at, updated_at, area_id, cell, geom)
    select ${cityId}, 'H' || lpad(i::text, 7, '0'), 'street-light', 'lighting',
      case when i % 150 = 0 then 'accepted' when i % 151 = 0 then 'rejected' else 'resolved' end, 'web', at,
      case when i % 4000 = 0 then 'Σπασμένη βρύση στην πλατεία' else 'Δεν ανάβει η λάμπα' end,
      case when i % 5000 = 7 then 'Ρίμινι 4' else 'Θηβών ' || i % 300 end, at + interval '2 days', case when i % 150 > 0 then at + interval '1 day' end, at, 1 + i % 2,
      622054503259340799 + i % 500, st_point(23.68 + (i % 200) * 0.0002, 37.97 + (i % 149) * 0.0002, 4326)
    from generate_series(1, 40000) i, lateral (select ${now}::timestamptz - i * interval '40 minutes' as at) t`)
  await owner.tenant(cityId, rebuildRollup)
  await owner.query(sql`vacuum analyze request`)
  await owner.query(sql`analyze request_rollup, request_rollup_sum`)
}, 120_000)

afterAll(() => api?.[Symbol.asyncDispose]())

/** Of the tables of history. */
const readBy = (work: (tx: Tx) => Promise<unknown>) =>
  rowsRead(api.context.db, (table) => table === 'request' || table.startsWith('request_rollup'), work)

test.each<[string, number, (tx: Tx) => Promise<unknown>]>([
  ['the newest that are open', 700, (tx) => findRequests(tx, { ...page, isOpen: true }, now)],
  [
    'the newest that are open and late',
    700,
    (tx) => findRequests(tx, { ...page, isOpen: true, isLate: true }, now),
  ],
  ['the few that were rejected', 700, (tx) => findRequests(tx, { ...page, status: ['rejected'] }, now)],
  [
    'none that wait for a citizen',
    10,
    (tx) => findRequests(tx, { ...page, status: ['awaiting_citizen'] }, now),
  ],
  ['one by its public id', 10, (tx) => findRequests(tx, { ...page, q: 'H0030000' }, now)],
  ['the ten with a rare word', 50, (tx) => findRequests(tx, { ...page, q: 'βρύση' }, now)],
  ['the eight of a street', 50, (tx) => findRequests(tx, { ...page, q: 'riminh' }, now)],
  [
    'what is open and says words that all have',
    700,
    (tx) => findRequests(tx, { ...page, isOpen: true, q: 'thivon lampa' }, now),
  ],
  [
    'what is open and says words in its text and its service',
    700,
    (tx) => findRequests(tx, { ...page, isOpen: true, q: 'φωτιστικο θηβων' }, now),
  ],
  ['the story of one', 10, (tx) => findTrackedRequest(tx, 'H0030000')],
  [
    'what is open near a point',
    200,
    (tx) => findNearbyRequests(tx, { lon: 23.69, lat: 37.98, radiusMeters: 100 }),
  ],
  ['the figures of a month', 3000, (tx) => sumSpan(tx, { from: '2026-02-01', to: '2026-02-28' })],
  [
    'the areas of a month',
    4000,
    (tx) => sumByArea(tx, { from: '2026-02-01', to: '2026-02-28' }, 'neighbourhood', now),
  ],
  ['the figures of three years', 3000, (tx) => sumSpan(tx, years)],
  ['the course of three years', 3000, (tx) => sumByDay(tx, years)],
])('%s are found without reading years of history', async (_, mostRows, work) => {
  const { rows, wholeTables } = await readBy(work)
  expect(wholeTables).toEqual([])
  expect(rows).toBeLessThan(mostRows)
})
