import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  addCompanionOrder,
  addFollowOnOrder,
  addStreetClosure,
  changeWorkOrder,
  createWorkOrder,
  getWorkOrder,
  linkWorkOrder,
  mergeWorkOrders,
  splitWorkOrder,
  unlinkWorkOrder,
  type CallOf,
  type Client,
} from '../contract/index.ts'
import { arrangeCrews, arrangeRequests, type TestRequest } from '../crews/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let dispatcher: Client

beforeAll(async () => {
  api = await testApi()
  await arrangeCrews(api.database.owner)
  dispatcher = (await api.signIn('dispatcher')).client
})
beforeEach(() => clearTables(api.database.owner, 'request, work_order, reporter, live_event'))
afterAll(() => api?.[Symbol.asyncDispose]())

test('an order comes after another one, and both say so until they are set free', async () => {
  const [first, second] = [await order(), await order()]
  const linked = await link(second.id, { kind: 'after', workOrderId: first.id })
  expect(linked.links).toEqual([
    {
      kind: 'after',
      workOrderId: first.id,
      title: first.title,
      serviceCode: 'bulky-waste',
      address: first.address,
      status: 'ready',
    },
  ])
  const seenFromFirst = await detail(first.id)
  expect(seenFromFirst.links).toMatchObject([{ kind: 'before', workOrderId: second.id }])
  expect(seenFromFirst.events.at(-1)).toMatchObject({
    kind: 'changed',
    data: { link: 'before', linkedId: second.id },
  })
  // what its history names is told by more than a number
  expect(seenFromFirst.others).toMatchObject([
    { workOrderId: second.id, title: second.title, address: second.address },
  ])
  const free = { params: { ...params, id: first.id, otherId: second.id } }
  expect(await dispatcher(unlinkWorkOrder, free)).toMatchObject({ links: [] })
  // asked for twice, it is done once
  await dispatcher(unlinkWorkOrder, free)
  expect((await detail(second.id)).links).toEqual([])
})

test('orders never wait for each other in a circle', async () => {
  const [a, b, c] = [await order(), await order(), await order()]
  await link(b.id, { kind: 'after', workOrderId: a.id })
  await link(c.id, { kind: 'together', workOrderId: b.id })
  const conflict = { problem: { type: 'conflict' } }
  await expect(link(a.id, { kind: 'after', workOrderId: c.id })).rejects.toMatchObject(conflict)
  await expect(link(a.id, { kind: 'together', workOrderId: c.id })).rejects.toMatchObject(conflict)
  await expect(link(a.id, { kind: 'before', workOrderId: b.id })).rejects.toMatchObject(conflict)
  await expect(link(a.id, { kind: 'after', workOrderId: a.id })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  await expect(link(a.id, { kind: 'after', workOrderId: 99_999 })).rejects.toMatchObject({
    problem: { type: 'not-found' },
  })
})

test('two that would close a circle at the same time: one of them is refused', async () => {
  const [a, b] = [await order(), await order()]
  const results = await Promise.allSettled([
    link(a.id, { kind: 'after', workOrderId: b.id }),
    link(b.id, { kind: 'after', workOrderId: a.id }),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a second crew comes by an order of its own, once, and carries nothing away', async () => {
  const first = await order()
  const idempotencyKey = randomUUID()
  const call = (key = idempotencyKey) =>
    dispatcher(addCompanionOrder, { params: { ...params, id: first.id }, body: { idempotencyKey: key } })
  const [second, again] = await Promise.all([call(), call()])
  expect(again.id).toBe(second.id)
  expect(second).toMatchObject({
    source: 'companion',
    title: first.title,
    requestCount: 0,
    durationMinutes: first.durationMinutes,
    links: [{ kind: 'together', workOrderId: first.id }],
    tasks: [{ loadM3: 0, loadKg: 0 }],
    events: [{ kind: 'created', data: { followsId: first.id } }],
  })
  await expect(call(randomUUID())).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
})

test('the second crew works on the same thing, under the same permit and closure, and brings no material', async () => {
  const first = await order()
  const closure = await close()
  const needs = { ...arranged, closureId: closure.id }
  await change(first.id, { version: 1, ...needs, materials: '2 μ³ χαλίκι', ...morning })
  const second = await dispatcher(addCompanionOrder, {
    params: { ...params, id: first.id },
    body: { idempotencyKey: randomUUID() },
  })
  expect(second.needs).toEqual({ ...needs, needsClosure: true, materials: '' })
  expect(second.tasks).toMatchObject([morning])
})

test('what comes next is on the same thing and needs what the first one needed, unless told', async () => {
  const first = await order()
  const closure = await close()
  await change(first.id, { version: 1, ...arranged, closureId: closure.id, materials: 'Χαλίκι', ...morning })
  const next = await followOn(first.id)
  // a closure is for its own day, and what was used up is used up
  expect(next.needs).toEqual({ ...arranged, needsClosure: true, closureId: null, materials: '' })
  // the hours of the first are over once it is done
  expect(next.tasks).toMatchObject([{ earliestAt: null, latestAt: null }])
  const told = await followOn(first.id, { equipment: '', permit: 'Νέα άδεια', needsClosure: false })
  expect(told.needs).toMatchObject({
    equipment: '',
    permit: 'Νέα άδεια',
    needsClosure: false,
    assetCode: arranged.assetCode,
  })
})

test('what comes next by another service brings the vehicle and the loads of that one', async () => {
  const first = await order()
  await change(first.id, { version: 1, vehicleFeatures: ['grab'] })
  await api.database.owner.query(sql`update task set load_m3 = 3, setup_minutes = 15`)
  const same = { vehicleFeatures: ['grab'], loadM3: 3, setupMinutes: 15 }
  expect((await followOn(first.id)).tasks).toMatchObject([same])
  const lamp = await followOn(first.id, { serviceCode: 'street-light' })
  expect(lamp.tasks).toMatchObject([{ vehicleFeatures: [], loadM3: 0, setupMinutes: 0 }])
})

test('what comes next waits for what was first, with what its own service takes', async () => {
  const first = await order()
  const next = await dispatcher(addFollowOnOrder, {
    params: { ...params, id: first.id },
    body: { idempotencyKey: randomUUID(), serviceCode: 'street-light', title: 'Νέος φωτισμός' },
  })
  expect(next).toMatchObject({
    source: 'follow_on',
    title: 'Νέος φωτισμός',
    serviceCode: 'street-light',
    departmentCode: 'lighting',
    skills: ['electrician'],
    location: first.location,
    links: [{ kind: 'after', workOrderId: first.id }],
  })
})

test('split and merged again, an order holds what it held before', async () => {
  const before = await order([{}, { at: [300, 0] }, { at: [600, 0] }])
  const ids = (await detail(before.id)).requests.map(({ id }) => id).sort((a, b) => a - b)
  const split = (requestIds: number[], version = 1) =>
    dispatcher(splitWorkOrder, {
      params: { ...params, id: before.id },
      body: { idempotencyKey: randomUUID(), version, requestIds },
    })
  await expect(split(ids)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  await expect(split([999_999])).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  await expect(split([ids[2]], 9)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  const other = await split([ids[2]])
  expect(other).toMatchObject({ source: 'split', requestCount: 1, durationMinutes: 20, status: 'ready' })
  expect(other.requests.map(({ id, workOrderId }) => [id, workOrderId])).toEqual([[ids[2], other.id]])
  expect(other.location[0]).toBeGreaterThan(before.location[0])
  const rest = await detail(before.id)
  expect(rest).toMatchObject({ requestCount: 2, durationMinutes: 30 })

  const merged = await merge(before.id, rest.version, [other.id])
  expect(merged).toMatchObject({
    requestCount: 3,
    durationMinutes: before.durationMinutes,
    skills: ['loader'],
  })
  expect(merged.requests.map(({ workOrderId }) => workOrderId)).toEqual([before.id, before.id, before.id])
  const gone = await detail(other.id)
  expect(gone).toMatchObject({ status: 'cancelled', tasks: [{ status: 'cancelled' }] })
  expect(gone.events.at(-1)).toMatchObject({ reason: 'merged', data: { linkedId: before.id } })
})

test('split off, an order needs what the whole one needed; merged again, it is asked for once', async () => {
  const before = await order([{}, { at: [300, 0] }])
  await change(before.id, { version: 1, ...arranged, needsClosure: true, materials: 'Σακιά' })
  const [{ id: requestId }] = (await detail(before.id)).requests
  const other = await dispatcher(splitWorkOrder, {
    params: { ...params, id: before.id },
    body: { idempotencyKey: randomUUID(), version: 2, requestIds: [requestId] },
  })
  const { equipment, permit } = arranged
  // of the place that went, nobody said what stands there
  expect(other.needs).toMatchObject({ equipment, permit, needsClosure: true, materials: '', assetCode: null })
  const { version } = await detail(before.id)
  const merged = await merge(before.id, version, [other.id])
  expect(merged.needs).toMatchObject({ ...arranged, needsClosure: true, materials: 'Σακιά' })
})

test('merged, the most urgent counts and what each needs is needed still', async () => {
  const [first, second] = [await order(), await order()]
  await change(second.id, {
    version: 1,
    materials: 'Σακιά',
    notes: 'Πίσω πόρτα',
    priority: 70,
    needsClosure: true,
  })
  const merged = await merge(first.id, 1, [second.id])
  expect(merged).toMatchObject({
    priority: 70,
    notes: 'Πίσω πόρτα',
    needs: { materials: 'Σακιά', needsClosure: true },
  })
})

test('orders of other services, and those that a crew has, are not merged', async () => {
  const first = await order()
  const lamp = await order([{ serviceCode: 'street-light' }])
  await expect(merge(first.id, 1, [lamp.id])).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  const away = await order()
  await api.database.owner.query(sql`update work_order set status = 'dispatched' where id = ${away.id}`)
  await expect(merge(first.id, 1, [away.id])).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
  expect((await detail(first.id)).requestCount).toBe(1)
})

const arranged = { equipment: 'Γεννήτρια', permit: 'Άδεια τομής 12/2026', assetCode: 'ΣΤ-0412' }
const morning = { earliestAt: '2026-03-05T06:00:00.000Z', latestAt: '2026-03-05T09:00:00.000Z' }

function followOn(id: number, told: Partial<CallOf<typeof addFollowOnOrder>['body']> = {}) {
  const body = { idempotencyKey: randomUUID(), ...told }
  return dispatcher(addFollowOnOrder, { params: { ...params, id }, body })
}

function close() {
  return dispatcher(addStreetClosure, {
    params,
    body: {
      geometry: {
        type: 'LineString',
        coordinates: [
          [23.7, 37.985],
          [23.701, 37.985],
        ],
      },
      from: '2026-03-05T05:00:00.000Z',
      to: '2026-03-05T12:00:00.000Z',
      speedFactor: 0,
      reason: 'Τομή',
    },
  })
}

async function order(requests: TestRequest[] = [{}]) {
  const requestIds = await arrangeRequests(api.database.owner, requests)
  return dispatcher(createWorkOrder, { params, body: { idempotencyKey: randomUUID(), requestIds } })
}

function link(id: number, body: CallOf<typeof linkWorkOrder>['body']) {
  return dispatcher(linkWorkOrder, { params: { ...params, id }, body })
}

function merge(id: number, version: number, workOrderIds: number[]) {
  return dispatcher(mergeWorkOrders, { params: { ...params, id }, body: { version, workOrderIds } })
}

function change(id: number, body: CallOf<typeof changeWorkOrder>['body']) {
  return dispatcher(changeWorkOrder, { params: { ...params, id }, body })
}

function detail(id: number) {
  return dispatcher(getWorkOrder, { params: { ...params, id } })
}
