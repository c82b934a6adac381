import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clearTables } from '@dromos/db/testing'
import {
  addOrderSchedule,
  changeOrderSchedule,
  getWorkOrder,
  listOrderSchedules,
  listWorkOrders,
  type CallOf,
  type Client,
} from '../contract/index.ts'
import { makeScheduledOrdersJob } from '../jobs/make-scheduled-orders.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let client: Client

beforeAll(async () => {
  api = await testApi()
  client = (await api.signIn('dispatcher')).client
})
beforeEach(async () => {
  await clearTables(api.database.owner, 'order_schedule, work_order')
  api.clock.set('2026-03-20T08:00:00Z')
})
afterAll(() => api?.[Symbol.asyncDispose]())

test('work that comes back has an order for each day that is near, and tells the next days', async () => {
  const schedule = await add({ everyWeeks: 1, startsOn: '2026-03-20' })
  expect(schedule).toMatchObject({
    title: expect.stringContaining('Αγίου Μηνά 3'),
    orderCount: 2,
    nextDays: ['2026-03-20', '2026-03-27', '2026-04-03'],
  })
  const order = await client(getWorkOrder, { params: { ...params, id: schedule.lastWorkOrderId! } })
  expect(order).toMatchObject({
    source: 'schedule',
    status: 'ready',
    dueAt: '2026-03-27T21:59:00.000Z',
    tasks: [{ earliestAt: '2026-03-26T22:00:00.000Z', status: 'open' }],
    events: [
      { kind: 'created', data: { scheduleId: schedule.id, occursOn: '2026-03-27', day: '2026-03-27' } },
    ],
  })
})

test('the job makes each order once, on the day after where it falls on a holiday', async () => {
  await add({ everyWeeks: 2, startsOn: '2026-03-25', leadDays: 0 })
  await run()
  expect(await dueDays()).toEqual([])
  // the 25th of March is a holiday
  api.clock.set('2026-03-26T06:00:00Z')
  await Promise.all([run(), run()])
  await run()
  expect(await dueDays()).toEqual(['2026-03-26'])
  api.clock.set('2026-04-08T06:00:00Z')
  await run()
  expect(await dueDays()).toEqual(['2026-03-26', '2026-04-08'])
})

test('a schedule that rests makes none, and goes on from the day it is woken', async () => {
  const { id } = await add({ everyWeeks: 1, startsOn: '2026-03-23', leadDays: 0 })
  const change = (isActive: boolean) =>
    client(changeOrderSchedule, { params: { ...params, id }, body: { isActive } })
  expect(await change(false)).toMatchObject({ isActive: false, nextDays: [] })
  api.clock.set('2026-03-30T06:00:00Z')
  await run()
  expect(await dueDays()).toEqual([])
  expect(await change(true)).toMatchObject({ isActive: true, orderCount: 1 })
  expect(await dueDays()).toEqual(['2026-03-30'])
})

test('what comes back is changed: its rhythm, its place, what it is of', async () => {
  const { id } = await add({ everyWeeks: 4, startsOn: '2026-04-27', leadDays: 0 })
  const changed = await client(changeOrderSchedule, {
    params: { ...params, id },
    body: {
      title: 'Καθαρισμός φρεατίου',
      notes: 'Κλειδί από την υπηρεσία',
      place: { location: [23.701, 37.986], address: 'Θηβών 9' },
      assetCode: 'ΦΡ-17',
      everyWeeks: 2,
      startsOn: '2026-03-20',
    },
  })
  expect(changed).toMatchObject({
    title: 'Καθαρισμός φρεατίου',
    address: 'Θηβών 9',
    location: [23.701, 37.986],
    assetCode: 'ΦΡ-17',
    isActive: true,
    orderCount: 1,
    nextDays: ['2026-03-20', '2026-04-03', '2026-04-17'],
  })
  const order = await client(getWorkOrder, { params: { ...params, id: changed.lastWorkOrderId! } })
  expect(order).toMatchObject({
    title: 'Καθαρισμός φρεατίου',
    address: 'Θηβών 9',
    notes: 'Κλειδί από την υπηρεσία',
    needs: { assetCode: 'ΦΡ-17' },
  })
  // what is not said stays
  const rested = await client(changeOrderSchedule, { params: { ...params, id }, body: { isActive: false } })
  expect(rested).toMatchObject({ everyWeeks: 2, assetCode: 'ΦΡ-17', address: 'Θηβών 9' })
  const away = { params: { ...params, id }, body: { place: { location: [10, 50] as [number, number] } } }
  await expect(client(changeOrderSchedule, away)).rejects.toMatchObject({ problem: { status: 400 } })
})

test('work along a street has its line, its ends and minutes by its length', async () => {
  const schedule = await add({
    ...alongStreet({ streetId: 1 }),
    minutesPer100m: 2,
    startsOn: '2026-03-20',
    leadDays: 0,
  })
  expect(schedule).toMatchObject({
    title: 'Ογκώδη αντικείμενα · Θηβών',
    address: 'Θηβών',
    street: { name: 'Θηβών', stretchIds: [1, 2], sectionMeters: null, sectionCount: 1 },
  })
  expect(schedule.street!.lengthMeters).toBeGreaterThan(3300)
  expect(schedule.street!.lengthMeters).toBeLessThan(3350)
  const order = await orderOf(schedule.lastWorkOrderId!)
  expect(order).toMatchObject({
    title: 'Ογκώδη αντικείμενα · Θηβών',
    durationMinutes: 67,
    street: { name: 'Θηβών', lengthMeters: schedule.street!.lengthMeters },
    areaId: 1,
  })
  // it stops on the street, at its middle
  expect(order.location[0]).toBeCloseTo(23.69, 6)
  expect(order.location[1]).toBeCloseTo(37.985, 6)
  expect(order.street!.line.coordinates.flat()).toContainEqual([23.69, 37.98])
})

test('a long street is cut at its crossings into orders that follow each other', async () => {
  const schedule = await add({
    ...alongStreet({ streetId: 1, sectionMeters: 1200 }),
    minutes: 45,
    startsOn: '2026-03-20',
    leadDays: 0,
  })
  expect(schedule).toMatchObject({ orderCount: 3, street: { sectionMeters: 1200, sectionCount: 3 } })
  const { items } = await client(listWorkOrders, { params, query: {} })
  const orders = await Promise.all(items.map(({ id }) => orderOf(id)))
  orders.sort((a, b) => a.id - b.id)
  expect(orders.map(({ title, durationMinutes }) => [title, durationMinutes])).toEqual([
    ['Ογκώδη αντικείμενα · Θηβών · 1/3', 45],
    ['Ογκώδη αντικείμενα · Θηβών · 2/3', 45],
    ['Ογκώδη αντικείμενα · Θηβών · 3/3', 45],
  ])
  const ends = orders.map(({ street }) => [street!.beginsAt, street!.endsAt])
  // the crossing lies between a long stretch, in two, and a short one
  expect(ends.flat().filter(Boolean)).toEqual(['Ιερά Οδός', 'Ιερά Οδός'])
  for (const { street } of orders) expect(street!.lengthMeters).toBeLessThanOrEqual(1200)
  const after = orders.map(({ links }) => links.filter(({ kind }) => kind === 'after'))
  expect(after.map((links) => links.map(({ workOrderId }) => workOrderId))).toEqual([
    [],
    [orders[0]!.id],
    [orders[1]!.id],
  ])
  // what was made of an occurrence stays, though the street is cut otherwise from now on
  const changed = await client(changeOrderSchedule, {
    params: { ...params, id: schedule.id },
    body: { street: { streetId: 1, sectionMeters: 500 } },
  })
  expect(changed).toMatchObject({ orderCount: 3, street: { sectionCount: 8 } })
})

test('a place becomes a street and a street a place; what does not go together is refused', async () => {
  const { id } = await add({ startsOn: '2026-04-27', leadDays: 0, minutes: 15 })
  const change = (body: CallOf<typeof changeOrderSchedule>['body']) =>
    client(changeOrderSchedule, { params: { ...params, id }, body })
  const street = await change({
    street: { streetId: 1, stretchIds: [2] },
    minutes: null,
    minutesPer100m: 1.5,
  })
  expect(street).toMatchObject({
    address: 'Θηβών',
    minutes: null,
    minutesPer100m: 1.5,
    street: { stretchIds: [2], sectionCount: 1 },
  })
  expect([street.street!.beginsAt, street.street!.endsAt].filter(Boolean)).toEqual(['Ιερά Οδός'])
  await expect(change({ assetCode: 'ΦΡ-17' })).rejects.toMatchObject({ problem: { status: 400 } })
  await expect(change({ minutes: 10 })).rejects.toMatchObject({ problem: { status: 400 } })
  const point = await change({ place: { location: [23.701, 37.986], address: 'Θηβών 9' } })
  expect(point).toMatchObject({ street: null, address: 'Θηβών 9', minutesPer100m: null })
  const refused = [
    { street: { streetId: 99 } },
    { street: { streetId: 1, stretchIds: [3] } },
    { street: { streetId: 1, sectionMeters: 100 } },
    { street: { streetId: 1 }, location: [23.7, 37.985] as [number, number] },
    { street: { streetId: 1 }, assetCode: 'ΦΡ-17' },
    { location: [23.7, 37.985] as [number, number], minutesPer100m: 2 },
    {},
  ]
  for (const body of refused)
    await expect(add({ location: undefined, address: undefined, ...body })).rejects.toMatchObject({
      problem: { status: 400 },
    })
})

test('sent twice it is there once; unknown services and places outside the city are refused', async () => {
  const idempotencyKey = randomUUID()
  const first = await add({ idempotencyKey })
  expect((await add({ idempotencyKey })).id).toBe(first.id)
  expect(await client(listOrderSchedules, { params })).toHaveLength(1)
  await expect(add({ serviceCode: 'no-such-service' })).rejects.toMatchObject({ problem: { status: 400 } })
  await expect(add({ location: [10, 50] })).rejects.toMatchObject({ problem: { status: 400 } })
  const unknown = { params: { ...params, id: 999 }, body: { isActive: false } }
  await expect(client(changeOrderSchedule, unknown)).rejects.toMatchObject({ problem: { status: 404 } })
  const crew = (await api.signIn('crew')).client
  await expect(crew(listOrderSchedules, { params })).rejects.toMatchObject({ problem: { status: 403 } })
})

function alongStreet(street: CallOf<typeof addOrderSchedule>['body']['street']) {
  return { street, location: undefined, address: undefined }
}

const orderOf = (id: number) => client(getWorkOrder, { params: { ...params, id } })

function add(more: Partial<CallOf<typeof addOrderSchedule>['body']> = {}) {
  const body = {
    idempotencyKey: randomUUID(),
    serviceCode: 'bulky-waste',
    location: [23.7, 37.985] as [number, number],
    address: 'Αγίου Μηνά 3',
    everyWeeks: 4,
    startsOn: '2026-03-23',
    ...more,
  }
  return client(addOrderSchedule, { params, body })
}

function run(): Promise<void> {
  const signal = new AbortController().signal
  return makeScheduledOrdersJob.handle({}, { id: randomUUID(), context: api.context, signal })
}

async function dueDays(): Promise<string[]> {
  const { items } = await client(listWorkOrders, { params, query: {} })
  return items.map(({ dueAt }) => dueAt!.slice(0, 10)).sort()
}
