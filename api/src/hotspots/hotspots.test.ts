import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getHotspot, listHotspots } from '../contract/index.ts'
import { arrangeRequests, type TestRequest } from '../crews/testing.ts'
import { computeHotspotsJob } from '../jobs/compute-hotspots.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { followRequests } from './follow-requests.ts'

const params = { jurisdictionId: cityId }
let api: TestApi

beforeAll(async () => {
  api = await testApi()
  await api.work([computeHotspotsJob])
})
afterAll(() => api?.[Symbol.asyncDispose]())

test('the list follows requests through the queue, and screens are told', async () => {
  const { client } = await api.signIn('dispatcher')
  const ids = await arrangeRequests(api.database.owner, [
    ...[0, 30, 60, 90].map((east): TestRequest => ({ at: [east, 0] })),
    ...[0, 30, 60, 90, 120].map((east): TestRequest => ({ at: [east, 900], serviceCode: 'street-light' })),
  ])
  await api.context.db.tenant(cityId, (tx) => followRequests(tx, api.context, ids))
  await expect.poll(async () => (await client(listHotspots, { params })).length, { timeout: 10_000 }).toBe(2)

  const [largest, smaller] = await client(listHotspots, { params })
  expect(largest).toMatchObject({ serviceCode: 'street-light', requestCount: 5, orderedCount: 0, version: 1 })
  expect(largest.center[1]).toBeCloseTo(37.985 + 900 / 111_000, 3)
  expect(await client(listHotspots, { params, query: { service: ['bulky-waste'] } })).toEqual([smaller])
  expect(await client(listHotspots, { params, query: { bbox: [23.69, 37.99, 23.71, 37.999] } })).toEqual([
    largest,
  ])
  const detail = await client(getHotspot, { params: { ...params, id: smaller.id } })
  expect(detail.requestIds).toEqual(ids.slice(0, 4))

  const { rows } = await api.database.owner.query(sql`
    select entity_id::integer as id, version from live_event where entity = 'hotspot' order by 1`)
  expect(rows).toEqual(
    [smaller, largest].map(({ id, version }) => ({ id, version })).sort((a, b) => a.id - b.id),
  )
})

test('a hotspot that is gone is not found, and crews do not see the list', async () => {
  const { client } = await api.signIn('dispatcher')
  await expect(client(getHotspot, { params: { ...params, id: 999 } })).rejects.toMatchObject({
    problem: { type: 'not-found' },
  })
  const crew = await api.signIn('crew')
  await expect(crew.client(listHotspots, { params })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
})
