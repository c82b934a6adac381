import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  cancelPlanVersion,
  checkPlanVersion,
  lockPlanStop,
  linkWorkOrder,
  solveDays,
  type CallOf,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const params = { jurisdictionId: cityId }
const next = '2026-03-13'
const last = '2026-03-16'
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
  for (const each of [next, last]) await arrangeShifts(dispatch.api.database.owner, each, [1])
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

const ask = (body: Partial<CallOf<typeof solveDays>['body']> = {}) =>
  dispatch.client(solveDays, {
    params,
    body: { days: [day, next, last], leaveOutCrewIds: [2, 3], seconds: 1, ...body },
  })

const settled = async (versions: { planId: number; version: number }[]): Promise<PlanVersionDetail[]> => {
  const details: PlanVersionDetail[] = []
  for (const version of versions) details.push(await dispatch.settled(version))
  return details
}

/** More than one crew can do in a day: each takes half a day, the first of them most of it. */
async function arrangeDays(count: number) {
  const orders = await dispatch.arrangeOrders(
    Array.from({ length: count }, (_, index) => ({ at: [200 * index, 0] as [number, number] })),
  )
  await dispatch.api.database.owner.query(
    sql`update task set duration_minutes = 160, load_m3 = 0, load_kg = 0`,
  )
  return orders
}

const lock = (version: VersionKey, body: CallOf<typeof lockPlanStop>['body']) =>
  dispatch.client(lockPlanStop, { params: dispatch.keyOf(version), body })

test('days planned in one go share the work: each has what those before it have left, and nothing is in two', async () => {
  const orders = await arrangeDays(6)
  const asked = await ask({ days: [last, day, next] })
  expect(asked.map((version) => [version.day, version.status])).toEqual([
    [day, 'solving'],
    [next, 'solving'],
    [last, 'solving'],
  ])
  const together = asked.map(({ day, planId, version }) => ({ day, planId, version }))
  const versions = await settled(asked)
  for (const version of versions) expect(version.together).toEqual(together)
  const planned = versions.map((version) => tasksOf(version, 1))
  expect(planned.map((tasks) => tasks.length)).toEqual([2, 2, 2])
  expect(planned.flat().toSorted()).toEqual(orders.map(({ taskId }) => taskId).toSorted())
  // what an earlier day took is no work of a later one
  expect(versions.map(({ unassigned }) => unassigned.length)).toEqual([4, 2, 0])
  for (const version of versions) expect((await dispatch.publish(version)).status).toBe('published')
})

test('work that another of the days takes is named with that day; what no day takes is left over', async () => {
  await arrangeDays(7)
  const asked = await ask()
  await settled(asked)
  const daysOf = async (version: VersionKey) =>
    (await dispatch.read(version)).unassigned.map(({ plannedOn }) => plannedOn?.day ?? null).toSorted()
  const [first, second, third] = asked
  expect(await daysOf(first)).toEqual([next, next, last, last, null])
  expect(await daysOf(second)).toEqual([last, last, null])
  expect(await daysOf(third)).toEqual([null])

  // as the days stand now, to and fro
  const [taken] = tasksOf(await dispatch.read(second), 1)
  const shown = async () =>
    (await dispatch.read(first)).unassigned.find(({ taskId }) => taskId === taken)!.plannedOn
  expect(await shown()).toEqual({ day: next, planId: second.planId })
  const without = await dispatch.move(second, { taskId: taken!, crewId: null })
  expect(await shown()).toBeNull()
  const moved = await dispatch.move(first, { taskId: taken!, crewId: 1 })
  expect(moved.unassigned.map(({ taskId }) => taskId)).not.toContain(taken)
  expect((await dispatch.read(without)).unassigned.find(({ taskId }) => taskId === taken)!.plannedOn).toEqual(
    { day, planId: first.planId },
  )
})

test('what comes second is planned no earlier than the day of what comes first, be that a draft', async () => {
  const [one, two] = await arrangeDays(2)
  const { owner } = dispatch.api.database
  // one of them fills a day, and the first cannot be done on the first day
  await owner.query(sql`update task set duration_minutes = 230`)
  await owner.query(sql`
    update task set earliest_at = ${next}::date, latest_at = ${next}::date + 1 where id = ${one.taskId}`)
  await dispatch.client(linkWorkOrder, {
    params: { ...params, id: two.id },
    body: { kind: 'after', workOrderId: one.id },
  })
  const asked = await ask()
  const [first, second, third] = await settled(asked)
  expect([first, second, third].map((version) => tasksOf(version, 1))).toEqual([
    [],
    [one.taskId],
    [two.taskId],
  ])

  const waits = [{ taskId: two.taskId, crewId: 1, cause: 'waits' }]
  const byHand = await dispatch.move(first, { taskId: two.taskId, crewId: 1 })
  expect(byHand.violations).toMatchObject(waits)
  // nobody is sent to what comes second before somebody is sent to what comes first
  const check = async () =>
    (await dispatch.client(checkPlanVersion, { params: dispatch.keyOf(third) })).violations
  expect(await check()).toMatchObject(waits)
  await dispatch.publish(second)
  expect(await check()).toEqual([])
})

test('a day that is called off leaves its work to the next', async () => {
  const orders = await arrangeDays(4)
  const asked = await ask({ seconds: 2 })
  await dispatch.client(cancelPlanVersion, { params: dispatch.keyOf(asked[1]), body: { keep: false } })
  const [first, third] = await settled([asked[0], asked[2]])
  expect((await dispatch.read(asked[1])).status).toBe('cancelled')
  expect([...tasksOf(first, 1), ...tasksOf(third, 1)].toSorted()).toEqual(
    orders.map(({ taskId }) => taskId).toSorted(),
  )
})

test('a first day that is called off while it is solved does not hold up the others', async () => {
  const orders = await arrangeDays(2)
  const asked = await ask({ days: [day, next], seconds: 20 })
  await dispatch.client(cancelPlanVersion, { params: dispatch.keyOf(asked[0]), body: { keep: false } })
  await dispatch.client(cancelPlanVersion, { params: dispatch.keyOf(asked[1]), body: { keep: true } })
  const [second] = await settled([asked[1]])
  expect([...tasksOf(second, 1), ...second.unassigned.map(({ taskId }) => taskId)].toSorted()).toEqual(
    orders.map(({ taskId }) => taskId).toSorted(),
  )
})

test('days that have their plans already go on from those', async () => {
  await arrangeDays(3)
  const before = await dispatch.solved({ crewIds: [1] })
  await dispatch.publish(before)
  const [first, second] = await settled(await ask({ days: [day, next] }))
  expect(first).toMatchObject({ planId: before.planId, baseVersion: before.version })
  expect(tasksOf(first, 1)).toEqual(tasksOf(before, 1))
  expect(tasksOf(second, 1)).toHaveLength(1)
})

test('what is locked in the draft of a later day is not taken by an earlier one', async () => {
  await arrangeDays(3)
  const before = await dispatch.solved({ day: next, crewIds: [1] })
  const [locked] = tasksOf(before, 1)
  const held = await lock(before, { kind: 'crew', taskId: locked!, isLocked: true })
  const [first, second] = await settled(await ask({ days: [day, next] }))
  expect(tasksOf(first, 1)).toHaveLength(2)
  expect(tasksOf(first, 1)).not.toContain(locked)
  expect(first.unassigned).toMatchObject([
    { taskId: locked, reason: 'other-day', plannedOn: { day: next, planId: second.planId } },
  ])
  expect(tasksOf(second, 1)).toEqual([locked])
  expect(second.locks).toEqual(held.locks)
})

test('a locked route of a later day stays whole, though the days before it have room', async () => {
  await arrangeDays(4)
  const before = await dispatch.solved({ day: next, crewIds: [1] })
  const route = tasksOf(before, 1)
  await lock(before, { kind: 'route', crewId: 1, isLocked: true })
  const [first, second, third] = await settled(await ask())
  expect(tasksOf(second, 1)).toEqual(route)
  expect(second.locks).toEqual([{ kind: 'route', taskId: null, crewId: 1 }])
  expect(tasksOf(first, 1)).toHaveLength(2)
  expect(tasksOf(third, 1)).toEqual([])
})

test('what both days lock stays with the earlier one, and a crew that is left out holds nothing', async () => {
  const { owner } = dispatch.api.database
  await arrangeDays(1)
  await owner.query(sql`update task set skills = '{}'`)
  await arrangeShifts(owner, next, [2])
  const early = await dispatch.solved({ crewIds: [1] })
  const [taskId] = tasksOf(early, 1)
  const wish = { kind: 'crew', taskId: taskId!, isLocked: true } as const
  const late = await lock(await dispatch.solved({ day: next, crewIds: [1] }), wish)
  const [byAnother] = await settled(await ask({ days: [day, next], leaveOutCrewIds: [1, 3] }))
  expect(tasksOf(byAnother, 2)).toEqual([taskId])

  await dispatch.backTo(late)
  await dispatch.backTo(early)
  await lock(early, wish)
  const [first, second] = await settled(await ask({ days: [day, next] }))
  expect([tasksOf(first, 1), tasksOf(second, 1)]).toEqual([[taskId], []])
})

test('what a later day has published stays there when an earlier one is planned with it', async () => {
  await arrangeDays(3)
  const before = await dispatch.solved({ day: next, crewIds: [1] })
  const published = tasksOf(before, 1)
  await dispatch.publish(before)
  const [first, second] = await settled(await ask({ days: [day, next] }))
  expect(tasksOf(second, 1)).toEqual(published)
  expect(tasksOf(first, 1)).toHaveLength(1)
})

test('days nobody works on, days that are over and days named twice are refused, and nothing is begun', async () => {
  await arrangeDays(1)
  for (const [days, type] of [
    [[day, '2026-03-14'], 'conflict'],
    [['2026-03-10', day], 'bad-input'],
    [[day, day], 'bad-input'],
  ] as const)
    await expect(ask({ days: [...days] })).rejects.toMatchObject({ problem: { type } })
  expect(await dispatch.visits()).toEqual([])
})
