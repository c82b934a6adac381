import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  getPlanVersion,
  publishPlanVersion,
  reapplyPlanVersion,
  replanDay,
  setPlanHead,
  type CallOf,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('an urgent order that comes in is put into the published day, and the version says what it changes', async () => {
  const published = await publishedDay(4)
  const [urgent] = await dispatch.arrangeOrders([{ at: [200, 100] }])
  const proposal = await replanned(published, { changeBudget: 1 })
  expect(proposal).toMatchObject({ status: 'optimised', baseVersion: published.version, unassigned: [] })
  expect(proposal.changes).toMatchObject({ budget: 1, changes: 1 })
  const [added] = proposal.changes!.stops
  expect(added).toMatchObject({ taskId: urgent.taskId, kind: 'assigned', from: null, isForced: false })
  const { crewId, place } = added.to!
  expect(tasksOf(proposal, crewId)[place - 1]).toBe(urgent.taskId)
  const without = tasksOf(proposal, crewId).filter((task) => task !== urgent.taskId)
  expect(without).toEqual(tasksOf(published, crewId))
})

test('an offered repair stands beside the plan, is one for all who ask, and is accepted by going on from it', async () => {
  const { planId, version: from } = await publishedDay(4)
  const key = { params: { ...params, planId }, body: { isOffer: true, seconds: 1, changeBudget: 2 } }
  await dispatch.arrangeOrders([{ at: [200, 100] }])
  const [first, second] = await Promise.all([
    dispatch.client(replanDay, key),
    dispatch.client(replanDay, key),
  ])
  expect(second.version).toBe(first.version)
  const offer = await dispatch.settled(first)
  expect(offer).toMatchObject({ status: 'optimised', act: { kind: 'offer' }, changes: { changes: 1 } })
  expect(await dispatch.thePlan()).toMatchObject({ headVersion: from, publishedVersion: from })
  const { version } = offer
  await dispatch.client(setPlanHead, { params: key.params, body: { version, from } })
  await dispatch.client(publishPlanVersion, { params: { ...key.params, version }, body: {} })
  expect(await dispatch.thePlan()).toMatchObject({
    headVersion: version,
    publishedVersion: version,
  })
})

test('a repair is accepted while a draft is ahead: crews get it, and what the draft changed is applied to it', async () => {
  const published = await publishedDay(4)
  const { planId } = published
  const crewId = published.routes.find((route) => tasksOf(published, route.crewId).length > 0)!.crewId
  const [out] = tasksOf(published, crewId)
  const draft = await dispatch.move(published, { taskId: out!, crewId: null })
  const [urgent] = await dispatch.arrangeOrders([{ at: [200, 100] }])
  const asked = { isOffer: true, seconds: 1, changeBudget: 1 }
  const offer = await dispatch.settled(
    await dispatch.client(replanDay, { params: { ...params, planId }, body: asked }),
  )
  const headTo = ({ version }: VersionKey, from: number) =>
    dispatch.client(setPlanHead, { params: { ...params, planId }, body: { version, from } })
  await headTo(offer, draft.version)
  // not published yet, a step back leads to the draft
  await headTo(draft, offer.version)
  await headTo(offer, draft.version)
  await dispatch.publish(offer)
  await expect(headTo(draft, offer.version)).rejects.toMatchObject({ problem: { type: 'conflict' } })

  const both = await dispatch.client(reapplyPlanVersion, { params: dispatch.keyOf(draft) })
  expect(both).toMatchObject({ baseVersion: offer.version, act: { kind: 'reapply' }, notApplied: [] })
  expect(await dispatch.thePlan()).toMatchObject({
    headVersion: both.version,
    publishedVersion: offer.version,
  })
  const tasks = (version: PlanVersionDetail) =>
    version.routes.flatMap((route) => tasksOf(version, route.crewId))
  expect(tasks(offer)).toEqual(expect.arrayContaining([out, urgent.taskId]))
  expect(new Set(tasks(both))).toEqual(new Set(tasks(offer).filter((taskId) => taskId !== out)))
  expect((await dispatch.publish(both)).status).toBe('published')
})

test('a repair that nobody took up makes room for the next one', async () => {
  const { planId } = await publishedDay(3)
  const ask = () =>
    dispatch.client(replanDay, { params: { ...params, planId }, body: { isOffer: true, seconds: 1 } })
  const old = await dispatch.settled(await ask())
  const { owner } = dispatch.api.database
  await owner.query(sql`
    update plan_version set created_at = created_at - interval '2 minutes' where version = ${old.version}`)
  const next = await ask()
  expect(next.version).toBeGreaterThan(old.version)
  const { status } = await dispatch.client(getPlanVersion, {
    params: { ...params, planId, version: old.version },
  })
  expect(status).toBe('cancelled')
  await dispatch.settled(next)
})

test('with no changes allowed the published day stays, and what came in stays out', async () => {
  const published = await publishedDay(5)
  const [late] = await dispatch.arrangeOrders([{ at: [200, 100] }])
  const proposal = await replanned(published, { changeBudget: 0 })
  expect(proposal.changes).toMatchObject({ budget: 0, changes: 0, stops: [] })
  expect(ordersOf(proposal)).toEqual(ordersOf(published))
  expect(proposal.unassigned.map(({ taskId }) => taskId)).toEqual([late.taskId])
})

test('the work of a crew that is out goes to others without a change, named as forced', async () => {
  const orders = await dispatch.arrangeOrders([{ at: [0, 300] }, { at: [200, 300] }, { at: [-300, 200] }])
  const published = await dispatch.solved({ crewIds: [1] })
  await dispatch.publish(published)
  const { owner } = dispatch.api.database
  await owner.query(sql`delete from shift where crew_id = 1`)
  try {
    await owner.query(sql`update task set skills = '{}', vehicle_features = '{}', load_kg = 0, load_m3 = 0`)
    const proposal = await replanned(published, { changeBudget: 0, crewIds: [3] })
    expect(proposal.changes).toMatchObject({ changes: 0 })
    const { stops } = proposal.changes!
    expect(stops.map(({ taskId }) => taskId).sort()).toEqual(orders.map((order) => order.taskId).sort())
    for (const stop of stops) {
      expect(stop).toMatchObject({ kind: 'crew', isForced: true, from: { crewId: 1 }, to: { crewId: 3 } })
    }
    expect(tasksOf(proposal, 3)).toHaveLength(3)
    expect(tasksOf(proposal, 1)).toEqual([])
  } finally {
    await arrangeShifts(owner, day, [1])
  }
})

test('a plan that is not published cannot be re-planned', async () => {
  await dispatch.arrangeOrders([{}])
  const { planId } = await dispatch.solved()
  await expect(dispatch.client(replanDay, { params: { ...params, planId }, body: {} })).rejects.toMatchObject(
    { problem: { type: 'conflict' } },
  )
})

test('what crews have done or begun stays theirs, and publishing the proposal is a step of its own', async () => {
  const published = await publishedDay(4)
  const first = tasksOf(published, 1)[0]
  const { owner } = dispatch.api.database
  dispatch.api.clock.set('2026-03-12T05:30:00Z')
  await owner.query(sql`
    update visit set status = 'working', arrived_at = '2026-03-12T05:10:00Z' where task_id = ${first}`)
  await dispatch.arrangeOrders([{ at: [200, 100] }])
  const before = await dispatch.visits()
  const proposal = await replanned(published, { changeBudget: 3 })
  expect(await dispatch.visits()).toEqual(before)
  expect(tasksOf(proposal, 1)[0]).toBe(first)
  expect(proposal.changes!.stops.map(({ taskId }) => taskId)).not.toContain(first)
  expect(proposal.changes!.changes).toBeLessThanOrEqual(3)
  const inForce = await dispatch.publish(proposal)
  expect(inForce).toMatchObject({ status: 'published', changes: { budget: 3 } })
})

async function publishedDay(count: number): Promise<PlanVersionDetail> {
  await dispatch.arrangeOrders(
    Array.from({ length: count }, (_, index) => ({
      at: [300 * index, 100 * (index % 3)] as [number, number],
    })),
  )
  const version = await dispatch.solved()
  await dispatch.publish(version)
  return version
}

async function replanned(
  { planId }: PlanVersionDetail,
  body: CallOf<typeof replanDay>['body'],
): Promise<PlanVersionDetail> {
  const asked = await dispatch.client(replanDay, {
    params: { ...params, planId },
    body: { seconds: 1, ...body },
  })
  expect(asked.status).toBe('solving')
  return dispatch.settled(asked)
}

function ordersOf({ routes }: PlanVersionDetail) {
  return routes.map((route) => ({ crewId: route.crewId, tasks: tasksOf({ routes }, route.crewId) }))
}
