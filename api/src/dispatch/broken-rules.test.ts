import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  checkPlanVersion,
  getPlanVersionStep,
  givePlanReason,
  listPlans,
  lockPlanStop,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

const check = (version: VersionKey) => dispatch.client(checkPlanVersion, { params: dispatch.keyOf(version) })
const giveReason = (version: VersionKey, reason: string) =>
  dispatch.client(givePlanReason, { params: dispatch.keyOf(version), body: { reason } })

/** A lamp with a crew that has no electrician, and a hole that may be moved about. */
async function brokenPlan(reason?: string) {
  const [lamp, hole] = await dispatch.arrangeOrders([
    { at: [0, 0], serviceCode: 'street-light' },
    { at: [300, 0], serviceCode: 'pothole' },
  ])
  const solved = await dispatch.solved()
  expect(solved.violations).toEqual([])
  const broken = await dispatch.move(solved, { taskId: lamp.taskId!, crewId: 1, reason })
  return { lamp, hole, solved, broken }
}

test('a rule that a move breaks stays with the plan, with who broke it and why', async () => {
  const { lamp, hole, solved, broken } = await brokenPlan('Agreed with the crew')
  const rule = {
    taskId: lamp.taskId,
    crewId: 1,
    cause: 'skill',
    lacking: ['electrician'],
    margin: null,
    since: broken.version,
    movedTaskIds: [lamp.taskId],
    reason: 'Agreed with the crew',
  }
  expect(broken.violations).toEqual([rule])
  expect(broken.act).toMatchObject({ kind: 'move', reason: 'Agreed with the crew' })
  // another change that breaks nothing, and a lock
  const next = await dispatch.move(broken, { taskId: hole.taskId!, crewId: null })
  expect([next.addedViolations, next.violations, next.act.reason]).toEqual([[], [rule], null])
  const locked = await dispatch.client(lockPlanStop, {
    params: dispatch.keyOf(next),
    body: { kind: 'crew', taskId: lamp.taskId!, isLocked: true },
  })
  expect((await dispatch.read(locked)).violations).toEqual([rule])
  const step = await dispatch.client(getPlanVersionStep, {
    params: dispatch.keyOf(locked),
    query: { since: solved.version },
  })
  expect(step.violations).toEqual([rule])
  expect((await check(locked)).violations).toEqual([rule])
  const [plan] = await dispatch.client(listPlans, {
    params: { jurisdictionId: cityId },
    query: { day },
  })
  expect(plan.versions.find(({ version }) => version === broken.version)!.act.reason).toBe(rule.reason)
  // put back, it is broken no more
  const mended = await dispatch.move(locked, { taskId: lamp.taskId!, crewId: 2 })
  expect(mended.violations).toEqual([])
})

test('a reason may be given afterwards, and once published it stays', async () => {
  const { lamp, broken } = await brokenPlan()
  expect((await check(broken)).violations).toMatchObject([{ since: broken.version, reason: null }])
  const told = await giveReason(broken, '  Someone waits there  ')
  expect(told.act.reason).toBe('Someone waits there')
  await giveReason(broken, 'A child waits there')
  expect((await check(broken)).violations).toMatchObject([
    { taskId: lamp.taskId, reason: 'A child waits there' },
  ])
  const published = await dispatch.publish(broken)
  expect(published.violations).toMatchObject([{ reason: 'A child waits there' }])
  await expect(giveReason(broken, 'It was nobody')).rejects.toMatchObject({
    problem: { type: 'not-allowed-now' },
  })
  await expect(giveReason(broken, '   ')).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  expect((await dispatch.read(broken)).violations).toMatchObject([{ reason: 'A child waits there' }])
})

test('a part that is published and the rest behind it keep the rules each breaks', async () => {
  const { hole, broken } = await brokenPlan('Agreed')
  const crewId = broken.routes.find((route) => tasksOf(broken, route.crewId).includes(hole.taskId!))!.crewId
  expect(crewId).not.toBe(1)
  const part = await dispatch.publish(broken, [crewId])
  expect(part.violations).toEqual([])
  const rest = await dispatch.read({ planId: part.planId, version: part.version + 1 })
  expect(rest.violations).toEqual(broken.violations)
  const other = await dispatch.publish(rest, [1])
  expect(other.violations).toEqual(broken.violations)
})
