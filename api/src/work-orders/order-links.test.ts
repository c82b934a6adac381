import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  addCompanionOrder,
  addFollowOnOrder,
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
beforeEach(() => api.database.owner.query(sql`truncate request, work_order, reporter, live_event cascade`))
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
