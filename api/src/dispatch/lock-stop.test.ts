import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  lockPlanStop,
  replanDay,
  type CallOf,
  type PlanVersionDetail,
  type solvePlan,
} from '../contract/index.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('a stop is locked to its crew, place and time by a version of its own, and undo frees it', async () => {
  const solved = await plannedDay(4)
  const taskId = tasksOf(solved, 1)[2]!
  let version = solved
  for (const kind of ['crew', 'position', 'time'] as const)
    version = await lock(version, { kind, taskId, isLocked: true })
  expect(version.version).toBe(solved.version + 3)
  expect(version.act).toMatchObject({ kind: 'lock' })
  expect(version.locks).toEqual([
    { kind: 'crew', taskId, crewId: 1 },
    { kind: 'position', taskId, crewId: 1 },
    { kind: 'time', taskId, crewId: null },
  ])
  expect(standings(version)).toEqual(standings(solved))
  expect((await lock(version, { kind: 'crew', taskId, isLocked: true })).version).toBe(version.version)

  const freed = await lock(version, { kind: 'time', taskId, isLocked: false })
  expect(freed.locks.map(({ kind }) => kind)).toEqual(['crew', 'position'])
  await dispatch.backTo(solved)
  expect((await dispatch.read(solved)).locks).toEqual([])
  await expect(lock(version, { kind: 'crew', taskId, isLocked: false })).rejects.toMatchObject({
    problem: { type: 'conflict' },
  })
})

test('a solve from other weights moves no stop that is locked, be the plan dearer for it', async () => {
  const solved = await plannedDay(6)
  // by hand into an order that no solve would choose
  const odd = await dispatch.move(solved, { taskId: tasksOf(solved, 1)[5]!, crewId: 1, place: 1 })
  const [first, second, third] = tasksOf(odd, 1)
  const held = await lock(odd, { kind: 'position', taskId: third!, isLocked: true })
  const timed = await lock(held, { kind: 'time', taskId: second!, isLocked: true })
  const again = await solvedAgain(timed, { weights: { unassigned: 1, travel: 16 } })
  expect(tasksOf(again, 1).slice(0, 3)).toEqual([first, second, third])
  expect(again.locks).toEqual(timed.locks)
  expect(standings(again)[second!]).toEqual(standings(timed)[second!])
  // what is free goes where it is cheaper
  await dispatch.backTo(odd)
  const free = await dispatch.solved({ day, planId: odd.planId, crewIds: [1] })
  expect(tasksOf(free, 1)).not.toEqual(tasksOf(odd, 1))
})

test('a locked route keeps its stops and takes no others, in a solve and in a re-plan', async () => {
  const solved = await plannedDay(3)
  const route = tasksOf(solved, 1)
  const held = await lock(solved, { kind: 'route', crewId: 1, isLocked: true })
  await dispatch.publish(held)
  const [late] = await dispatch.arrangeOrders([{ at: [50, 50] }])
  const again = await solvedAgain(held, {})
  expect(tasksOf(again, 1)).toEqual(route)
  expect(again.unassigned.map(({ taskId }) => taskId)).toEqual([late.taskId])
  expect(again.unassigned[0].crews.find(({ crewId }) => crewId === 1)?.reason).toBe('crew-locked')
  const { fixes } = (await dispatch.explain(again, late.taskId!)).unassigned!
  expect(fixes.map(({ crewId }) => crewId)).not.toContain(1)

  const params = { ...dispatch.keyOf(held) }
  const replanned = await dispatch.settled(
    await dispatch.client(replanDay, { params, body: { changeBudget: 10, seconds: 1 } }),
  )
  expect(tasksOf(replanned, 1)).toEqual(route)
  expect(replanned.locks).toEqual([{ kind: 'route', taskId: null, crewId: 1 }])
})

test('a stop moved by hand is locked no more, nor is a route or an order that it breaks', async () => {
  const solved = await plannedDay(4)
  const [first, second, , fourth] = tasksOf(solved, 1)
  const crew = await lock(solved, { kind: 'crew', taskId: fourth!, isLocked: true })
  const position = await lock(crew, { kind: 'position', taskId: second!, isLocked: true })
  const route = await lock(position, { kind: 'route', crewId: 1, isLocked: true })
  const moved = await dispatch.move(route, { taskId: fourth!, crewId: 1, place: 2 })
  expect(moved.addedViolations).toEqual([])
  expect(moved.locks).toEqual([
    { kind: 'crew', taskId: fourth, crewId: 1 },
    { kind: 'position', taskId: second, crewId: 1 },
  ])
  const before = await dispatch.move(moved, { taskId: fourth!, crewId: 1, place: 1 })
  expect(before.locks).toEqual([{ kind: 'crew', taskId: fourth, crewId: 1 }])
  const out = await dispatch.move(before, { taskId: fourth!, crewId: null })
  expect(out.locks).toEqual([])
  await expect(lock(out, { kind: 'time', taskId: fourth!, isLocked: true })).rejects.toMatchObject({
    problem: { type: 'not-allowed-now' },
  })
  expect(tasksOf(out, 1)[0]).toBe(first)
})

/** All of crew 1, who can do it. */
async function plannedDay(count: number): Promise<PlanVersionDetail> {
  const around = [
    [300, 0],
    [0, 300],
    [-300, 0],
    [0, -300],
    [450, 450],
    [-450, 450],
  ] as const
  await dispatch.arrangeOrders(around.slice(0, count).map((at) => ({ at: [...at] })))
  const solved = await dispatch.solved({ crewIds: [1] })
  expect(tasksOf(solved, 1)).toHaveLength(count)
  return solved
}

function lock(version: VersionKey, body: CallOf<typeof lockPlanStop>['body']): Promise<PlanVersionDetail> {
  return dispatch.client(lockPlanStop, { params: dispatch.keyOf(version), body })
}

async function solvedAgain(
  { planId, version }: VersionKey,
  more: Partial<CallOf<typeof solvePlan>['body']>,
): Promise<PlanVersionDetail> {
  return dispatch.solved({ day, planId, baseVersion: version, crewIds: [1], ...more })
}

/** Crew and start of each task. */
function standings({ routes }: PlanVersionDetail): Record<number, [crewId: number, startAt: string]> {
  return Object.fromEntries(
    routes.flatMap(({ crewId, stops }) =>
      stops.flatMap(({ taskId, startAt }) => (taskId === null ? [] : [[taskId, [crewId, startAt]]])),
    ),
  )
}
