import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { many, sql } from '@dromos/db'
import { changeWorkOrder, checkPlanVersion } from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('publishing gives the crews their visits, moves orders and requests, and tells everyone once', async () => {
  const orders = await dispatch.arrangeOrders([{ at: [0, 0], email: 'maria@example.org' }, { at: [500, 0] }])
  const { planId, version } = await dispatch.solved()
  const published = await dispatch.publish({ planId, version })
  expect(published.status).toBe('published')
  const tasks = published.routes[0].stops.filter(({ kind }) => kind === 'task')
  expect(tasks.map(({ visitStatus }) => visitStatus)).toEqual(['dispatched', 'dispatched'])
  const detail = await dispatch.readOrder(orders[0].id)
  expect(detail).toMatchObject({
    status: 'dispatched',
    crewId: 1,
    day,
    tasks: [{ status: 'assigned' }],
    requests: [{ status: 'planned' }],
  })
  const before = await everything()
  expect(await dispatch.publish({ planId, version })).toEqual(published)
  expect(await everything()).toEqual(before)
  expect(before.notifications).toEqual([
    { channel: 'email', template: 'request-moved' },
    { channel: 'email', template: 'request-moved' },
    { channel: 'tablet', template: 'route-published' },
  ])
})

test('a published version is immutable: moving a stop makes a new one, and untouched visits keep their row', async () => {
  const orders = await dispatch.arrangeOrders([
    { at: [0, 0], serviceCode: 'pothole' },
    { at: [100, 200], serviceCode: 'pothole' },
    { at: [400, 300], serviceCode: 'street-light' },
  ])
  const first = await dispatch.solved()
  const published = await dispatch.publish(first)
  const visitsBefore = await dispatch.visits()
  const holder = first.routes.find(({ stops }) => stops.some(({ taskId }) => taskId === orders[0].taskId))!
  const target = holder.crewId === 1 ? 2 : 1
  const moved = await dispatch.move(first, { taskId: orders[0].taskId, crewId: target, place: 0 })
  expect(moved).toMatchObject({ version: first.version + 1, baseVersion: first.version, status: 'optimised' })
  expect(moved.addedViolations).toEqual([])
  expect(tasksOf(moved, target)[0]).toBe(orders[0].taskId)
  expect((await dispatch.read(first)).routes).toEqual(published.routes)

  await dispatch.publish(moved)
  expect(await toldStatuses()).toEqual([
    [first.version, 'published'],
    [first.version, 'superseded'],
    [moved.version, 'published'],
  ])
  const visitsAfter = await dispatch.visits()
  const of = (list: typeof visitsAfter, taskId: number) => list.filter((visit) => visit.task_id === taskId)
  expect(of(visitsAfter, orders[2].taskId).map(({ id }) => id)).toEqual(
    of(visitsBefore, orders[2].taskId).map(({ id }) => id),
  )
  expect(of(visitsAfter, orders[0].taskId)).toMatchObject([
    { crew_id: holder.crewId, status: 'withdrawn' },
    { crew_id: target, status: 'dispatched' },
  ])
  expect((await dispatch.read(first)).status).toBe('superseded')
})

test('a task taken out of the plan is listed and its order is ready again once that is published', async () => {
  const orders = await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const first = await dispatch.solved()
  await dispatch.publish(first)
  const moved = await dispatch.move(first, { taskId: orders[1].taskId, crewId: null })
  expect(moved.unassigned).toMatchObject([{ taskId: orders[1].taskId, reason: 'taken-out' }])
  await dispatch.publish(moved)
  const detail = await dispatch.readOrder(orders[1].id)
  expect(detail).toMatchObject({
    status: 'ready',
    crewId: null,
    tasks: [{ status: 'open' }],
    requests: [{ status: 'accepted' }],
  })
})

test('before publishing it is told what breaks, who gets work and how many citizens hear of it', async () => {
  const orders = await dispatch.arrangeOrders([
    { serviceCode: 'street-light', email: 'maria@example.org' },
    { at: [300, 0], email: 'nikos@example.org' },
  ])
  const solved = await dispatch.solved({ weights: { travel: 4 } })
  const moved = await dispatch.move(solved, { taskId: orders[0].taskId, crewId: 1 })
  expect(moved.weights).toEqual({ travel: 4 })
  const before = await everything()
  const check = () => dispatch.client(checkPlanVersion, { params: dispatch.keyOf(moved) })
  const told = (await check()).citizens
  expect(new Set(told.map(({ workOrderId }) => workOrderId))).toEqual(new Set(orders.map(({ id }) => id)))
  expect(await check()).toMatchObject({
    violations: [{ taskId: orders[0].taskId, crewId: 1, cause: 'skill', margin: null }],
    crews: [{ crewId: 1, addedCount: 2, withdrawnCount: 0, movedCount: 0, citizenCount: 2 }],
    citizens: [
      { crewId: 1, title: expect.any(String), publicId: expect.any(String), from: expect.any(String) },
      { crewId: 1, title: expect.any(String), publicId: expect.any(String), to: expect.any(String) },
    ],
    refused: [],
    exchanges: [],
  })
  expect(await everything()).toEqual(before)
  await dispatch.publish(moved)
  const promised = await dispatch.api.database.owner.query(sql`
    select from_at, to_at from arrival_promise where replaced_at is null order by from_at, id`)
  expect(told.map(({ from, to }) => [from, to])).toEqual(
    promised.rows.map(({ from_at, to_at }) => [
      (from_at as Date).toISOString(),
      (to_at as Date).toISOString(),
    ]),
  )
  expect(await check()).toMatchObject({ crews: [], citizens: [] })
})

test('of two versions published at the same time one wins', async () => {
  const orders = await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const first = await dispatch.solved()
  const second = await dispatch.move(first, { taskId: orders[0].taskId, crewId: null })
  const results = await Promise.allSettled([dispatch.publish(first), dispatch.publish(second)])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { rows } = await dispatch.api.database.owner.query(
    sql`select count(*) as n from plan_version where status = 'published'`,
  )
  expect(rows).toEqual([{ n: 1 }])
})

test('work that was cancelled since cannot be given out, and nothing is half done', async () => {
  const [order] = await dispatch.arrangeOrders([{}])
  const { planId, version } = await dispatch.solved()
  await dispatch.client(changeWorkOrder, {
    params: { ...params, id: order.id },
    body: { version: 1, status: 'cancelled' },
  })
  await expect(dispatch.publish({ planId, version })).rejects.toMatchObject({
    problem: { type: 'conflict', data: { tasks: [{ taskId: order.taskId, workOrderId: order.id }] } },
  })
  expect(await dispatch.visits()).toEqual([])
})

test('cancelling an order takes its visit back from the crew', async () => {
  const [order] = await dispatch.arrangeOrders([{}])
  const { planId, version } = await dispatch.solved()
  await dispatch.publish({ planId, version })
  const { version: orderVersion } = await dispatch.readOrder(order.id)
  await dispatch.client(changeWorkOrder, {
    params: { ...params, id: order.id },
    body: { version: orderVersion, status: 'cancelled' },
  })
  expect(await dispatch.visits()).toMatchObject([{ status: 'withdrawn' }])
})

async function everything() {
  const { owner } = dispatch.api.database
  const { rows: counts } = await owner.query(sql`
    select (select count(*) from visit_event) as visit_events, (select count(*) from request_event) as request_events,
      (select count(*) from work_order_event) as order_events, (select count(*) from live_event) as live_events`)
  const { rows: notifications } = await owner.query(sql`
    select channel, template from notification order by channel, template`)
  return { counts, notifications, visits: await dispatch.visits() }
}

/** What live screens were told of versions given out and taken out of force, in that order. */
async function toldStatuses(): Promise<[version: number, status: string][]> {
  const rows = await many(
    dispatch.api.database.owner,
    z.object({ version: z.number(), status: z.string() }),
    sql`
      select version, data ->> 'status' as status from live_event
      where entity = 'plan_version' and data ->> 'status' in ('published', 'superseded') order by id`,
  )
  return rows.map(({ version, status }) => [version, status])
}
