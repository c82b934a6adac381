import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  acceptAssignment,
  changeWorkOrder,
  createWorkOrder,
  dismissAssignment,
  listAssignments,
  listAssignPolicies,
  listPlans,
  sendOperations,
  setAssignPolicy,
  undoAssignment,
  weighAssignment,
  type Assignment,
  type Client,
} from '../../contract/index.ts'
import { arrangeRequests } from '../../crews/testing.ts'
import { assignWorkOrderJob } from '../../jobs/assign-work-order.ts'
import { cityId } from '../../testing.ts'
import { day, tasksOf } from '../testing.ts'
import { testField, type TestField } from '../testing-field.ts'

const params = { jurisdictionId: cityId }
const light = 'street-light'
let field: TestField
let client: Client
let manager: Client

beforeAll(async () => {
  field = await testField()
  ;({ client } = field.dispatch)
  manager = (await field.dispatch.api.signIn('manager')).client
  await field.dispatch.api.work([assignWorkOrderJob])
})
beforeEach(async () => {
  await field.dispatch.clear()
  await setPolicy('off')
  // the evening before: the next day with a shift is the published one
  field.dispatch.api.clock.set('2026-03-11T18:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('managers set what is done with new orders of a service, dispatchers see it', async () => {
  expect(await setPolicy('propose')).toMatchObject({ policy: 'propose', changedBy: 'Test manager' })
  const policies = await client(listAssignPolicies, { params })
  expect(policies.find(({ serviceCode }) => serviceCode === light)).toMatchObject({ policy: 'propose' })
  expect(policies.find(({ serviceCode }) => serviceCode === 'pothole')).toMatchObject({
    policy: 'off',
    changedAt: null,
  })
  const call = { params: { ...params, serviceCode: light }, body: { policy: 'act' as const } }
  await expect(client(setAssignPolicy, call)).rejects.toMatchObject({ problem: { status: 403 } })
  const unknown = { ...call, params: { ...params, serviceCode: 'no-such-service' } }
  await expect(manager(setAssignPolicy, unknown)).rejects.toMatchObject({ problem: { status: 404 } })
})

test('off leaves an order alone; a policy decides only into a published day', async () => {
  await order([0, 0])
  await setPolicy('act')
  const made = await order([100, 0])
  expect(await decisionOf(made.id)).toMatchObject({
    status: 'nobody',
    reason: 'no-plan',
    cause: 'act',
    askedBy: null,
  })
  expect(await client(listAssignments, { params, query: { day } })).toHaveLength(1)
  expect(await client(listPlans, { params, query: { day } })).toEqual([])
})

test('a proposal names the crew, its price and the others, and one call accepts it', async () => {
  await publishedDay()
  await setPolicy('propose')
  const made = await order([250, 0])
  const proposed = await decisionOf(made.id)
  expect(proposed).toMatchObject({
    status: 'proposed',
    day,
    crewId: 2,
    changes: [],
    canUndo: false,
    effect: { travelSeconds: expect.any(Number), overtimeSeconds: 0, lateSeconds: 0 },
    candidates: [
      { crewId: 2, cost: expect.any(Number), reason: null },
      { crewId: 1, cost: null, reason: 'skill' },
      { crewId: 3, cost: null, reason: 'skill' },
    ],
  })
  expect(await field.dispatch.readOrder(made.id)).toMatchObject({ status: 'ready' })
  const accepted = await accept(proposed)
  expect(accepted).toMatchObject({ status: 'accepted', settledBy: 'Test dispatcher', canUndo: true })
  expect(await field.dispatch.readOrder(made.id)).toMatchObject({ status: 'dispatched', crewId: 2 })
  await expect(accept(proposed)).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
})

test('a dismissed proposal leaves the order, and it can be weighed again', async () => {
  await publishedDay()
  await setPolicy('propose')
  const made = await order([250, 0])
  const proposed = await decisionOf(made.id)
  const call = { params: { ...params, id: proposed.id } }
  expect(await client(dismissAssignment, call)).toMatchObject({ status: 'dismissed' })
  expect(await client(dismissAssignment, call)).toMatchObject({ status: 'dismissed' })
  await expect(accept(proposed)).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
  await client(weighAssignment, call)
  const again = await decisionOf(made.id, (status) => status === 'proposed')
  expect(again).toMatchObject({ askedBy: 'Test dispatcher', crewId: 2 })
})

test('a proposal that the order or the crew’s route has overtaken says so and is refused', async () => {
  await publishedDay()
  await setPolicy('propose')
  const [first, second] = [await order([250, 0]), await order([300, 0])]
  const [one, two] = [await decisionOf(first.id), await decisionOf(second.id)]
  const { version } = await field.dispatch.readOrder(first.id)
  await client(changeWorkOrder, { params: { ...params, id: first.id }, body: { version, priority: 90 } })
  expect(await decisionOf(first.id)).toMatchObject({ status: 'expired', changes: ['order'] })
  await expect(accept(one)).rejects.toMatchObject({
    problem: { type: 'conflict', data: { changes: ['order'] } },
  })

  const third = await decisionOf((await order([350, 0])).id)
  await accept(third)
  // the crew's route has changed: what else was proposed for it is weighed again
  const renewed = await decisionOf(second.id, (_, { id }) => id !== two.id)
  expect(renewed).toMatchObject({ status: 'proposed', changes: [] })
  expect(await find(two.id)).toMatchObject({ status: 'replaced' })
  await accept(renewed)
})

test('a proposal is refused when somebody else has published another route for its crew', async () => {
  const [, lamp] = await publishedDay()
  await setPolicy('propose')
  const proposed = await decisionOf((await order([250, 0])).id)
  const [plan] = await client(listPlans, { params, query: { day } })
  const head = { planId: plan.id, version: plan.headVersion! }
  await field.dispatch.publish(await field.dispatch.move(head, { taskId: lamp.taskId, crewId: null }))
  expect(await find(proposed.id)).toMatchObject({ status: 'expired', changes: ['crew-route'] })
  await expect(accept(proposed)).rejects.toMatchObject({ problem: { data: { changes: ['crew-route'] } } })
})

test('what is given out by itself is undone with one call, until the crew has started', async () => {
  const orders = await publishedDay()
  await setPolicy('act')
  const made = await order([250, 0])
  const given = await decisionOf(made.id)
  expect(given).toMatchObject({ status: 'assigned', cause: 'act', crewId: 2, canUndo: true, askedBy: null })
  expect(await undo(given)).toMatchObject({ status: 'undone', settledBy: 'Test dispatcher', canUndo: false })
  expect(await undo(given)).toMatchObject({ status: 'undone' })
  expect(await field.dispatch.readOrder(made.id)).toMatchObject({ status: 'ready', crewId: null })
  const [plan] = await client(listPlans, { params, query: { day } })
  const version = await field.dispatch.read({ planId: plan.id, version: plan.publishedVersion! })
  expect(tasksOf(version, 2)).toEqual([orders[1].taskId])
  expect(tasksOf(version, 1)).toEqual([orders[0].taskId])
  expect(version.unassigned).toMatchObject([{ taskId: made.taskId, reason: 'taken-out' }])

  await field.dispatch.api.database.owner.query(sql`
    update crew_member set account_id = ${field.crew.accountId} where crew_id = 2`)
  await field.setMember(null)
  const other = await order([260, 0])
  const second = await decisionOf(other.id)
  const visit = await field.visitOf(other.id)
  field.dispatch.api.clock.set('2026-03-12T06:00:00Z')
  const begun = {
    visitId: visit.id,
    sequence: 1,
    baseVersion: visit.version,
    occurredAt: '2026-03-12T05:55:00Z',
  }
  await field.tablet(sendOperations, {
    params,
    body: { deviceId: 'tablet-one', operations: [{ ...begun, opId: randomUUID(), kind: 'en_route' }] },
  })
  expect(await find(second.id)).toMatchObject({ status: 'assigned', canUndo: false })
  await expect(undo(second)).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
})

test('one proposal accepted twice at once gives the order out once', async () => {
  await publishedDay()
  await setPolicy('propose')
  const proposed = await decisionOf((await order([250, 0])).id)
  const answers = await Promise.allSettled([accept(proposed), accept(proposed)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await field.dispatch.visits()).toHaveLength(3)
})

function setPolicy(policy: 'off' | 'propose' | 'act') {
  return manager(setAssignPolicy, { params: { ...params, serviceCode: light }, body: { policy } })
}

async function publishedDay() {
  const orders = await field.dispatch.arrangeOrders([{ at: [0, 0] }, { at: [200, 0], serviceCode: light }])
  await field.dispatch.publish(await field.dispatch.solved())
  return orders
}

async function order(at: [number, number]) {
  const requestIds = await arrangeRequests(field.dispatch.api.database.owner, [{ at, serviceCode: light }])
  return client(createWorkOrder, { params, body: { idempotencyKey: randomUUID(), requestIds } })
}

/** The latest decision about an order, once there is one that will do. */
async function decisionOf(
  workOrderId: number,
  will: (status: Assignment['status'], decision: Assignment) => boolean = () => true,
): Promise<Assignment> {
  let found: Assignment | undefined
  await expect
    .poll(
      async () => {
        const all = await client(listAssignments, { params, query: { day } })
        found = all.find((each) => each.workOrderId === workOrderId && will(each.status, each))
        return found !== undefined
      },
      { timeout: 15_000 },
    )
    .toBe(true)
  return found!
}

async function find(id: number) {
  return (await client(listAssignments, { params, query: { day } })).find((each) => each.id === id)
}

const accept = ({ id }: Assignment) => client(acceptAssignment, { params: { ...params, id } })
const undo = ({ id }: Assignment) => client(undoAssignment, { params: { ...params, id } })
