import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  addCompanionOrder,
  changeWorkOrder,
  checkPlanVersion,
  getPlanProblem,
  linkWorkOrder,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { testDispatch, type TestDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch

beforeAll(async () => (dispatch = await testDispatch()))
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('a plan does first what comes first, wherever each of the two is', async () => {
  const [second, first] = await dispatch.arrangeOrders([{}, { at: [900, 200] }])
  await after(second.id, first.id)
  const plan = await dispatch.solved()
  const [begin, end] = [stopOf(plan, second.taskId).startAt, stopOf(plan, first.taskId).endAt]
  expect(Date.parse(begin)).toBeGreaterThanOrEqual(Date.parse(end))
})

test('two crews begin at the same time; where only one can come, neither does, and it is said why', async () => {
  const [order] = await dispatch.arrangeOrders([{}])
  await change(order.id, { skills: [], vehicleFeatures: [] })
  const second = await dispatch.client(addCompanionOrder, {
    params: { ...params, id: order.id },
    body: { idempotencyKey: randomUUID() },
  })
  const plan = await dispatch.solved()
  const [one, other] = [stopOf(plan, order.taskId), stopOf(plan, second.taskId)]
  expect(one.startAt).toBe(other.startAt)
  expect(one.crewId).not.toBe(other.crewId)
  const lonely = await dispatch.solved({ crewIds: [1] })
  expect(lonely.unassigned.map(({ reason }) => reason)).toEqual(['companion', 'companion'])
})

test('one of two crews is not sent without the other; together they are', async () => {
  const [order] = await dispatch.arrangeOrders([{}])
  await change(order.id, { skills: [], vehicleFeatures: [] })
  await dispatch.client(addCompanionOrder, {
    params: { ...params, id: order.id },
    body: { idempotencyKey: randomUUID() },
  })
  const plan = await dispatch.solved()
  const crewIds = plan.routes.filter(({ stops }) => stops.length > 0).map(({ crewId }) => crewId)
  await expect(dispatch.publish(plan, crewIds.slice(0, 1))).rejects.toMatchObject({
    problem: { type: 'conflict', data: { pairs: [{ kind: 'together' }] } },
  })
  await dispatch.publish(plan)
  expect(await dispatch.visits()).toMatchObject([{ status: 'dispatched' }, { status: 'dispatched' }])
})

test('work whose first part is not in the day waits, and says so', async () => {
  const [second, first] = await dispatch.arrangeOrders([{}, {}])
  await after(second.id, first.id)
  const plan = await dispatch.solved({ workOrderIds: [second.id] })
  expect(plan.unassigned).toMatchObject([{ taskId: second.taskId, reason: 'waits' }])
  const { unassigned } = await dispatch.explain(plan, second.taskId!)
  expect(unassigned).toMatchObject({ reason: 'waits', lockedOn: null, fixes: [] })
  await dispatch.client(changeWorkOrder, {
    params: { ...params, id: first.id },
    body: { version: (await dispatch.readOrder(first.id)).version, status: 'cancelled' },
  })
  expect((await dispatch.solved({ workOrderIds: [second.id] })).unassigned).toEqual([])
})

test('a drag that turns the two round is told, and told again before it is published', async () => {
  const [second, first] = await dispatch.arrangeOrders([{}, {}])
  await after(second.id, first.id)
  const plan = await dispatch.solved({ crewIds: [1] })
  const moved = await dispatch.move(plan, { taskId: second.taskId, crewId: 1, place: 0 })
  expect(moved.violations).toMatchObject([{ taskId: second.taskId, crewId: 1, cause: 'waits' }])
  const version = { planId: plan.planId, version: moved.version }
  const check = await dispatch.client(checkPlanVersion, { params: dispatch.keyOf(version) })
  expect(check.violations).toMatchObject([{ taskId: second.taskId, cause: 'waits' }])
})

test('the browser judges moves by the same links', async () => {
  const [second, first] = await dispatch.arrangeOrders([{}, {}])
  await after(second.id, first.id)
  const plan = await dispatch.solved()
  const known = await dispatch.client(getPlanProblem, { params: dispatch.keyOf(plan) })
  const { links } = known!.problem as { links: unknown[] }
  const [before, next] = [first, second].map(({ taskId }) => known!.taskIds.indexOf(taskId))
  expect(links).toEqual([{ kind: 'precedence', before, after: next, gapSeconds: 0 }])
})

function after(id: number, workOrderId: number) {
  return dispatch.client(linkWorkOrder, { params: { ...params, id }, body: { kind: 'after', workOrderId } })
}

function change(id: number, body: object) {
  return dispatch.client(changeWorkOrder, { params: { ...params, id }, body: { version: 1, ...body } })
}

function stopOf({ routes }: PlanVersionDetail, taskId: number) {
  const [found] = routes.flatMap(({ crewId, stops }) =>
    stops.filter((stop) => stop.taskId === taskId).map((stop) => ({ ...stop, crewId })),
  )
  return found
}
