import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  assignWorkOrder,
  changeWorkOrder,
  createWorkOrder,
  getWorkOrder,
  listWorkOrders,
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

test('an order takes its requests, accepts them, and asks for what they need', async () => {
  const ids = await arrange([{ at: [0, 0] }, { at: [20, 0], status: 'triaged' }, { at: [400, 0] }])
  const order = await create(ids)
  expect(order).toMatchObject({
    title: 'Ογκώδη αντικείμενα · Οδός 1',
    serviceCode: 'bulky-waste',
    status: 'ready',
    source: 'selection',
    priority: 30,
    requestCount: 3,
    durationMinutes: 40,
    skills: ['loader'],
    isLate: true,
    crewId: null,
    version: 1,
  })
  const detail = await dispatcher(getWorkOrder, { params: { ...params, id: order.id } })
  expect(detail.requests.map(({ status, workOrderId }) => [status, workOrderId])).toEqual(
    ids.map(() => ['accepted', order.id]),
  )
  expect(detail.tasks).toMatchObject([{ status: 'open', position: 1, location: order.location }])
  expect(detail.events).toMatchObject([{ kind: 'created', toStatus: 'ready', actorName: 'Test dispatcher' }])
  expect(detail.allowedMoves).toEqual(['draft', 'on_hold', 'cancelled'])
})

test('sent twice it is one order', async () => {
  const ids = await arrange([{}, {}])
  const idempotencyKey = randomUUID()
  const [first, second] = await Promise.all([
    create(ids, { idempotencyKey }),
    create(ids, { idempotencyKey }),
  ])
  expect(second).toEqual(first)
  expect(await countOrders()).toBe(1)
})

test('requests that are closed, ordered or unknown are named and nothing is done', async () => {
  const ids = await arrange([{}, { status: 'resolved' }, {}])
  const order = await create([ids[2]])
  await expect(create([...ids, 999_999])).rejects.toMatchObject({
    problem: {
      type: 'conflict',
      data: {
        requests: [
          { id: ids[1], reason: 'resolved' },
          { id: ids[2], reason: 'ordered', workOrderId: order.id },
          { id: 999_999, reason: 'not_found' },
        ],
      },
    },
  })
  expect(await countOrders()).toBe(1)
  expect(await statusOf(ids[0])).toBe('received')
})

test('of two orders for the same request at the same time one wins', async () => {
  const ids = await arrange([{}, {}, {}])
  const results = await Promise.allSettled([create(ids.slice(0, 2)), create(ids.slice(1))])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('cancelling gives the requests back for another order', async () => {
  const ids = await arrange([{}, {}])
  const order = await create(ids)
  const cancelled = await change(order.id, { version: 1, status: 'cancelled', reason: 'double' })
  expect(cancelled).toMatchObject({
    status: 'cancelled',
    version: 2,
    allowedMoves: [],
    tasks: [{ status: 'cancelled' }],
  })
  expect(await create(ids)).toMatchObject({ requestCount: 2 })
})

test('a change is decided on a version; a newer one is a conflict', async () => {
  const order = await create(await arrange([{}]))
  const changed = await change(order.id, {
    version: 1,
    title: 'New',
    durationMinutes: 90,
    skills: ['electrician'],
  })
  expect(changed).toMatchObject({
    title: 'New',
    durationMinutes: 90,
    skills: ['electrician'],
    version: 2,
    tasks: [{ durationMinutes: 90 }],
  })
  await expect(change(order.id, { version: 1, title: 'Old' })).rejects.toMatchObject({
    problem: { type: 'conflict', data: { version: 2 } },
  })
})

test('only moves that a dispatcher may make are made', async () => {
  const order = await create(await arrange([{}]))
  await expect(change(order.id, { version: 1, status: 'completed' })).rejects.toMatchObject({
    problem: { type: 'not-allowed-now', data: { allowed: ['draft', 'on_hold', 'cancelled'] } },
  })
  await change(order.id, { version: 1, status: 'cancelled' })
  await expect(change(order.id, { version: 2, title: 'No' })).rejects.toMatchObject({
    problem: { type: 'not-allowed-now' },
  })
  await expect(
    dispatcher(assignWorkOrder, { params: { ...params, id: order.id }, body: {} }),
  ).rejects.toMatchObject({
    problem: { type: 'not-allowed-now' },
  })
})

test('the list is paged, newest first, and filtered', async () => {
  const ids = await arrange([{}, { serviceCode: 'street-light' }, { at: [1000, 1000] }, {}, {}])
  const orders = []
  for (const id of ids) orders.push(await create([id]))
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await dispatcher(listWorkOrders, { params, query: { limit: 2, cursor } })
    expect(page.total).toBe(5)
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(orders.map(({ id }) => id).reverse())
  const listed = async (query: object) =>
    (await dispatcher(listWorkOrders, { params, query })).items.map(({ id }) => id)
  expect(await listed({ service: ['street-light'] })).toEqual([orders[1].id])
  expect(await listed({ bbox: [23.705, 37.99, 23.72, 38] })).toEqual([orders[2].id])
  expect(await listed({ q: 'Οδός 3' })).toEqual([orders[3].id])
  expect(await listed({ q: '%' })).toEqual([])
  await change(orders[0].id, { version: 1, status: 'on_hold' })
  expect(await listed({ isPlannable: true })).toEqual(seen.slice(0, 4))
  expect(await listed({ status: ['on_hold'] })).toEqual([orders[0].id])
})

test('a call without a valid cursor or role is refused', async () => {
  await expect(dispatcher(listWorkOrders, { params, query: { cursor: 'x' } })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  const agent = await api.signIn('agent')
  await expect(
    agent.client(createWorkOrder, { params, body: { idempotencyKey: randomUUID(), requestIds: [1] } }),
  ).rejects.toMatchObject({ problem: { type: 'forbidden' } })
})

function arrange(requests: TestRequest[]): Promise<number[]> {
  return arrangeRequests(api.database.owner, requests)
}

function create(requestIds: number[], more: { idempotencyKey?: string } = {}) {
  return dispatcher(createWorkOrder, { params, body: { idempotencyKey: randomUUID(), requestIds, ...more } })
}

function change(id: number, body: Parameters<typeof dispatcher<typeof changeWorkOrder>>[1]['body']) {
  return dispatcher(changeWorkOrder, { params: { ...params, id }, body })
}

async function countOrders(): Promise<number> {
  const { rows } = await api.database.owner.query(sql`select count(*) as n from work_order`)
  return rows[0].n as number
}

async function statusOf(id: number): Promise<string> {
  const { rows } = await api.database.owner.query(sql`select status from request where id = ${id}`)
  return rows[0].status as string
}
