import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getPlanVersionStep, getShownPlans, listPlans, lockPlanStop } from '../contract/index.ts'
import { tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

const stepTo = (version: VersionKey, since: number) =>
  dispatch.client(getPlanVersionStep, { params: dispatch.keyOf(version), query: { since } })

test('a step and the version before it are the version after it, there and back', async () => {
  await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [100, 0] }, { at: [0, 100] }])
  const planned = await dispatch.solved()
  const [first, second, third] = planned.routes.flatMap(({ crewId }) => tasksOf(planned, crewId))
  const given = await dispatch.move(planned, { taskId: first!, crewId: 1, leaveOutTaskIds: [third!] })
  const before = await dispatch.move(given, { taskId: second!, crewId: 2 })
  expect(before.keptCrewIds).toEqual([])
  const {
    keptCrewIds,
    addedViolations: _,
    ...told
  } = await dispatch.move(before, {
    taskId: third!,
    crewId: 2,
    isStep: true,
  })
  expect(keptCrewIds).toEqual([1])
  expect(told.routes.map(({ crewId }) => crewId)).toEqual([2])
  const after = await dispatch.read(told)
  const step = await stepTo(told, before.version)
  expect(step).toMatchObject({ ...told, keptCrewIds, since: before.version, headVersion: told.version })
  expect(put(before, step)).toEqual(after.routes)
  expect(put(after, await stepTo(before, told.version))).toEqual(before.routes)

  // a lock moves nothing; undo tells of the head as it is
  const locked = await dispatch.client(lockPlanStop, {
    params: dispatch.keyOf(told),
    body: { kind: 'crew', taskId: first!, isLocked: true },
  })
  await dispatch.backTo(told)
  const still = await stepTo(locked, told.version)
  expect(still).toMatchObject({ routes: [], locks: locked.locks, headVersion: told.version })
  expect(still.keptCrewIds).toEqual(after.routes.map(({ crewId }) => crewId))
})

test('a change stores what it changes, however much the plan holds, and every version stays what it was', async () => {
  await dispatch.clear()
  await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [100, 0] }, { at: [0, 100] }, { at: [100, 100] }])
  const solved = await dispatch.solved()
  const [first, second] = solved.routes.flatMap(({ crewId }) => tasksOf(solved, crewId))
  const both = await dispatch.move(solved, { taskId: first!, crewId: 1 })
  const together = await dispatch.move(both, { taskId: second!, crewId: 1 })
  const before = await storedRoutes()
  const out = await dispatch.move(together, { taskId: first!, crewId: null })
  expect((await storedRoutes()).slice(before.length)).toEqual([{ madeIn: out.version, crewId: 1 }])
  await dispatch.client(lockPlanStop, {
    params: dispatch.keyOf(out),
    body: { kind: 'crew', taskId: second!, isLocked: true },
  })
  await dispatch.backTo(out)
  expect(await storedRoutes()).toHaveLength(before.length + 1)
  for (const { addedViolations: _, keptCrewIds: __, ...version } of [both, together, out])
    expect(await dispatch.read(version)).toEqual(version)
})

/** What is stored of all versions, in the order they were made. */
async function storedRoutes(): Promise<unknown[]> {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select made_in as "madeIn", crew_id as "crewId" from stored_route order by made_in, crew_id`)
  return rows
}

test('a day comes with the version its view means, in one answer', async () => {
  await dispatch.clear()
  await dispatch.arrangeOrders([{ at: [0, 0] }])
  const solved = await dispatch.solved()
  const moved = await dispatch.move(solved, {
    taskId: tasksOf(solved, solved.routes[0]!.crewId)[0]!,
    crewId: null,
  })
  const { jurisdictionId } = dispatch.keyOf(solved)
  const shown = async (query: object) => {
    const { heardId, ...answer } = await dispatch.client(getShownPlans, { params: { jurisdictionId }, query })
    expect(heardId).toBeGreaterThan(0)
    return answer
  }
  const plans = await dispatch.client(listPlans, { params: { jurisdictionId }, query: { day: solved.day } })
  const head = { day: solved.day, plans, shown: await dispatch.read(moved) }
  expect(await shown({ day: solved.day })).toEqual(head)
  // without a day it is the city's today
  expect(await shown({})).toEqual({ day: '2026-03-11', plans: [], shown: null })
  expect(await shown({ day: solved.day, planId: solved.planId, version: solved.version })).toEqual({
    ...head,
    shown: await dispatch.read(solved),
  })
  expect(await shown({ day: '2026-05-01' })).toEqual({ day: '2026-05-01', plans: [], shown: null })
})

test('against a version that there is not every route is other', async () => {
  await dispatch.clear()
  await dispatch.arrangeOrders([{ at: [0, 0] }])
  const solved = await dispatch.solved()
  expect(await stepTo(solved, solved.version + 7)).toMatchObject({ keptCrewIds: [], routes: solved.routes })
})

function put(
  base: { routes: { crewId: number }[] },
  step: { routes: { crewId: number }[]; keptCrewIds: number[] },
) {
  const kept = base.routes.filter(({ crewId }) => step.keptCrewIds.includes(crewId))
  return [...kept, ...step.routes].sort((a, b) => a.crewId - b.crewId)
}
