import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  changeWorkOrder,
  checkPlanVersion,
  comparePlanVersions,
  lockPlanStop,
  PlanConflict,
  publishPlanVersion,
  reapplyPlanVersion,
  replanDay,
  type ApiError,
  type Client,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { tasksOf, testDispatch, type TestDispatch } from './testing.ts'

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

test('one crew gets its work, the others see nothing, and the rest goes on as a draft', async () => {
  const { orders, version } = await planOfThree()
  const published = await dispatch.publish(version, [1])
  expect(published).toMatchObject({ status: 'published', act: { kind: 'part' }, crewIds: [1] })
  expect(published.routes.map(({ crewId }) => crewId)).toEqual([1])
  expect(published.unassigned).toEqual([])
  expect(await dispatch.visits()).toMatchObject([{ task_id: orders[0].taskId, crew_id: 1 }])
  expect(await statuses(orders)).toEqual(['dispatched', 'ready', 'ready'])

  const rest = await theHead()
  expect(rest).toMatchObject({ status: 'optimised', act: { kind: 'rest' }, follows: published.version })
  expect(rest.routes.map(timesOf)).toEqual(version.routes.map(timesOf))
  expect(rest.summary).toEqual(version.summary)
  expect((await check(rest)).crews.map(({ crewId }) => crewId)).toEqual([2, 3])
  const moved = await dispatch.client(comparePlanVersions, {
    params: dispatch.keyOf(rest),
    query: { against: published.version },
  })
  expect(moved.map(({ taskId, kind }) => [taskId, kind]).sort()).toEqual(
    [
      [orders[1].taskId, 'assigned'],
      [orders[2].taskId, 'assigned'],
    ].sort(),
  )
})

test('the rest is published later, crew by crew or at once, and what is out already stays as it is', async () => {
  const { orders, version } = await planOfThree()
  const first = await dispatch.publish(version, [1])
  const before = await dispatch.visits()
  const second = await dispatch.publish(await theHead(), [2])
  expect(second.crewIds).toEqual([1, 2])
  expect((await dispatch.read(first)).status).toBe('superseded')
  expect((await dispatch.visits()).slice(0, 1)).toEqual(before)
  const rest = await theHead()
  const whole = await dispatch.publish(rest)
  expect(whole).toMatchObject({ version: rest.version, status: 'published' })
  expect(await statuses(orders)).toEqual(['dispatched', 'dispatched', 'dispatched'])
  expect((await dispatch.visits()).map(({ crew_id, status }) => [crew_id, status])).toEqual([
    [1, 'dispatched'],
    [2, 'dispatched'],
    [3, 'dispatched'],
  ])
  expect(await published()).toEqual([rest.version])
})

test('asked for twice it is done once, and with nothing left for a draft the version itself is published', async () => {
  const { version } = await planOfThree()
  const first = await dispatch.publish(version, [1])
  expect(await dispatch.publish(version, [1])).toEqual(first)
  expect(await dispatch.visits()).toHaveLength(1)
  const rest = await theHead()
  expect((await dispatch.publish(rest, [2, 3])).version).toBe(rest.version)
  expect((await dispatch.thePlan()).headVersion).toBe(rest.version)
})

test('crews between whom work changes hands are published together', async () => {
  const { orders, version } = await planOfThree()
  await dispatch.publish(version)
  const draft = await dispatch.move(version, { taskId: orders[0].taskId, crewId: 2 })
  const exchange = { taskId: orders[0].taskId, fromCrewId: 1, toCrewId: 2 }
  expect((await check(draft)).exchanges).toMatchObject([exchange])
  for (const alone of [[1], [2]])
    await expect(dispatch.publish(draft, alone)).rejects.toMatchObject({
      problem: { type: 'conflict', data: { exchanges: [exchange] } },
    })
  const other = await dispatch.move(draft, { taskId: orders[2].taskId, crewId: null })
  await dispatch.publish(other, [1, 2])
  expect((await dispatch.visits()).filter(({ status }) => status === 'dispatched')).toMatchObject([
    { crew_id: 2, task_id: orders[1].taskId },
    { crew_id: 3, task_id: orders[2].taskId },
    { crew_id: 2, task_id: orders[0].taskId },
  ])
  await dispatch.publish(await theHead())
  expect(await statuses(orders)).toEqual(['dispatched', 'dispatched', 'ready'])
})

test("what cannot be given out for one crew does not hold up another's", async () => {
  const { orders, version } = await planOfThree()
  await dispatch.client(changeWorkOrder, {
    params: { ...params, id: orders[1].id },
    body: { version: 1, status: 'cancelled' },
  })
  expect((await check(version)).refused).toMatchObject([{ taskId: orders[1].taskId, forCrewId: 2 }])
  await expect(dispatch.publish(version, [1, 2])).rejects.toMatchObject({ problem: { type: 'conflict' } })
  expect(await dispatch.visits()).toEqual([])
  await expect(dispatch.publish(version, [1, 99])).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  await dispatch.publish(version, [1])
  expect(await dispatch.visits()).toMatchObject([{ crew_id: 1 }])
})

test('two parts published at once: one is out, the other hears of it and goes out from the rest', async () => {
  const orders = await dispatch.arrangeOrders([{ serviceCode: 'pothole' }, { serviceCode: 'pothole' }])
  const [first, second] = orders
  const solved = await dispatch.move(await dispatch.solved(), { taskId: first.taskId, crewId: 1 })
  const version = await dispatch.move(solved, { taskId: second.taskId, crewId: 2 })
  const publishing = (crewId: number) =>
    deputy(publishPlanVersion, { params: dispatch.keyOf(version), body: { crewIds: [crewId] } })
  const [one, two] = await Promise.allSettled([publishing(1), publishing(2)])
  expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected'])
  const late = one.status === 'fulfilled' ? 2 : 1
  const { reason } = (late === 1 ? one : two) as PromiseRejectedResult
  const { headVersion, isAhead } = PlanConflict.parse((reason as ApiError).problem.data)
  expect(isAhead).toBe(true)
  expect(await dispatch.visits()).toMatchObject([{ crew_id: 3 - late }])
  await dispatch.publish({ ...version, version: headVersion }, [late])
  expect((await dispatch.visits()).map(({ crew_id }) => crew_id).sort()).toEqual([1, 2])
})

test('the rest of a part is applied again after the day was re-planned, with its locks', async () => {
  const orders = await dispatch.arrangeOrders([{ serviceCode: 'pothole' }, { serviceCode: 'pothole' }])
  const [first, second] = orders
  const solved = await dispatch.move(await dispatch.solved(), { taskId: first.taskId, crewId: 1 })
  const version = await dispatch.move(solved, { taskId: second.taskId, crewId: 2 })
  // what came in since is planned too
  dispatch.api.clock.set('2026-03-11T09:00:00Z')
  await dispatch.publish(version, [1])
  const { id: planId, headVersion } = await dispatch.thePlan()
  const rest = await dispatch.client(lockPlanStop, {
    params: { ...params, planId, version: headVersion! },
    body: { kind: 'crew', taskId: second.taskId, isLocked: true },
  })
  const body = { changeBudget: 5, seconds: 1 }
  const replanned = await dispatch.settled(
    await dispatch.client(replanDay, { params: { ...params, planId }, body }),
  )
  expect(replanned.routes.map(({ crewId }) => crewId)).toEqual([1])
  await dispatch.publish(replanned)
  const both = await dispatch.client(reapplyPlanVersion, { params: dispatch.keyOf(rest) })
  expect(both).toMatchObject({ notApplied: [], locks: [{ kind: 'crew', taskId: second.taskId, crewId: 2 }] })
  expect([tasksOf(both, 1), tasksOf(both, 2)]).toEqual([[first.taskId], [second.taskId]])
})

/** Each of three crews with one order. */
async function planOfThree() {
  const orders = await dispatch.arrangeOrders([
    { serviceCode: 'pothole' },
    { at: [200, 0], serviceCode: 'pothole' },
    { at: [0, 200], serviceCode: 'pothole' },
  ])
  let version: PlanVersionDetail = await dispatch.solved()
  for (const [index, { taskId }] of orders.entries())
    version = await dispatch.move(version, { taskId, crewId: index + 1 })
  expect([1, 2, 3].map((crewId) => tasksOf(version, crewId))).toEqual(orders.map(({ taskId }) => [taskId]))
  return { orders, version }
}

const check = (version: PlanVersionDetail) =>
  dispatch.client(checkPlanVersion, { params: dispatch.keyOf(version) })

async function theHead(): Promise<PlanVersionDetail> {
  const { id: planId, headVersion } = await dispatch.thePlan()
  return dispatch.read({ planId, version: headVersion! })
}

async function published(): Promise<number[]> {
  return (await dispatch.thePlan()).versions.flatMap(({ status, version }) =>
    status === 'published' ? [version] : [],
  )
}

function statuses(orders: { id: number }[]): Promise<string[]> {
  return Promise.all(orders.map(async ({ id }) => (await dispatch.readOrder(id)).status))
}

function timesOf({ crewId, stops }: PlanVersionDetail['routes'][number]) {
  return [crewId, stops.map(({ kind, taskId, startAt, endAt }) => [kind, taskId, startAt, endAt])]
}
