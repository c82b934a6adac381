import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clearTables } from '@dromos/db/testing'
import {
  addStreetClosure,
  changeWorkOrder,
  createWorkOrder,
  getWorkOrder,
  removeStreetClosure,
  type CallOf,
  type Client,
} from '../contract/index.ts'
import { arrangeCrews, arrangeRequests } from '../crews/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
const centre: [number, number] = [23.7, 37.985]
let api: TestApi
let dispatcher: Client

beforeAll(async () => {
  api = await testApi()
  await arrangeCrews(api.database.owner)
  dispatcher = (await api.signIn('dispatcher')).client
})
beforeEach(() => clearTables(api.database.owner, 'request, work_order, reporter, live_event'))
afterAll(() => api?.[Symbol.asyncDispose]())

test('what an order needs is asked for when it is made, and changed later', async () => {
  const order = await create({
    requestIds: await arrangeRequests(api.database.owner, [{}]),
    materials: '2 μ³ χαλίκι',
    equipment: 'Γεννήτρια',
    permit: 'Άδεια τομής 12/2026',
    assetCode: 'ΣΤ-0412',
    vehicleFeatures: ['grab'],
    earliestAt: '2026-03-05T06:00:00.000Z',
    latestAt: '2026-03-05T09:00:00.000Z',
  })
  expect(await detail(order.id)).toMatchObject({
    needs: {
      materials: '2 μ³ χαλίκι',
      equipment: 'Γεννήτρια',
      permit: 'Άδεια τομής 12/2026',
      needsClosure: false,
      closureId: null,
      assetCode: 'ΣΤ-0412',
    },
    tasks: [
      {
        vehicleFeatures: ['grab'],
        earliestAt: '2026-03-05T06:00:00.000Z',
        latestAt: '2026-03-05T09:00:00.000Z',
      },
    ],
  })
  const changed = await change(order.id, {
    version: 1,
    materials: '3 μ³ χαλίκι',
    assetCode: null,
    latestAt: null,
    vehicleFeatures: [],
  })
  expect(changed).toMatchObject({
    version: 2,
    needs: { materials: '3 μ³ χαλίκι', equipment: 'Γεννήτρια', assetCode: null },
    tasks: [{ vehicleFeatures: [], earliestAt: '2026-03-05T06:00:00.000Z', latestAt: null }],
  })
})

test('the history says what was changed and what it was before, and nothing of what stayed', async () => {
  const order = await create({ requestIds: await arrangeRequests(api.database.owner, [{}]) })
  const changed = await change(order.id, {
    version: 1,
    title: order.title,
    durationMinutes: 75,
    permit: 'Ζητήθηκε',
  })
  expect(changed.events.at(-1)).toMatchObject({
    kind: 'changed',
    actorName: 'Test dispatcher',
    data: { durationMinutes: 75, permit: 'Ζητήθηκε', was: { durationMinutes: 20, permit: '' } },
  })
  expect(changed.events.at(-1)!.data).not.toHaveProperty('title')
  // the same once more is no change
  const again = await change(order.id, { version: 2, durationMinutes: 75 })
  expect(again).toMatchObject({ version: 2 })
  expect(again.events).toHaveLength(changed.events.length)
})

test('a road to be closed is a wish until there is a closure for it', async () => {
  const order = await create({ requestIds: await arrangeRequests(api.database.owner, [{}]) })
  const wish = await change(order.id, { version: 1, needsClosure: true })
  expect(wish.needs).toMatchObject({ needsClosure: true, closureId: null })
  const closure = await close()
  const bound = await change(order.id, { version: 2, closureId: closure.id })
  expect(bound.needs).toMatchObject({ needsClosure: true, closureId: closure.id })
  const without = await change(order.id, { version: 3, needsClosure: false })
  expect(without.needs).toMatchObject({ needsClosure: false, closureId: null })
  await dispatcher(removeStreetClosure, { params: { ...params, id: closure.id } })
  await expect(change(order.id, { version: 4, closureId: closure.id })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
})

test('work may not have to begin before it can, whichever end is moved', async () => {
  const order = await create({
    requestIds: await arrangeRequests(api.database.owner, [{}]),
    earliestAt: '2026-03-05T06:00:00.000Z',
  })
  const early = { version: 1, latestAt: '2026-03-05T05:00:00.000Z' }
  await expect(change(order.id, early)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  expect(await detail(order.id)).toMatchObject({ version: 1, tasks: [{ latestAt: null }] })
})

test('work that nobody reported has its service and its place', async () => {
  const idempotencyKey = randomUUID()
  const given = {
    idempotencyKey,
    serviceCode: 'bulky-waste',
    place: { location: centre, address: 'Θηβών 1' },
  }
  const [order, again] = await Promise.all([create(given), create(given)])
  expect(again.id).toBe(order.id)
  expect(order).toMatchObject({
    title: 'Ογκώδη αντικείμενα · Θηβών 1',
    source: 'place',
    status: 'ready',
    address: 'Θηβών 1',
    requestCount: 0,
    durationMinutes: 20,
    skills: ['loader'],
    dueAt: null,
    location: centre,
  })
  expect(await detail(order.id)).toMatchObject({ requests: [], tasks: [{ status: 'open' }] })
  const cancelled = await change(order.id, { version: 1, status: 'cancelled' })
  expect(cancelled).toMatchObject({ status: 'cancelled', tasks: [{ status: 'cancelled' }] })
})

test('an order without requests is refused without a service, without a place, and outside the city', async () => {
  const refused = { problem: { type: 'bad-input' } }
  await expect(create({ serviceCode: 'bulky-waste' })).rejects.toMatchObject(refused)
  await expect(create({ place: { location: centre } })).rejects.toMatchObject(refused)
  const outside = { serviceCode: 'bulky-waste', place: { location: [10, 50] as [number, number] } }
  await expect(create(outside)).rejects.toMatchObject(refused)
})

function create(body: Partial<CallOf<typeof createWorkOrder>['body']>) {
  return dispatcher(createWorkOrder, { params, body: { idempotencyKey: randomUUID(), ...body } })
}

function change(id: number, body: CallOf<typeof changeWorkOrder>['body']) {
  return dispatcher(changeWorkOrder, { params: { ...params, id }, body })
}

function detail(id: number) {
  return dispatcher(getWorkOrder, { params: { ...params, id } })
}

function close() {
  return dispatcher(addStreetClosure, {
    params,
    body: {
      geometry: { type: 'LineString', coordinates: [centre, [23.701, 37.985]] },
      from: '2026-03-05T05:00:00.000Z',
      to: '2026-03-05T12:00:00.000Z',
      speedFactor: 0,
      reason: 'Τομή',
    },
  })
}
