import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  assignWorkOrder,
  changeWorkOrder,
  createWorkOrder,
  getRunSheet,
  listPlans,
  sendOperations,
} from '../contract/index.ts'
import { arrangeRequests, arrangeShifts } from '../crews/testing.ts'
import { assignWorkOrderJob } from '../jobs/assign-work-order.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }
const today = '2026-03-11'
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
  await arrangeShifts(dispatch.api.database.owner, today)
  await dispatch.api.work([assignWorkOrderJob])
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T04:00:00Z')
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('a single order goes to the crew it makes dearer by the least, and says why', async () => {
  await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [200, 0], serviceCode: 'street-light' }])
  const first = await dispatch.publish(await dispatch.solved())
  const before = await dispatch.visits()
  const [order] = await dispatch.arrangeOrders([
    { at: [250, 0], serviceCode: 'street-light', email: 'a@example.org' },
  ])
  await assign(order.id, day)
  await expect
    .poll(async () => (await dispatch.readOrder(order.id)).status, { timeout: 10_000 })
    .toBe('dispatched')

  const detail = await dispatch.readOrder(order.id)
  expect(detail).toMatchObject({ crewId: 2, day, requests: [{ status: 'planned' }] })
  expect(detail.assignment).toMatchObject({
    crewId: 2,
    candidates: [
      { crewId: 2, cost: expect.any(Number), reason: null },
      { crewId: 1, cost: null, reason: 'skill' },
      { crewId: 3, cost: null, reason: 'skill' },
    ],
  })
  const version = await dispatch.read({ planId: first.planId, version: first.version + 1 })
  expect(version).toMatchObject({ status: 'published', summary: { assignedCount: 3, crewCount: 2 } })
  expect(tasksOf(version, 2)).toContain(order.taskId)
  expect(version.routes[0]).toEqual(first.routes[0])
  expect((await dispatch.read(first)).status).toBe('superseded')
  expect(
    (await dispatch.visits()).slice(0, 2).map(({ id, crew_id, status }) => [id, crew_id, status]),
  ).toEqual(before.map(({ id, crew_id, status }) => [id, crew_id, status]))
})

test("another crew's work that was cancelled since does not hold an order up", async () => {
  const [, cancelled] = await dispatch.arrangeOrders([{}, { at: [200, 0], serviceCode: 'street-light' }])
  await dispatch.publish(await dispatch.solved())
  const { version } = await dispatch.readOrder(cancelled.id)
  const body = { version, status: 'cancelled' as const }
  await dispatch.client(changeWorkOrder, { params: { ...params, id: cancelled.id }, body })
  const [order] = await dispatch.arrangeOrders([{ at: [100, 0], serviceCode: 'bulky-waste' }])
  await assign(order.id, day)
  await expect
    .poll(async () => (await dispatch.readOrder(order.id)).status, { timeout: 10_000 })
    .toBe('dispatched')
  expect(await dispatch.readOrder(cancelled.id)).toMatchObject({ status: 'cancelled' })
})

test('without a published plan the order begins one', async () => {
  const ids = await arrangeRequests(dispatch.api.database.owner, [
    { serviceCode: 'pothole', at: [-500, -600] },
  ])
  const order = await dispatch.client(createWorkOrder, {
    params,
    body: { idempotencyKey: randomUUID(), requestIds: ids, assignNow: true },
  })
  await expect
    .poll(async () => (await dispatch.readOrder(order.id)).status, { timeout: 10_000 })
    .toBe('dispatched')
  const [plan] = await dispatch.client(listPlans, { params, query: { day: today } })
  expect(plan).toMatchObject({ status: 'published', publishedVersion: 1 })
})

test('where no crew fits the order stays ready and its history says why', async () => {
  const [order] = await dispatch.arrangeOrders([{ serviceCode: 'pothole', at: [0, -500] }])
  await dispatch.api.database.owner.query(
    sql`update task set duration_minutes = 700 where id = ${order.taskId}`,
  )
  await assign(order.id, day)
  await expect
    .poll(async () => (await dispatch.readOrder(order.id)).events.length, { timeout: 10_000 })
    .toBe(2)
  const { status, events } = await dispatch.readOrder(order.id)
  expect(status).toBe('ready')
  expect(events[1]).toMatchObject({
    kind: 'assigned',
    reason: 'no crew fits',
    data: {
      crewId: null,
      candidates: expect.arrayContaining([
        expect.objectContaining({ crewId: 1, reason: 'shift' }),
        expect.objectContaining({ crewId: 3, reason: 'shift' }),
      ]),
    },
  })
})

test('asked twice it is given out once', async () => {
  const [order] = await dispatch.arrangeOrders([{ serviceCode: 'pothole' }])
  const asked = await Promise.allSettled([assign(order.id, day), assign(order.id, day)])
  // the later one may come when it is given out already
  const refused = asked.filter((answer) => answer.status === 'rejected')
  expect(refused.map(({ reason }) => reason.problem.type)).toEqual(refused.map(() => 'not-allowed-now'))
  expect(refused.length).toBeLessThan(2)
  await expect
    .poll(async () => (await dispatch.readOrder(order.id)).status, { timeout: 10_000 })
    .toBe('dispatched')
  await assignWorkOrderJob.handle(
    { ...params, workOrderId: order.id, day, cause: 'asked', accountId: null },
    dispatch.jobCall(),
  )
  expect(await dispatch.visits()).toHaveLength(1)
})

test('in a day that has begun, what is done stays and new work comes after now', async () => {
  const orders = await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [600, 0] }])
  await dispatch.publish(await dispatch.solved({ day: today }))
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
  const sheet = await dispatch.client(getRunSheet, { params, query: { crewId: 1, day: today } })
  const [first] = sheet.visits
  const given = { visitId: first.id, sequence: 1, baseVersion: 1, occurredAt: '2026-03-11T07:50:00Z' }
  await dispatch.client(sendOperations, {
    params,
    body: {
      deviceId: 'tablet-one',
      operations: [{ ...given, opId: randomUUID(), kind: 'done', mediaIds: [] }],
    },
  })
  const [added] = await dispatch.arrangeOrders([{ at: [300, 300] }])
  await assign(added.id)
  await expect
    .poll(async () => (await dispatch.readOrder(added.id)).status, { timeout: 10_000 })
    .toBe('dispatched')

  const [plan] = await dispatch.client(listPlans, { params, query: { day: today } })
  const version = await dispatch.read({ planId: plan.id, version: plan.publishedVersion! })
  expect(tasksOf(version, 1)[0]).toBe(first.taskId)
  expect(tasksOf(version, 1).sort()).toEqual([...orders.map(({ taskId }) => taskId), added.taskId].sort())
  const stops = version.routes[0].stops.filter(({ kind }) => kind === 'task')
  expect(stops[0]).toMatchObject({ endAt: '2026-03-11T07:50:00.000Z', visitStatus: 'done' })
  for (const stop of stops.slice(1)) expect(stop.arrivalAt >= '2026-03-11T08:00:00').toBe(true)
})

function assign(id: number, onDay?: string) {
  return dispatch.client(assignWorkOrder, { params: { ...params, id }, body: { day: onDay } })
}
