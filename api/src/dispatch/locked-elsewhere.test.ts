import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  assignWorkOrder,
  checkPlanVersion,
  getPlanProblem,
  lockPlanStop,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { assignWorkOrderJob } from '../jobs/assign-work-order.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const next = '2026-03-13'
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
  await dispatch.api.work([assignWorkOrderJob])
})
beforeEach(async () => {
  const { owner } = dispatch.api.database
  await dispatch.clear()
  await owner.query(sql`delete from shift where lower(during) >= ${next}::timestamptz`)
  await arrangeShifts(owner, next, [1])
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

const lock = (version: VersionKey, taskId: number, isLocked = true) =>
  dispatch.client(lockPlanStop, { params: dispatch.keyOf(version), body: { kind: 'crew', taskId, isLocked } })

const check = async (version: VersionKey) =>
  (await dispatch.client(checkPlanVersion, { params: dispatch.keyOf(version) })).violations

/** The first of two orders is locked in the draft of the day after; a day has room for both. */
async function lockedNextDay() {
  const [one, two] = await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [200, 0] }])
  const draft = await dispatch.solved({ day: next, crewIds: [1] })
  return { one: one!, two: two!, draft, locked: await lock(draft, one!.taskId!) }
}

const leftOut = ({ unassigned }: PlanVersionDetail) =>
  unassigned.map(({ taskId, reason, plannedOn }) => ({ taskId, reason, plannedOn }))

test('what the draft of another day locks is left to it by a day planned alone, and named with that day', async () => {
  const { one, two, locked } = await lockedNextDay()
  const plannedOn = { day: next, planId: locked.planId }
  const alone = await dispatch.solved({ crewIds: [1] })
  expect(tasksOf(alone, 1)).toEqual([two.taskId])
  expect(leftOut(alone)).toEqual([{ taskId: one.taskId, reason: 'other-day', plannedOn }])
  const { unassigned } = await dispatch.explain(alone, one.taskId!)
  expect(unassigned).toMatchObject({ reason: 'other-day' })
  // also where it is asked for by name
  const named = await dispatch.solved({ planId: alone.planId, crewIds: [1], workOrderIds: [one.id] })
  expect(tasksOf(named, 1)).toEqual([])
  expect(leftOut(named)).toEqual([{ taskId: one.taskId, reason: 'other-day', plannedOn }])
})

test('an earlier day locks its work against a later one as well', async () => {
  const [one] = await dispatch.arrangeOrders([{ at: [0, 0] }])
  const early = await dispatch.solved({ crewIds: [1] })
  await lock(early, one!.taskId!)
  const late = await dispatch.solved({ day: next, crewIds: [1] })
  expect(tasksOf(late, 1)).toEqual([])
  expect(leftOut(late)).toMatchObject([{ reason: 'other-day', plannedOn: { day } }])
})

test('who puts it into this day by hand is told that another day has locked it, until it is locked here', async () => {
  const { one, two } = await lockedNextDay()
  const told = [{ taskId: one.taskId, crewId: 1, cause: 'other-day' }]
  const alone = await dispatch.solved({ crewIds: [1] })
  const known = await dispatch.client(getPlanProblem, { params: dispatch.keyOf(alone), query: {} })
  expect(known!.barred).toEqual([{ taskId: one.taskId, cause: 'other-day' }])
  const moved = await dispatch.move(alone, { taskId: one.taskId!, crewId: 1 })
  expect(tasksOf(moved, 1).toSorted()).toEqual([one.taskId, two.taskId])
  expect(moved.violations).toMatchObject(told)
  expect(moved.addedViolations).toMatchObject(told)
  expect(await check(moved)).toMatchObject(told)

  const held = await lock(moved, one.taskId!)
  expect(held.violations).toEqual([])
  const again = await dispatch.solved({ planId: held.planId, crewIds: [1] })
  expect(tasksOf(again, 1).toSorted()).toEqual([one.taskId, two.taskId])
  expect((await dispatch.publish(again)).status).toBe('published')
})

test('the queue gives nobody what another day has locked, and says why', async () => {
  const { one, locked } = await lockedNextDay()
  const assign = () =>
    dispatch.client(assignWorkOrder, { params: { jurisdictionId: cityId, id: one.id }, body: { day } })
  const answers = async () =>
    (await dispatch.readOrder(one.id)).events.filter(({ kind }) => kind === 'assigned')
  await assign()
  await expect.poll(async () => (await answers()).length, { timeout: 10_000 }).toBe(1)
  const [answer] = await answers()
  expect(answer).toMatchObject({ reason: 'no crew fits', data: { crewId: null } })
  const { candidates } = answer!.data as { candidates: { reason: string }[] }
  expect(new Set(candidates.map(({ reason }) => reason))).toEqual(new Set(['other-day']))

  await lock(locked, one.taskId!, false)
  await assign()
  await expect
    .poll(async () => (await dispatch.readOrder(one.id)).status, { timeout: 10_000 })
    .toBe('dispatched')
})

test('who asks how it could be done here is offered no place, but told which day has locked it', async () => {
  const { one, two, locked } = await lockedNextDay()
  const free = await lock(locked, one.taskId!, false)
  const solved = await dispatch.solved({ crewIds: [1] })
  const out = await dispatch.move(solved, { taskId: one.taskId!, crewId: null })
  expect((await dispatch.explain(out, one.taskId!)).unassigned).toMatchObject({
    lockedOn: null,
    fixes: [{ crewId: 1, grants: [] }],
  })

  await lock(free, one.taskId!)
  expect((await dispatch.explain(out, one.taskId!)).unassigned).toMatchObject({
    reason: 'other-day',
    lockedOn: { day: next, planId: locked.planId },
    fixes: [],
  })
  // what nothing holds is not swept along
  const both = await dispatch.move(out, { taskId: two.taskId!, crewId: null })
  expect((await dispatch.explain(both, two.taskId!)).unassigned).toMatchObject({
    lockedOn: null,
    fixes: [{ crewId: 1 }],
  })
})

test('what is free over there again can be done here', async () => {
  const { one, locked } = await lockedNextDay()
  const alone = await dispatch.solved({ crewIds: [1] })
  const free = await lock(locked, one.taskId!, false)
  expect(leftOut(await dispatch.read(alone))).toEqual([
    { taskId: one.taskId, reason: 'unexplained', plannedOn: null },
  ])
  expect((await dispatch.explain(alone, one.taskId!)).unassigned?.reason).toBe('cost')
  const moved = await dispatch.move(alone, { taskId: one.taskId!, crewId: 1 })
  expect(moved.violations).toEqual([])

  // a lock goes with what it held
  const held = await lock(free, one.taskId!)
  expect(await check(moved)).toMatchObject([{ cause: 'other-day' }])
  await dispatch.move(held, { taskId: one.taskId!, crewId: null })
  expect(await check(moved)).toEqual([])
})

test('a day that is over holds nothing, and neither does a crew that no longer works or whose shift has ended', async () => {
  const { one, two } = await lockedNextDay()
  const { api } = dispatch
  await api.database.owner.query(sql`delete from shift where lower(during) >= ${next}::timestamptz`)
  const both = [one.taskId, two.taskId]
  const alone = await dispatch.solved({ crewIds: [1] })
  expect(tasksOf(alone, 1).toSorted()).toEqual(both)

  const early = await lock(alone, one.taskId!)
  await arrangeShifts(api.database.owner, next, [1])
  for (const now of ['2026-03-12T21:00:00Z', '2026-03-13T04:00:00Z']) {
    api.clock.set(now)
    const late = await dispatch.solved({ day: next, crewIds: [1] })
    expect(tasksOf(late, 1).toSorted()).toEqual(both)
  }
  expect(early.locks).toHaveLength(1)
})
