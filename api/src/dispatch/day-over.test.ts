import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  keepPlanSupposition,
  lockPlanStop,
  publishPlanVersion,
  reapplyPlanVersion,
  replanDay,
  setPlanHead,
  solvePlan,
  supposePlan,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

const refused = { problem: { type: 'conflict', title: 'This day is over', data: { day } } }

test('the plan of a day that is over in the city can be looked at, but no longer changed or published', async () => {
  const { client, keyOf } = dispatch
  await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [300, 0] }, { at: [600, 0] }])
  const solved = await dispatch.solved()
  const { planId, version } = solved
  const without = { kind: 'without-crew', crewId: 2 } as const
  const supposed = await dispatch.settled(
    await client(supposePlan, { params: keyOf(solved), body: { change: without, seconds: 1 } }),
  )
  const crewId = solved.routes[0].crewId
  const taskId = tasksOf(solved, crewId)[0]!
  const beside = await dispatch.move(solved, { taskId, crewId: null })
  await dispatch.backTo(solved)
  await dispatch.publish(solved)
  const draft = await dispatch.move(solved, { taskId, crewId: null })
  const before = [await dispatch.visits(), await dispatch.read(draft)]

  // in Athens the day ends two hours before it does in London
  dispatch.api.clock.set('2026-03-12T22:30:00Z')
  const head = keyOf(draft)
  const attempts = [
    () => dispatch.move(draft, { taskId, crewId }),
    () => client(lockPlanStop, { params: head, body: { kind: 'route', crewId, isLocked: true } }),
    () => client(publishPlanVersion, { params: head, body: {} }),
    () => client(publishPlanVersion, { params: head, body: { crewIds: [crewId] } }),
    () => client(reapplyPlanVersion, { params: keyOf(beside) }),
    () => client(setPlanHead, { params: { ...params, planId }, body: { version, from: null } }),
    () => client(supposePlan, { params: head, body: { change: without } }),
    () => client(keepPlanSupposition, { params: keyOf(supposed) }),
    () => client(replanDay, { params: { ...params, planId }, body: {} }),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(refused)
  await expect(client(solvePlan, { params, body: { day, planId } })).rejects.toMatchObject({
    problem: { type: 'bad-input', title: 'This day is over' },
  })
  expect([await dispatch.visits(), await dispatch.read(draft)]).toEqual(before)
  // asked for again, what is published already is no change
  expect(await dispatch.publish(solved)).toMatchObject({ status: 'published' })
})
