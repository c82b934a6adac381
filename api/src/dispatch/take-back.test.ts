import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { many, sql } from '@dromos/db'
import {
  changeWorkOrder,
  listAssignments,
  reapplyPlanVersion,
  setPlanHead,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { assignOrder } from './assign-order.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('nothing was published before: crews lose the day, work waits again, and the history says who and why', async () => {
  const orders = await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const solved = await dispatch.solved()
  await dispatch.publish(solved)
  expect(await dispatch.checkTakeBack(solved)).toMatchObject({
    standsVersion: null,
    begunCrewIds: [],
    crews: [{ crewId: 1, withdrawnCount: 2, returnedCount: 0, movedCount: 0 }],
    left: [],
  })
  const taken = await dispatch.takeBack(solved, { reason: 'A wrong shift' })
  expect(taken).toMatchObject({
    headVersion: solved.version,
    publishedVersion: null,
    status: 'optimised',
    roster: [],
  })
  expect((await dispatch.visits()).map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn'])
  expect(await dispatch.readOrder(orders[0].id)).toMatchObject({
    status: 'ready',
    crewId: null,
    tasks: [{ status: 'open' }],
    requests: [{ status: 'accepted' }],
  })
  expect(await dispatch.read(solved)).toMatchObject({
    status: 'optimised',
    publishedAt: null,
    takenBack: { by: 'Test dispatcher', reason: 'A wrong shift', crewIds: null },
  })
  expect(await history()).toEqual([
    [solved.version, 'published', null, ''],
    [solved.version, 'taken-back', null, 'A wrong shift'],
  ])
})

test('taken back twice it is done once; published again, crews are told again and hold the work', async () => {
  await dispatch.arrangeOrders([{}])
  const solved = await dispatch.solved()
  await dispatch.publish(solved)
  const first = await dispatch.takeBack(solved)
  const before = await everything()
  expect(await dispatch.takeBack(solved)).toEqual(first)
  expect(await everything()).toEqual(before)
  const again = await dispatch.publish(solved)
  expect(again).toMatchObject({ status: 'published', takenBack: null })
  expect((await dispatch.visits()).map(({ status }) => status)).toEqual(['withdrawn', 'dispatched'])
  expect(await tabletNotices()).toEqual(['route-published', 'route-withdrawn', 'route-published'])
  await expect(dispatch.takeBack(solved)).resolves.toMatchObject({ publishedVersion: null })
})

test('what was published before stands again: work goes back to whom it was taken from, the rest keeps its visit', async () => {
  const { orders, version: first } = await planOfTwo()
  await dispatch.publish(first)
  const [kept, moved] = await dispatch.visits()
  dispatch.api.clock.set('2026-03-11T09:00:00Z')
  const exchanged = await dispatch.move(first, { taskId: orders[1].taskId, crewId: 1 })
  const second = await dispatch.move(exchanged, { taskId: orders[2].taskId, crewId: null })
  await dispatch.publish(second)
  expect(await dispatch.readOrder(orders[2].id)).toMatchObject({ status: 'ready' })
  expect((await dispatch.checkTakeBack(second)).crews).toMatchObject([
    { crewId: 1, withdrawnCount: 1, returnedCount: 0 },
    { crewId: 2, withdrawnCount: 0, returnedCount: 2 },
  ])
  expect(await dispatch.takeBack(second)).toMatchObject({
    headVersion: second.version,
    publishedVersion: first.version,
    status: 'published',
  })
  expect(await live()).toEqual([
    [1, orders[0].taskId],
    [2, orders[1].taskId],
    [2, orders[2].taskId],
  ])
  const visits = await dispatch.visits()
  expect(visits.find(({ id }) => id === kept.id)).toMatchObject({ crew_id: 1, status: 'dispatched' })
  expect(visits.find(({ id }) => id === moved.id)).toMatchObject({ crew_id: 2, status: 'withdrawn' })
  expect(await dispatch.readOrder(orders[2].id)).toMatchObject({ status: 'dispatched', crewId: 2 })
  // undone like this, it is one step more to the version before, and the whole way forth again
  const { planId } = second
  await dispatch.client(setPlanHead, {
    params: { ...params, planId },
    body: { version: first.version, from: second.version },
  })
  await dispatch.takeBack(first)
  expect(await live()).toEqual([])
  await expect(go(second)).rejects.toMatchObject({
    problem: { title: 'What this version was made from is no longer published' },
  })
  await dispatch.publish(first)
  await go(second)
  await dispatch.publish(second)
  expect(await live()).toEqual(tasksOf(second, 1).map((taskId) => [1, taskId]))
})

test("some crews' part is taken back: the others keep theirs, and work goes on from the whole version", async () => {
  const { orders, version } = await planOfTwo()
  const first = await dispatch.publish(version, [1])
  const rest = (await dispatch.thePlan()).headVersion!
  const second = await dispatch.publish({ ...version, version: rest }, [2])
  expect(second.version).toBe(rest)
  await dispatch.takeBack(second)
  expect(await live()).toEqual([[1, orders[0].taskId]])
  expect(await dispatch.thePlan()).toMatchObject({ headVersion: rest, publishedVersion: first.version })
  await dispatch.takeBack(first)
  expect(await dispatch.thePlan()).toMatchObject({ headVersion: version.version, publishedVersion: null })
  expect(await dispatch.read(first)).toMatchObject({ status: 'superseded', takenBack: { crewIds: [1] } })
  expect(await live()).toEqual([])
  const again = await dispatch.publish(version, [2])
  expect(again).toMatchObject({ crewIds: [2], status: 'published' })
  expect((await live()).map(([crewId]) => crewId)).toEqual([2, 2])
})

test('a draft that had gone on meanwhile stays beside it, and its changes can be applied again', async () => {
  const { orders, version } = await planOfTwo()
  await dispatch.publish(version, [1])
  const { headVersion: rest, publishedVersion } = await dispatch.thePlan()
  const draft = await dispatch.move(
    { ...version, version: rest! },
    { taskId: orders[2].taskId, crewId: null },
  )
  const part = { planId: version.planId, version: publishedVersion! }
  await expect(dispatch.takeBack(part, { from: rest })).rejects.toMatchObject({
    problem: { type: 'conflict', data: { headVersion: draft.version, isAhead: true } },
  })
  await dispatch.takeBack(part, { from: draft.version })
  expect((await dispatch.thePlan()).headVersion).toBe(version.version)
  const both = await dispatch.client(reapplyPlanVersion, { params: dispatch.keyOf(draft) })
  expect(both).toMatchObject({ notApplied: [], unassigned: [{ taskId: orders[2].taskId }] })
  await dispatch.publish(both)
  expect(await live()).toHaveLength(2)
})

test('what the desk has taken from a crew or cancelled since does not come back with it, and is named', async () => {
  const { orders, version: first } = await planOfTwo()
  await dispatch.publish(first)
  await change(orders[2].id, 'ready')
  const second = await dispatch.move(first, { taskId: orders[1].taskId, crewId: 1 })
  const other = await dispatch.move(second, { taskId: orders[2].taskId, crewId: null })
  dispatch.api.clock.set('2026-03-11T09:00:00Z')
  await dispatch.publish(other)
  await change(orders[1].id, 'cancelled')
  const { left } = await dispatch.checkTakeBack(other)
  expect(left.map(({ taskId }) => taskId).sort()).toEqual([orders[1].taskId, orders[2].taskId].sort())
  await dispatch.takeBack(other)
  expect(await live()).toEqual([[1, orders[0].taskId]])
  expect(await dispatch.readOrder(orders[1].id)).toMatchObject({ status: 'cancelled' })
  expect(await dispatch.readOrder(orders[2].id)).toMatchObject({ status: 'ready' })
})

test('work that the queue had given out waits again, and its decision is undone', async () => {
  const { version: first } = await planOfTwo()
  await dispatch.publish(first)
  const [urgent] = await dispatch.arrangeOrders([{ at: [100, 100], serviceCode: 'pothole' }])
  const { context } = dispatch.api
  const asked = { workOrderId: urgent.id, jobId: randomUUID(), day, cause: 'asked', accountId: null } as const
  await context.db.tenant(cityId, (tx) => assignOrder(tx, context, openTravelTimes(context.config), asked))
  await dispatch.takeBack({ planId: first.planId, version: (await dispatch.thePlan()).publishedVersion! })
  expect((await dispatch.thePlan()).publishedVersion).toBe(first.version)
  expect(await live()).toHaveLength(3)
  expect(await dispatch.readOrder(urgent.id)).toMatchObject({ status: 'ready', crewId: null })
  const decisions = await dispatch.client(listAssignments, { params, query: { day } })
  expect(decisions).toMatchObject([{ workOrderId: urgent.id, status: 'undone', canUndo: false }])
})

test('a version that is not published, or whose day is over, is not taken back', async () => {
  const { version } = await planOfTwo()
  await expect(dispatch.takeBack(version)).rejects.toMatchObject({
    problem: { type: 'not-allowed-now', title: 'This version is not published' },
  })
  await dispatch.publish(version)
  dispatch.api.clock.set('2026-03-13T09:00:00Z')
  await expect(dispatch.takeBack(version)).rejects.toMatchObject({ problem: { title: 'This day is over' } })
})

/** Crew 1 with one order, crew 2 with two. */
async function planOfTwo() {
  const orders = await dispatch.arrangeOrders([
    { serviceCode: 'pothole' },
    { at: [200, 0], serviceCode: 'pothole' },
    { at: [0, 200], serviceCode: 'pothole' },
  ])
  let version: PlanVersionDetail = await dispatch.solved()
  for (const [index, { taskId }] of orders.entries())
    version = await dispatch.move(version, {
      taskId,
      crewId: index === 0 ? 1 : 2,
      place: Math.max(0, index - 1),
    })
  expect([tasksOf(version, 1), tasksOf(version, 2)]).toEqual([
    [orders[0].taskId],
    [orders[1].taskId, orders[2].taskId],
  ])
  return { orders, version }
}

async function go({ planId, version }: VersionKey): Promise<void> {
  await dispatch.client(setPlanHead, { params: { ...params, planId }, body: { version, from: null } })
}

async function change(id: number, status: 'ready' | 'cancelled'): Promise<void> {
  const { version } = await dispatch.readOrder(id)
  await dispatch.client(changeWorkOrder, { params: { ...params, id }, body: { version, status } })
}

/** Crew and task of what crews have, in the order of their days. */
async function live(): Promise<[number, number][]> {
  const rows = await many(
    dispatch.api.database.owner,
    z.object({ crewId: z.number(), taskId: z.number() }),
    sql`select crew_id, task_id from visit where is_live order by crew_id, position`,
  )
  return rows.map(({ crewId, taskId }) => [crewId, taskId])
}

async function history() {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select version, kind, stands_version, reason from plan_event order by id`)
  return rows.map((row) => [row.version, row.kind, row.stands_version, row.reason])
}

async function tabletNotices(): Promise<unknown[]> {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select template from notification where channel = 'tablet' order by id`)
  return rows.map(({ template }) => template)
}

async function everything() {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select (select count(*) from visit_event) as visits, (select count(*) from request_event) as requests,
      (select count(*) from work_order_event) as orders, (select count(*) from live_event) as live,
      (select count(*) from notification) as notices, (select count(*) from plan_event) as plans`)
  return { counts: rows, visits: await dispatch.visits() }
}
