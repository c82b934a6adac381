import { afterAll, beforeAll, expect, test } from 'vitest'
import { cellId } from './layers/requests.ts'
import { tileAt } from './tile.ts'
import { addRequests, features, tileWorld, type TileWorld } from './testing.ts'

/** Each test looks at a place of its own, a few tiles of zoom 14 from the next. */
const square = { lon: 23.7231, lat: 37.9812 }
const crowd = { lon: 23.7831, lat: 37.9312 }
const border = { lon: 23.7, lat: 38.05 }
const edge = (Math.floor(((23.75 + 180) / 360) * 4096) / 4096) * 360 - 180

let world: TileWorld
beforeAll(async () => {
  world = await tileWorld()
  await addRequests(world.database, [
    { id: 9_007_199_254, ...square, isLate: true, ageDays: 3, status: 'planned' },
    { id: 2, ...square, service: 'street-lighting', ageDays: 1 },
    { id: 3, ...square, status: 'resolved' },
    ...Array.from({ length: 12 }, (_, index) => ({
      id: 100 + index,
      lon: crowd.lon + index * 1e-5,
      lat: crowd.lat,
      service: index < 5 ? 'street-lighting' : 'bulky-waste',
      isLate: index < 2,
    })),
    { id: 200, ...border },
    // closer to the edge of a tile of zoom 12 than the index can tell
    ...Array.from({ length: 21 }, (_, index) => ({
      id: 300 + index,
      lon: edge + (index - 10) * 1e-7,
      lat: 38.02,
    })),
    { id: 2, jurisdictionId: 'aigaleo', ...border },
  ])
})
afterAll(() => world[Symbol.asyncDispose]())

function path({ lon, lat }: { lon: number; lat: number }, z: number, { city = 'athens', query = '' } = {}) {
  const { x, y } = tileAt(lon, lat, z)
  return `${city}/requests/${z}/${x}/${y}${query}`
}

test('an open request is a point with its id, its service and nothing personal', async () => {
  const { request } = await world.decode(path(square, 14))
  expect(features(request)).toEqual([
    { id: 9_007_199_254, service: 'bulky-waste', status: 'planned', priority: 20, late: true, age_days: 3 },
    { id: 2, service: 'street-lighting', status: 'received', priority: 20, age_days: 1 },
  ])
})

test('points lie where they were reported', async () => {
  const { x, y } = tileAt(square.lon, square.lat, 16)
  const { request } = await world.decode(path(square, 16))
  const { geometry } = request.feature(0).toGeoJSON(x, y, 16)
  if (geometry.type !== 'Point') throw new Error(`a request is no ${geometry.type}`)
  const [lon, lat] = geometry.coordinates
  expect(lon).toBeCloseTo(square.lon, 5)
  expect(lat).toBeCloseTo(square.lat, 5)
})

test('filters choose services and statuses', async () => {
  const ids = async (query: string) =>
    features((await world.decode(path(square, 14, { query }))).request).map(({ id }) => id)
  expect(await ids('?service=street-lighting')).toEqual([2])
  expect(await ids('?status=planned,accepted')).toEqual([9_007_199_254])
  expect(await ids('?service=street-lighting&status=planned')).toEqual([])
})

test('far away requests are counts by service', async () => {
  const { request, request_cluster } = await world.decode(path(crowd, 12, { query: '?status=received' }))
  expect(request).toBeUndefined()
  expect(features(request_cluster)).toEqual([
    {
      id: cellId({ z: 12, across: Math.floor(((crowd.lon + 180) / 360) * 4096 * 8), down: 12_647 }),
      count: 12,
      late: 2,
      service: 'bulky-waste',
      'service:bulky-waste': 7,
      'service:street-lighting': 5,
    },
  ])
})

test('no request is counted twice, at any zoom', async () => {
  for (const z of [6, 9, 12]) {
    const west = tileAt(23.6, 38.1, z)
    const east = tileAt(23.8, 37.9, z)
    let total = 0
    for (let x = west.x; x <= east.x; x++)
      for (let y = west.y; y <= east.y; y++)
        for (const { count } of features(
          (await world.decode(`athens/requests/${z}/${x}/${y}`)).request_cluster,
        ))
          total += Number(count)
    expect(total).toBe(36)
  }
})

test('a city sees its own requests only, also at the same place', async () => {
  const athens = await world.decode(path(border, 14))
  const aigaleo = await world.decode(path(border, 14, { city: 'aigaleo' }))
  expect(features(athens.request).map(({ id }) => id)).toEqual([200])
  expect(features(aigaleo.request).map(({ id }) => id)).toEqual([2])
  expect(features((await world.decode(path(square, 14, { city: 'aigaleo' }))).request)).toEqual([])
})

test('areas are surfaces with one label point each', async () => {
  const { x, y } = tileAt(23.75, 38, 12)
  const { area, area_label } = await world.decode(`athens/areas/12/${x}/${y}`)
  const psyrri = { id: 7, kind: 'neighbourhood', code: 'n7', name_el: 'Ψυρρή', name_en: 'Psyrri' }
  expect(features(area)).toEqual([psyrri])
  expect(features(area_label)).toEqual([psyrri])
})
