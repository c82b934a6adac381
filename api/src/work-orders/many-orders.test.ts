import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  changeWorkOrder,
  changeWorkOrders,
  createWorkOrder,
  listWorkOrderPlaces,
  listWorkOrders,
  selectWorkOrders,
  type CallOf,
  type Client,
  type WorkOrderRow,
} from '../contract/index.ts'
import { arrangeCrews, arrangeRequests, type TestRequest } from '../crews/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
const whole: [number, number][] = [
  [23.68, 37.97],
  [23.72, 37.97],
  [23.72, 38.0],
  [23.68, 38.0],
]
let api: TestApi
let dispatcher: Client

beforeAll(async () => {
  api = await testApi()
  await arrangeCrews(api.database.owner)
  dispatcher = (await api.signIn('dispatcher')).client
})
beforeEach(() => clearTables(api.database.owner, 'request, work_order, reporter, live_event'))
afterAll(() => api?.[Symbol.asyncDispose]())

test('many orders get another priority and due time at once, and each is answered for', async () => {
  const [first, second, over, newer] = await orders([{}, {}, {}, {}])
  await set(over, { status: 'cancelled' })
  await set(newer, { priority: 5 })
  const given = { priority: 80, dueAt: '2026-04-01T12:00:00.000Z' }
  const asked = [first, second, { ...over, version: 2 }, newer, { id: 999_999, version: 1 }]
  const stays = [
    { id: over.id, status: 'cancelled', reason: 'not_allowed' },
    { id: newer.id, status: 'ready', reason: 'newer_version' },
    { id: 999_999, status: null, reason: 'not_found' },
  ]
  expect((await change(asked, { ...given, isPreview: true })).refused).toEqual(stays)
  expect(await priorities()).not.toContain(80)
  const report = await change(asked, given)
  expect(report).toEqual({
    changed: [
      { id: first.id, version: 2 },
      { id: second.id, version: 2 },
    ],
    refused: stays,
  })
  const { items } = await dispatcher(listWorkOrders, { params, query: { leastPriority: 80 } })
  expect(items.map(({ id, dueAt }) => [id, dueAt])).toEqual([
    [second.id, given.dueAt],
    [first.id, given.dueAt],
  ])
})

test('many orders that are cancelled give their requests back', async () => {
  const made = await orders([{}, {}])
  const [held] = await orders([{}])
  await set(held, { status: 'cancelled' })
  const report = await change([...made, { ...held, version: 2 }], { status: 'cancelled' })
  expect(report.changed).toHaveLength(2)
  expect(report.refused).toEqual([{ id: held.id, status: 'cancelled', reason: 'already_there' }])
  const { rows } = await api.database.owner.query(
    sql`select count(*) as held from work_order_request where released_at is null`,
  )
  expect(rows).toEqual([{ held: 0 }])
})

test('an order named twice is changed once', async () => {
  const [order] = await orders([{}])
  const report = await change([order, order], { priority: 70 })
  expect(report).toEqual({ changed: [{ id: order.id, version: 2 }], refused: [] })
})

test('a drawing and the map hold what the filters of the list let through', async () => {
  const made = await orders([
    { at: [0, 0] },
    { at: [600, 600], serviceCode: 'street-light' },
    { at: [900, 0] },
  ])
  await set(made[2], { status: 'on_hold' })
  for (const filter of [
    {},
    { service: ['street-light'] },
    { isPlannable: true },
    { status: ['on_hold' as const] },
    { q: 'fwtistiko' },
  ]) {
    const listed = (await dispatcher(listWorkOrders, { params, query: filter })).items.map(({ id }) => id)
    const drawn = await dispatcher(selectWorkOrders, { params, body: { polygon: whole, ...filter } })
    expect(
      drawn.items.map(({ id }) => id),
      JSON.stringify(filter),
    ).toEqual(listed)
    const shown = await dispatcher(listWorkOrderPlaces, { params, query: filter })
    expect(shown.items.map(({ id }) => id).toSorted((a, b) => b - a)).toEqual(listed)
  }
  const [lon, lat] = made[1].location
  const around: [number, number][] = [
    [lon - 0.001, lat - 0.001],
    [lon + 0.001, lat - 0.001],
    [lon, lat + 0.001],
  ]
  const drawn = await dispatcher(selectWorkOrders, { params, body: { polygon: around } })
  expect(drawn.items.map(({ id }) => id)).toEqual([made[1].id])
})

test('pages in the order of urgency begin with what is late, then with what matters most', async () => {
  const made = await orders([{}, {}, {}, {}, {}])
  const late = '2020-01-01T00:00:00.000Z'
  const later = '2030-01-02T00:00:00.000Z'
  const soon = '2030-01-01T00:00:00.000Z'
  await set(made[0], { priority: 100, dueAt: null })
  await set(made[1], { priority: 10, dueAt: late })
  await set(made[2], { priority: 60, dueAt: later })
  await set(made[3], { priority: 60, dueAt: soon })
  await set(made[4], { priority: 0, dueAt: soon })
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await dispatcher(listWorkOrders, { params, query: { sort: 'urgent', limit: 2, cursor } })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual([1, 0, 3, 2, 4].map((index) => made[index].id))
  const { nextCursor } = await dispatcher(listWorkOrders, { params, query: { limit: 2 } })
  await expect(
    dispatcher(listWorkOrders, { params, query: { sort: 'urgent', cursor: nextCursor! } }),
  ).rejects.toMatchObject({ problem: { type: 'bad-input' } })
})

async function orders(requests: TestRequest[]): Promise<WorkOrderRow[]> {
  const made: WorkOrderRow[] = []
  for (const id of await arrangeRequests(api.database.owner, requests)) {
    const body = { idempotencyKey: randomUUID(), requestIds: [id] }
    made.push(await dispatcher(createWorkOrder, { params, body }))
  }
  return made
}

function set({ id, version }: WorkOrderRow, body: Omit<CallOf<typeof changeWorkOrder>['body'], 'version'>) {
  return dispatcher(changeWorkOrder, { params: { ...params, id }, body: { version, ...body } })
}

function change(
  given: { id: number; version: number }[],
  body: Omit<CallOf<typeof changeWorkOrders>['body'], 'orders'>,
) {
  const asked = given.map(({ id, version }) => ({ id, version }))
  return dispatcher(changeWorkOrders, { params, body: { orders: asked, ...body } })
}

async function priorities(): Promise<number[]> {
  return (await dispatcher(listWorkOrders, { params })).items.map(({ priority }) => priority)
}
