import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { one, sql } from '@dromos/db'
import { z } from 'zod'
import {
  comparePlanVersions,
  movePlanStop,
  PlanConflict,
  publishPlanVersion,
  reapplyPlanVersion,
  sendOperations,
  setPlanHead,
  type ApiError,
  type CallOf,
  type Client,
  type Operation,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { assignOrder } from './assign-order.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { solvePlanJob } from '../jobs/solve-plan.ts'
import { cityId } from '../testing.ts'
import { beginSolve, day, tasksOf, testDispatch, type TestDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch
/** the other dispatcher at the same plan */
let deputy: Client

beforeAll(async () => {
  dispatch = await testDispatch()
  deputy = (await dispatch.api.signIn('manager')).client
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('of two dispatchers who move at once one is refused, hears what changed, and applies it again', async () => {
  const [first, second] = await dispatch.arrangeOrders([{}, { at: [300, 0] }, { at: [0, 300] }])
  const solved = await dispatch.solved()
  const mine = { taskId: first.taskId, crewId: null }
  const theirs = { taskId: second.taskId, crewId: null }
  const [one, other] = await Promise.allSettled([
    dispatch.move(solved, mine),
    deputy(movePlanStop, { params: dispatch.keyOf(solved), body: theirs }),
  ])
  expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected'])
  const isMineFirst = one.status === 'fulfilled'
  const conflict = conflictOf(isMineFirst ? (other as PromiseRejectedResult).reason : refusal(one))
  const taken = isMineFirst ? first.taskId : second.taskId
  expect(conflict).toMatchObject({ headVersion: solved.version + 1, isAhead: true })
  expect(conflict.changes.find(({ taskId }) => taskId === taken)).toMatchObject({
    kind: 'unassigned',
    from: { crewId: 1 },
    to: null,
  })
  const again = await dispatch.move({ ...solved, version: conflict.headVersion }, isMineFirst ? theirs : mine)
  expect(again.unassigned.map(({ taskId }) => taskId).sort()).toEqual([first.taskId, second.taskId].sort())
  expect(await versionsByName()).toEqual(
    isMineFirst
      ? ['Test dispatcher', 'Test dispatcher', 'Test dispatcher']
      : ['Test dispatcher', 'Test manager', 'Test dispatcher'],
  )
})

test('a plan published while a stop is dragged: either the drag goes on from it, or publishing hears of the move', async () => {
  const orders = await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const solved = await dispatch.solved()
  const [published, moved] = await Promise.allSettled([
    deputy(publishPlanVersion, { params: dispatch.keyOf(solved), body: {} }),
    dispatch.move(solved, { taskId: orders[0].taskId, crewId: null }),
  ])
  const next = (moved as PromiseFulfilledResult<PlanVersionDetail>).value
  expect(next).toMatchObject({ version: solved.version + 1, status: 'optimised' })
  if (published.status === 'rejected') {
    const { changes } = conflictOf(published.reason)
    expect(changes.map(({ taskId }) => taskId)).toContain(orders[0].taskId)
  }
  expect(await dispatch.thePlan()).toMatchObject({
    headVersion: next.version,
    publishedVersion: published.status === 'fulfilled' ? solved.version : null,
  })
  expect((await dispatch.publish(next)).status).toBe('published')
  expect(await dispatch.readOrder(orders[0].id)).toMatchObject({ status: 'ready' })
})

test('a solve that ends after an edit stays beside it, and the edit can be applied to what it found', async () => {
  const orders = await dispatch.arrangeOrders([{}, { at: [300, 0] }, { at: [0, 300] }])
  const solved = await dispatch.solved()
  const solving = await beginSolve(dispatch, solved)
  const edited = await dispatch.move(solved, { taskId: orders[1].taskId, crewId: null })
  await solvePlanJob.handle({ key: { ...params, ...solving } }, dispatch.jobCall())
  expect((await dispatch.read(solving)).status).toBe('optimised')
  expect((await dispatch.thePlan()).headVersion).toBe(edited.version)
  expect(await lastHeadNews()).toEqual({ status: 'optimised', isHead: false })

  const refused = await dispatch.publish(solving).catch((error) => error)
  expect(conflictOf(refused)).toMatchObject({ headVersion: edited.version, isAhead: false })
  const { planId } = solved
  const stale = { params: { ...params, planId }, body: { version: solving.version, from: solved.version } }
  expect(conflictOf(await deputy(setPlanHead, stale).catch((error) => error)).changes).not.toEqual([])
  await deputy(setPlanHead, { ...stale, body: { ...stale.body, from: edited.version } })
  const both = await deputy(reapplyPlanVersion, { params: dispatch.keyOf(edited) })
  expect(both).toMatchObject({ version: solving.version + 2, baseVersion: solving.version, notApplied: [] })
  expect(both.unassigned).toMatchObject([{ taskId: orders[1].taskId, reason: 'taken-out' }])
  await expect(dispatch.publish(both)).resolves.toMatchObject({ status: 'published' })
})

test('a solve without an edit beside it becomes the plan', async () => {
  await dispatch.arrangeOrders([{}])
  const solved = await dispatch.solved()
  const solving = await beginSolve(dispatch, solved)
  await solvePlanJob.handle({ key: { ...params, ...solving } }, dispatch.jobCall())
  expect((await dispatch.thePlan()).headVersion).toBe(solving.version)
})

test('work the crew has begun is not moved away, and a version that would is refused by name', async () => {
  const [near, far] = await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const first = await dispatch.solved()
  await dispatch.publish(first)
  dispatch.api.clock.set('2026-03-12T07:00:00Z')
  const draft = await dispatch.move(first, { taskId: near.taskId, crewId: 2 })
  await operate(near.taskId, 'arrive')
  await operate(far.taskId, 'done')
  for (const { taskId } of [near, far])
    await expect(dispatch.move(draft, { taskId, crewId: 3 })).rejects.toMatchObject({
      problem: { type: 'not-allowed-now', data: { taskId } },
    })
  await expect(dispatch.publish(draft)).rejects.toMatchObject({
    problem: {
      type: 'conflict',
      data: {
        tasks: [{ taskId: near.taskId, workOrderId: near.id, reason: 'begun by another crew', crewId: 1 }],
      },
    },
  })
  expect((await dispatch.visits()).map(({ status }) => status).sort()).toEqual(['arrived', 'done'])
  const mended = await dispatch.move(draft, { taskId: near.taskId, crewId: 1 })
  expect((await dispatch.publish(mended)).status).toBe('published')
})

test('a crew closes a stop while it is taken away by a publish: one of them holds, and the other hears it', async () => {
  const [order] = await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const first = await dispatch.solved()
  await dispatch.publish(first)
  dispatch.api.clock.set('2026-03-12T07:00:00Z')
  const draft = await dispatch.move(first, { taskId: order.taskId, crewId: 2 })
  const [published, closed] = await Promise.allSettled([
    dispatch.publish(draft),
    operate(order.taskId, 'done'),
  ])
  const { outcome } = (closed as PromiseFulfilledResult<{ outcome: string }>).value
  const visits = (await dispatch.visits()).filter(({ task_id }) => task_id === order.taskId)
  if (published.status === 'rejected') {
    expect(outcome).toBe('applied')
    expect(visits).toMatchObject([{ crew_id: 1, status: 'done' }])
    expect((published.reason as ApiError).problem.data).toMatchObject({ tasks: [{ taskId: order.taskId }] })
  } else {
    expect(outcome).not.toBe('refused')
    expect(visits.filter(({ status }) => status === 'dispatched')).toHaveLength(outcome === 'applied' ? 0 : 1)
  }
})

test('work given out by itself goes over a draft, whose changes are then applied to it', async () => {
  const [order, other] = await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const first = await dispatch.solved()
  await dispatch.publish(first)
  const draft = await dispatch.move(first, { taskId: order.taskId, crewId: null })
  const [urgent] = await dispatch.arrangeOrders([{ at: [100, 100] }])
  const { db } = dispatch.api.context
  await db.tenant(cityId, (tx) =>
    assignOrder(tx, dispatch.api.context, openTravelTimes(dispatch.api.context.config), {
      workOrderId: urgent.id,
      jobId: randomUUID(),
      day,
      cause: 'asked',
      accountId: null,
    }),
  )
  const { changes } = conflictOf(
    await dispatch.move(draft, { taskId: other.taskId, crewId: null }).catch((error) => error),
  )
  expect(changes.map(({ taskId }) => taskId)).toContain(urgent.taskId)
  const both = await dispatch.client(reapplyPlanVersion, { params: dispatch.keyOf(draft) })
  expect(tasksOf(both, 1).toSorted()).toEqual([other.taskId, urgent.taskId].toSorted())
  await dispatch.publish(both)
  expect(await dispatch.readOrder(urgent.id)).toMatchObject({ status: 'dispatched' })
  expect(await dispatch.readOrder(order.id)).toMatchObject({ status: 'ready' })
})

test('a stop moved by both stays where the other put it, and is named', async () => {
  const [order] = await dispatch.arrangeOrders([
    { serviceCode: 'pothole' },
    { at: [300, 0], serviceCode: 'pothole' },
  ])
  const solved = await dispatch.solved()
  const holder = [1, 2, 3].find((crewId) => tasksOf(solved, crewId).includes(order.taskId))!
  const [here, there] = [1, 2].filter((crewId) => crewId !== holder)
  const mine = await dispatch.move(solved, { taskId: order.taskId, crewId: here ?? null })
  const { planId } = solved
  await deputy(setPlanHead, {
    params: { ...params, planId },
    body: { version: solved.version, from: mine.version },
  })
  const target = there ?? null
  const theirs = await dispatch.move(solved, { taskId: order.taskId, crewId: target })
  const both = await dispatch.client(reapplyPlanVersion, { params: dispatch.keyOf(mine) })
  expect(both.notApplied).toMatchObject([{ taskId: order.taskId, from: { crewId: holder } }])
  expect(
    await dispatch.client(comparePlanVersions, {
      params: dispatch.keyOf(both),
      query: { against: theirs.version },
    }),
  ).toEqual([])
})

test('publishing that is cut off in the middle leaves nothing, and can be done again', async () => {
  await dispatch.arrangeOrders([{ email: 'maria@example.org' }, { at: [300, 0] }])
  const solved = await dispatch.solved()
  const told = await toldCount()
  const { database } = dispatch.api
  const blocker = await database.owner.pool.connect()
  try {
    await blocker.query('begin')
    await blocker.query('select id from task for update')
    const publishing = dispatch.publish(solved).catch((error) => error)
    await expect.poll(waitingBackends, { timeout: 10_000 }).toHaveLength(1)
    const [pid] = await waitingBackends()
    await database.owner.query(sql`select pg_terminate_backend(${pid}::integer)`)
    expect((await publishing).problem.type).toBe('unavailable')
  } finally {
    await blocker.query('rollback')
    blocker.release()
  }
  expect(await dispatch.visits()).toEqual([])
  expect((await dispatch.read(solved)).status).toBe('optimised')
  expect(await toldCount()).toBe(told)
  expect((await dispatch.publish(solved)).status).toBe('published')
  // the crew, and the citizen
  expect(await toldCount()).toBe(told + 2)
})

async function waitingBackends(): Promise<number[]> {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`)
  return rows.map(({ pid }) => pid as number)
}

async function toldCount(): Promise<number> {
  const count = sql`select count(*)::integer as n from notification`
  return (await one(dispatch.api.database.owner, z.object({ n: z.number() }), count)).n
}

async function versionsByName(): Promise<(string | null)[]> {
  return (await dispatch.thePlan()).versions.map(({ madeBy }) => madeBy).reverse()
}

async function lastHeadNews() {
  const { data } = await one(
    dispatch.api.database.owner,
    z.object({ data: z.object({ status: z.string(), isHead: z.boolean() }) }),
    sql`select data from live_event where entity = 'plan_version' and data ? 'isHead' order by id desc limit 1`,
  )
  return data
}

async function operate(taskId: number, kind: 'arrive' | 'done') {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select id, version from visit where task_id = ${taskId} and is_live`)
  const operation = {
    kind,
    opId: randomUUID(),
    visitId: rows[0].id as number,
    sequence: 1,
    baseVersion: rows[0].version as number,
    occurredAt: '2026-03-12T06:50:00Z',
  } as Operation
  const body: CallOf<typeof sendOperations>['body'] = { deviceId: 'tablet-one', operations: [operation] }
  const { results } = await dispatch.client(sendOperations, { params, body })
  return results[0]
}

function refusal(result: PromiseSettledResult<unknown>): unknown {
  return result.status === 'rejected' ? result.reason : null
}

function conflictOf(error: unknown): PlanConflict {
  const { problem } = error as ApiError
  expect(problem.type).toBe('conflict')
  return PlanConflict.parse(problem.data)
}
