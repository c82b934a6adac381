import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { cancelPlanVersion, getPlanSketch, solvePlan, type CallOf } from '../contract/index.ts'
import { solvePlanJob } from '../jobs/solve-plan.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch } from './testing.ts'
import { findVersion, insertVersion } from './version-queries.ts'

const params = { jurisdictionId: cityId }
const beside = { follows: null, act: { kind: 'solve', title: null } } as const
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('what was overdue before the day is counted by itself, and late is what the day could keep', async () => {
  const orders = await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [500, 300] }, { at: [900, 0] }])
  const due = async (index: number, at: string) =>
    dispatch.api.database.owner.query(sql`
      update work_order set due_at = ${new Date(at)} where id = ${orders[index].id}`)
  await due(0, '2026-02-12T08:00:00Z')
  await due(1, `${day}T05:00:00Z`)
  await due(2, '2026-04-12T08:00:00Z')
  const version = await dispatch.solved()
  const stops = version.routes.flatMap((route) => route.stops)
  const late = (index: number) => stops.find(({ taskId }) => taskId === orders[index].taskId)!.lateSeconds
  expect([late(0), late(2)]).toEqual([0, 0])
  expect(late(1)).toBeGreaterThan(0)
  expect(version.summary).toMatchObject({ overdueCount: 1, lateSeconds: late(1) })
})

test('a day is planned: each task with a crew that can do it, in time, along the streets', async () => {
  const orders = await dispatch.arrangeOrders([
    { at: [0, 0] },
    { at: [500, 300] },
    { at: [-300, 200], serviceCode: 'street-light' },
  ])
  const version = await dispatch.solved()
  expect(version).toMatchObject({ status: 'optimised', isEstimate: true, unassigned: [] })
  expect(version.summary).toMatchObject({ taskCount: 3, assignedCount: 3, crewCount: 2 })
  expect(version.workOrderIds).toEqual(orders.map(({ id }) => id))
  const [loading, lighting] = version.routes
  expect(loading).toMatchObject({ crewId: 1 })
  expect(loading.stops.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['start', 'task', 'break', 'end']),
  )
  expect(loading.stops[0]).toMatchObject({ kind: 'start', location: [23.69, 37.98] })
  expect(loading.stops.at(-1)).toMatchObject({ kind: 'end', location: [23.69, 37.98] })
  expect((await dispatch.lineOf(loading)).length).toBeGreaterThanOrEqual(4)
  expect(loading.startsAt >= '2026-03-12T05:00:00').toBe(true)
  expect(loading.endsAt <= '2026-03-12T13:00:00').toBe(true)
  expect(tasksOf(version, 1)).toEqual(expect.arrayContaining([orders[0].taskId, orders[1].taskId]))
  expect(lighting).toMatchObject({ crewId: 2 })
  expect(await dispatch.thePlan()).toMatchObject({
    status: 'optimised',
    publishedVersion: null,
    versions: [{ version: 1 }],
  })
})

test('what cannot be done is left out with the reason of each crew', async () => {
  const [heavy, lamp] = await dispatch.arrangeOrders([
    { at: [0, 0] },
    { at: [10, 0], serviceCode: 'street-light' },
  ])
  await dispatch.api.database.owner.query(sql`update task set load_kg = 9000 where id = ${heavy.taskId}`)
  await dispatch.api.database.owner.query(
    sql`update task set duration_minutes = 470 where id = ${lamp.taskId}`,
  )
  const { unassigned } = await dispatch.solved()
  expect(unassigned.find(({ taskId }) => taskId === heavy.taskId)).toMatchObject({
    reason: 'capacity',
    crewId: 1,
    margin: 4000,
    crews: [
      { crewId: 1, reason: 'capacity', margin: 4000, unit: 'kilograms' },
      { crewId: 2, reason: 'skill', margin: null, lacking: expect.arrayContaining([expect.any(String)]) },
      { crewId: 3, reason: 'skill', margin: null },
    ],
  })
  const tooLong = unassigned.find(({ taskId }) => taskId === lamp.taskId)
  expect(tooLong).toMatchObject({ reason: 'shift', crewId: 2 })
  expect(tooLong?.crews.find(({ crewId }) => crewId === 2)?.margin).toBeGreaterThan(0)
})

test('a crew leaves its zone at a price, but not in a city that forbids it', async () => {
  const owner = dispatch.api.database.owner
  const [south] = await dispatch.arrangeOrders([{ at: [0, -500], serviceCode: 'pothole' }])
  const onFoot = { crewIds: [3] }
  expect(await dispatch.solved(onFoot)).toMatchObject({
    unassigned: [],
    summary: { cost: { compactness: 600 } },
  })
  await owner.query(sql`update jurisdiction set settings = settings || '{"crewsKeepToZones": true}'`)
  await using _ = {
    async [Symbol.asyncDispose]() {
      await owner.query(sql`update jurisdiction set settings = settings - 'crewsKeepToZones'`)
    },
  }
  const kept = await dispatch.solved(onFoot)
  expect(kept.unassigned).toMatchObject([{ taskId: south.taskId, reason: 'zone', crewId: 3 }])
})

test('only what a move itself breaks is told, not what has changed around the plan since', async () => {
  const owner = dispatch.api.database.owner
  const orders = await dispatch.arrangeOrders([
    { at: [0, 0], serviceCode: 'street-light' },
    { at: [300, 0], serviceCode: 'street-light' },
  ])
  const version = await dispatch.solved({ crewIds: [1, 2] })
  await owner.query(sql`update crew_member set skills = '{}' where crew_id = 2`)
  await using _ = {
    async [Symbol.asyncDispose]() {
      await owner.query(sql`update crew_member set skills = '{electrician}' where crew_id = 2`)
    },
  }
  const [first, second] = tasksOf(version, 2)
  expect([first, second].toSorted()).toEqual(orders.map(({ taskId }) => taskId))
  expect((await dispatch.move(version, { taskId: first!, crewId: 2, place: 1 })).addedViolations).toEqual([])
  await dispatch.backTo(version)
  const moved = await dispatch.move(version, { taskId: first!, crewId: 1 })
  expect(moved.addedViolations).toEqual([
    { taskId: first, crewId: 1, cause: 'skill', lacking: ['electrician'], margin: null },
  ])
})

test('a task that nobody has comes with fixes, and a fix assigns it', async () => {
  const orders = await dispatch.arrangeOrders([
    { at: [0, 0], serviceCode: 'street-light' },
    { at: [300, 0], serviceCode: 'street-light' },
  ])
  await dispatch.api.database.owner.query(
    sql`update task set duration_minutes = 260 where id = any (${orders.map(({ taskId }) => taskId)}::bigint[])`,
  )
  const version = await dispatch.solved()
  const [left] = version.unassigned
  const { unassigned, stop } = await dispatch.explain(version, left.taskId)
  expect(stop).toBeNull()
  expect(unassigned).toMatchObject({ reason: 'shift', crewId: 2, margin: left.margin })
  const prices = unassigned!.fixes.map(({ price }) => price)
  expect(unassigned!.fixes.length).toBeGreaterThan(0)
  for (const { crewId, place, leaveOutTaskIds, grants } of unassigned!.fixes) {
    const moved = await dispatch.move(version, { taskId: left.taskId, crewId, place, leaveOutTaskIds })
    expect(tasksOf(moved, crewId)[place]).toBe(left.taskId)
    expect(moved.addedViolations.length > 0).toBe(grants.length > 0)
    expect(moved.unassigned.map(({ taskId }) => taskId)).toEqual(leaveOutTaskIds)
    await dispatch.backTo(version)
  }
  expect(unassigned!.fixes[0].grants).toEqual([{ kind: 'overtime', amount: expect.any(Number) }])
  expect(prices[0]).toBeGreaterThan(0)
})

test('a stop tells what it costs, and what it would cost elsewhere', async () => {
  const [near] = await dispatch.arrangeOrders([
    { at: [0, 0], serviceCode: 'pothole' },
    { at: [500, 0], serviceCode: 'pothole' },
  ])
  const version = await dispatch.solved()
  const { unassigned, stop } = await dispatch.explain(version, near.taskId)
  expect(unassigned).toBeNull()
  expect(stop!.cost).toBeGreaterThan(0)
  expect(stop!.nextBest!.cost).toBeGreaterThanOrEqual(stop!.cost)
})

test('a move that breaks a rule is made and says so', async () => {
  const [lamp] = await dispatch.arrangeOrders([{ serviceCode: 'street-light' }])
  const version = await dispatch.solved()
  const moved = await dispatch.move(version, { taskId: lamp.taskId, crewId: 1 })
  expect(moved.addedViolations).toEqual([
    { taskId: lamp.taskId, crewId: 1, cause: 'skill', lacking: ['electrician'], margin: null },
  ])
})

/** A version that is being solved as the first one was, beside the plan's head. */
function beginBeside(planId: number): Promise<number> {
  return dispatch.api.context.db.tenant(cityId, async (tx) => {
    const { request } = (await findVersion(tx, planId, 1))!
    const given = { request, baseVersion: null, ...beside, accountId: null }
    return insertVersion(tx, planId, { status: 'solving', ...given }, new Date())
  })
}

test('a solve that is cancelled leaves nothing, and a worker that comes late leaves it so', async () => {
  await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const { planId } = await dispatch.solved()
  const version = await beginBeside(planId)
  const ended = await dispatch.client(cancelPlanVersion, {
    params: dispatch.keyOf({ planId, version }),
    body: { keep: false },
  })
  expect(ended.status).toBe('cancelled')
  await solvePlanJob.handle({ key: { ...params, planId, version } }, dispatch.jobCall())
  expect(await dispatch.read({ planId, version })).toMatchObject({
    status: 'cancelled',
    routes: [],
    unassigned: [],
  })
  await expect(
    dispatch.client(cancelPlanVersion, { params: dispatch.keyOf({ planId, version: 1 }), body: {} }),
  ).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
})

test('a solve that is stopped before anything is found says so to whoever looks, and keeps the first plan it finds', async () => {
  await dispatch.arrangeOrders([{}, { at: [300, 0] }])
  const { planId } = await dispatch.solved()
  const version = await beginBeside(planId)
  const key = { planId, version }
  expect((await dispatch.read(key)).progress).toMatchObject({ phase: 'waiting', isStopping: false })
  const stop = () => dispatch.client(cancelPlanVersion, { params: dispatch.keyOf(key), body: { keep: true } })
  const stopping = { status: 'solving', progress: { share: 0, isStopping: true } }
  expect(await stop()).toMatchObject(stopping)
  expect(await stop()).toMatchObject(stopping)
  expect(await dispatch.read(key)).toMatchObject(stopping)
  await solvePlanJob.handle({ key: { ...params, planId, version } }, dispatch.jobCall())
  expect(await dispatch.read(key)).toMatchObject({
    status: 'optimised',
    summary: { assignedCount: 2 },
    progress: null,
  })
})

test('the best plan so far is looked at while a better one is sought, and kept when it is stopped', async () => {
  // fewer would be through with the search before their time is over
  const count = 60
  await dispatch.arrangeOrders(
    Array.from({ length: count }, (_, i) => ({ at: [(i % 10) * 90, Math.floor(i / 10) * 110] })),
  )
  // all of them fit the day
  await dispatch.api.database.owner.query(
    sql`update task set duration_minutes = 1, setup_minutes = 0, load_m3 = 0, load_kg = 0`,
  )
  const version = await dispatch.client(solvePlan, { params, body: { day, seconds: 120 } })
  const assigned = async () => (await dispatch.read(version)).progress?.assignedCount ?? 0
  await expect.poll(assigned, { timeout: 15_000 }).toBe(count)
  const sketch = () => dispatch.client(getPlanSketch, { params: dispatch.keyOf(version) })
  await expect.poll(async () => (await sketch()).routes.flatMap(({ stops }) => stops).length).toBe(count)
  const best = await sketch()
  expect(best).toMatchObject({ routes: [{ start: [23.69, 37.98], end: [23.69, 37.98] }] })
  expect(best.number).toBeGreaterThan(0)
  await dispatch.client(cancelPlanVersion, { params: dispatch.keyOf(version), body: { keep: true } })
  expect(await dispatch.settled(version)).toMatchObject({
    status: 'optimised',
    summary: { assignedCount: count },
    progress: null,
  })
  expect(await sketch()).toEqual({ number: 0, costSeconds: 0, routes: [] })
})

test('a version whose worker died is failed after a while', async () => {
  await dispatch.arrangeOrders([{}])
  const { planId } = await dispatch.solved()
  const { request } = (await dispatch.api.context.db.tenant(cityId, (tx) => findVersion(tx, planId, 1)))!
  const version = await dispatch.api.context.db.tenant(cityId, (tx) =>
    insertVersion(
      tx,
      planId,
      { status: 'solving', request, baseVersion: null, ...beside, accountId: null },
      new Date(dispatch.api.clock.now().getTime() - 3_600_000),
    ),
  )
  await solvePlanJob.handle({}, dispatch.jobCall())
  expect(await dispatch.read({ planId, version })).toMatchObject({
    status: 'failed',
    failure: 'The worker that made this plan has stopped',
  })
})

test('a day that is over, a crew without a shift or an unknown weight is refused', async () => {
  const solve = (body: CallOf<typeof solvePlan>['body']) => dispatch.client(solvePlan, { params, body })
  await expect(solve({ day: '2026-03-10' })).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  await expect(solve({ day: '2026-03-13' })).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await expect(solve({ day, crewIds: [77] })).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  await expect(solve({ day, weights: { speed: 1 } })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
})
