import { cellToParent, latLngToCell } from 'h3-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asJson, sql } from '@dromos/db'
import { figuresByDay, heatByArea, heatByCell, keyFigures, type Client } from '../contract/index.ts'
import { arrangeRequests } from '../crews/testing.ts'
import { addToRollups } from '../requests/rollup.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
const span = { from: '2026-03-01', to: '2026-03-10' }
const west = latLngToCell(37.985, 23.69, 10)
const east = latLngToCell(37.985, 23.71, 10)
let api: TestApi
let client: Client

beforeAll(async () => {
  api = await testApi()
  client = (await api.signIn('planner')).client
  await api.database.owner.query(sql`
    insert into area (jurisdiction_id, id, kind, code, name_el, name_en, population, street_meters, geom)
    select ${cityId}, 9, 'community', 'first', 'Πρώτη', 'First', 60000, 15000,
      st_multi(st_union(geom)) from area where jurisdiction_id = ${cityId}`)
  await api.database.owner.query(sql`update area set parent_id = 9 where kind = 'neighbourhood'`)
  await arrangeRollup([
    { day: '2026-03-01', service: 'bulky-waste', cell: west, area: 1, received: 10, duplicates: 2 },
    {
      day: '2026-03-02',
      service: 'bulky-waste',
      cell: west,
      area: 1,
      resolved: 8,
      onTime: 6,
      seconds: 8 * 36_000,
    },
    { day: '2026-03-02', service: 'street-light', cell: east, area: 2, received: 5 },
    { day: '2026-03-03', service: 'street-light', cell: east, area: 0, received: 1 },
    { day: '2026-02-28', service: 'street-light', cell: east, area: 2, received: 99 },
  ])
  await api.database.owner.query(sql`
    insert into cell_exposure (jurisdiction_id, cell, street_meters)
    values (${cityId}, ${BigInt(`0x${west}`)}, 400), (${cityId}, ${BigInt(`0x${east}`)}, 10)`)
  const ids = await arrangeRequests(api.database.owner, [{}, {}, { dueAt: new Date('2026-04-01T00:00:00Z') }])
  await api.database.owner.query(
    sql`update request set area_id = 1 where id = any (${ids.slice(0, 2)}::bigint[])`,
  )
})
afterAll(() => api?.[Symbol.asyncDispose]())

test('cells have counts and rates per kilometre, null where there is almost no street', async () => {
  const heat = await client(heatByCell, { params, query: { ...span, resolution: 10 } })
  expect(heat).toMatchObject({ received: 16, ...span })
  expect(heat.cells).toEqual([
    {
      cell: west,
      received: 10,
      duplicates: 2,
      resolved: 8,
      resolvedOnTime: 6,
      meanResolutionHours: 10,
      areaId: 1,
      streetMeters: 400,
      perKilometer: 25,
    },
    expect.objectContaining({
      cell: east,
      areaId: 2,
      received: 6,
      meanResolutionHours: null,
      perKilometer: null,
    }),
  ])
})

test('coarser cells hold their children, as H3 says', async () => {
  for (const resolution of [7, 8, 9]) {
    const { cells } = await client(heatByCell, { params, query: { ...span, resolution } })
    const parents = new Set([west, east].map((cell) => cellToParent(cell, resolution)))
    expect(new Set(cells.map(({ cell }) => cell))).toEqual(parents)
    expect(cells.reduce((sum, { received }) => sum + received, 0)).toBe(16)
  }
})

test('areas have rates by street and by residents; what lies in none is told', async () => {
  const { areas, receivedElsewhere } = await client(heatByArea, { params, query: span })
  expect(receivedElsewhere).toBe(1)
  expect(areas).toMatchObject([
    { areaId: 1, received: 10, openNow: 2, openOverdue: 2, perKilometer: 1.11, perThousandResidents: 0.33 },
    { areaId: 2, received: 5, openNow: 0, openOverdue: 0, perKilometer: 0.83 },
  ])
  expect(areas[0].geometry.type).toBe('MultiPolygon')
  const communities = await client(heatByArea, { params, query: { ...span, kind: 'community' } })
  expect(communities.areas).toMatchObject([{ areaId: 9, received: 15, openNow: 2, perKilometer: 1 }])
})

test('every day of the span is there, also empty ones', async () => {
  const days = await client(figuresByDay, { params, query: { ...span, service: ['bulky-waste'] } })
  expect(days).toHaveLength(10)
  expect(days.slice(0, 3)).toEqual([
    { day: '2026-03-01', received: 10, resolved: 0 },
    { day: '2026-03-02', received: 0, resolved: 8 },
    { day: '2026-03-03', received: 0, resolved: 0 },
  ])
})

test('what is open and overdue counts against the share on time', async () => {
  const figures = await client(keyFigures, { params, query: span })
  expect(figures).toMatchObject({
    received: 16,
    resolved: 8,
    resolvedOnTime: 6,
    openNow: 3,
    openOverdue: 2,
    onTimeShare: 0.6,
  })
  expect(figures.byService.map(({ serviceCode, received }) => [serviceCode, received])).toEqual([
    ['bulky-waste', 10],
    ['street-light', 6],
  ])
  for (const name of ['received', 'resolved', 'resolvedOnTime', 'openNow', 'openOverdue'] as const)
    expect(figures.byService.reduce((sum, row) => sum + row[name], 0)).toBe(figures[name])
})

test('filters hold for counts and for what is open', async () => {
  const figures = await client(keyFigures, {
    params,
    query: { ...span, service: ['street-light'], areaId: 2 },
  })
  expect(figures).toMatchObject({ received: 5, openNow: 0, onTimeShare: null })
  const community = await client(keyFigures, { params, query: { ...span, areaId: 9 } })
  expect(community).toMatchObject({ received: 15, openNow: 2 })
})

test('a span that runs backwards or has no end is refused, and crews see no figures', async () => {
  await expect(
    client(keyFigures, { params, query: { from: '2026-03-02', to: '2026-03-01' } }),
  ).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  await expect(
    client(figuresByDay, { params, query: { from: '1900-01-01', to: '2026-03-01' } }),
  ).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  const crew = await api.signIn('crew')
  await expect(crew.client(keyFigures, { params, query: span })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
})

interface Rollup {
  day: string
  service: string
  cell: string
  area: number
  received?: number
  duplicates?: number
  resolved?: number
  onTime?: number
  seconds?: number
}

async function arrangeRollup(rows: Rollup[]): Promise<void> {
  const given = rows.map((row) => ({ ...row, cell: BigInt(`0x${row.cell}`).toString() }))
  await api.context.db.tenant(cityId, (tx) =>
    addToRollups(
      tx,
      sql`
        select day, service as service_code, cell, area as area_id, coalesce(received, 0) as received,
          coalesce(duplicates, 0) as duplicates, coalesce(resolved, 0) as resolved,
          coalesce("onTime", 0) as resolved_on_time, coalesce(seconds, 0) as resolution_seconds
        from jsonb_to_recordset(${asJson(given)}::jsonb) as row (day date, service text, cell bigint, area integer,
          received integer, duplicates integer, resolved integer, "onTime" integer, seconds bigint)`,
    ),
  )
}
