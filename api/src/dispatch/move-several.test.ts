import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { lockPlanStop } from '../contract/index.ts'
import { tasksOf, testDispatch, type TestDispatch } from './testing.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

/** Five stops of crew 1. */
async function plannedFive() {
  await dispatch.arrangeOrders([0, 200, 400, 600, 800].map((meters) => ({ at: [meters, 0] })))
  const solved = await dispatch.solved({ crewIds: [1, 2] })
  const tasks = tasksOf(solved, 1).map((taskId) => taskId!)
  expect(tasks).toHaveLength(5)
  return { solved, tasks }
}

test('several stops move as one, behind each other in the order they are named, and one undo takes all back', async () => {
  const { solved, tasks } = await plannedFive()
  const [a, b, c, d, e] = tasks as [number, number, number, number, number]
  const moved = await dispatch.move(solved, { taskIds: [d, a, d], crewId: 1, place: 1 })
  expect(moved.version).toBe(solved.version + 1)
  expect(tasksOf(moved, 1)).toEqual([b, d, a, c, e])
  expect(moved.act).toMatchObject({ kind: 'move', count: 2 })
  const other = await dispatch.move(moved, { taskIds: [d, a], crewId: 2, place: 0 })
  expect(tasksOf(other, 2)).toEqual([d, a])
  // crew 2 has not what they need: each breaks the rule, and was moved with the other
  expect(other.addedViolations.map(({ taskId }) => taskId).toSorted()).toEqual([a, d].toSorted())
  expect(other.violations.every(({ movedTaskIds }) => movedTaskIds.length === 2)).toBe(true)
  const out = await dispatch.move(other, { taskIds: [d, a], crewId: null })
  expect(out.act).toMatchObject({ kind: 'take-out', count: 2 })
  expect(out.unassigned.map(({ taskId }) => taskId).toSorted()).toEqual([a, d].toSorted())
  await dispatch.backTo(solved)
  expect(tasksOf(await dispatch.read(solved), 1)).toEqual(tasks)
})

test('one that cannot be moved holds up all, and nothing named is told', async () => {
  const { solved, tasks } = await plannedFive()
  await expect(dispatch.move(solved, { taskIds: [tasks[0]!, 999_999], crewId: 1 })).rejects.toMatchObject({
    problem: { type: 'not-allowed-now', data: { taskId: 999_999 } },
  })
  await expect(dispatch.move(solved, { crewId: 1 })).rejects.toMatchObject({
    problem: { type: 'bad-input', title: 'Name the work that this is about' },
  })
  expect(tasksOf(await dispatch.read(solved), 1)).toEqual(tasks)
})

test('several stops are locked and freed in one step', async () => {
  const { solved, tasks } = await plannedFive()
  const [a, b, c] = tasks as [number, number, number]
  const lock = (version: typeof solved, taskIds: number[], isLocked: boolean) =>
    dispatch.client(lockPlanStop, {
      params: dispatch.keyOf(version),
      body: { kind: 'crew', taskIds, isLocked },
    })
  const one = await lock(solved, [a], true)
  const all = await lock(one, [a, b, c], true)
  expect(all.version).toBe(one.version + 1)
  expect(all.act).toMatchObject({ kind: 'lock', count: 2 })
  expect(all.locks.map(({ taskId }) => taskId)).toEqual([a, b, c])
  expect((await lock(all, [b, c], true)).version).toBe(all.version)
  const free = await lock(all, [a, b, c], false)
  expect(free.locks).toEqual([])
})
