import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  getPlanVersionStanding,
  getShownPlans,
  listPlans,
  listPlanVersions,
  lockPlanStop,
  namePlanVersion,
  setPlanHead,
  supposePlan,
  type CallOf,
  type Plan,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

/** A plan whose only stop is locked and freed again so many times, each a version. */
async function manyVersions(count: number) {
  await dispatch.arrangeOrders([{ at: [0, 0], serviceCode: 'pothole' }])
  const solved = await dispatch.solved()
  const taskId = solved.routes.flatMap(({ crewId }) => tasksOf(solved, crewId))[0]!
  return { solved, taskId, last: await goOn(solved, taskId, count) }
}

async function goOn(from: VersionKey, taskId: number, count: number): Promise<VersionKey> {
  let last = from
  for (let made = 0; made < count; made++) {
    const body = { kind: 'crew', taskId, isLocked: made % 2 === 0 } as const
    last = await dispatch.client(lockPlanStop, { params: dispatch.keyOf(last), body })
  }
  return last
}

const numbersOf = ({ versions }: Pick<Plan, 'versions'>) => versions.map(({ version }) => version)
const numbers = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => from - index)

async function planOf(versions?: number[]): Promise<Plan> {
  const [plan] = await dispatch.client(listPlans, { params, query: { day, versions } })
  return plan!
}

const pageOf = ({ planId }: VersionKey, query: CallOf<typeof listPlanVersions>['query'] = {}) =>
  dispatch.client(listPlanVersions, { params: { ...params, planId }, query })

test('what a day tells of its versions does not grow with what was done; the others come page by page', async () => {
  const { solved, taskId, last } = await manyVersions(14)
  expect(numbersOf(await planOf())).toEqual(numbers(15, 3))
  const next = await goOn(last, taskId, 2)
  expect(numbersOf(await planOf())).toEqual(numbers(17, 5))

  const first = await pageOf(solved, { limit: 13 })
  const second = await pageOf(solved, { limit: 13, before: first.at(-1)!.version })
  expect(numbersOf({ versions: [...first, ...second] })).toEqual(numbers(17, 1))
  expect(await pageOf(solved, { before: 1 })).toEqual([])
  expect(first).toEqual((await planOf()).versions)
  expect(next.version).toBe(17)
})

test('however far back one goes, the step before and the step after are told of', async () => {
  const { solved, last } = await manyVersions(16)
  const back: number[] = []
  for (let plan = await planOf(); ; plan = await planOf()) {
    const { follows } = plan.versions.find(({ version }) => version === plan.headVersion)!
    if (follows === null) break
    back.push(follows)
    await dispatch.backTo({ ...solved, version: follows })
  }
  expect(back).toEqual(numbers(last.version - 1, 1))
  expect(numbersOf(await planOf())).toEqual([...numbers(17, 5), 2, 1])
})

test('a version asked for by its number comes along, with what it was made from and what was made of it', async () => {
  const { solved } = await manyVersions(22)
  expect(numbersOf(await planOf([5, 77]))).toEqual([...numbers(23, 11), 6, 5, 4])
  const asked = { params, query: { day, version: 5 } }
  const { plans, shown, heardId } = await dispatch.client(getShownPlans, asked)
  expect(shown?.version).toBe(5)
  expect(plans).toEqual([await planOf([5])])
  const named = { params: dispatch.keyOf({ ...solved, version: 9 }), body: { name: 'Before the rain' } }
  await dispatch.client(namePlanVersion, named)
  expect((await dispatch.client(getShownPlans, asked)).heardId).toBeGreaterThan(heardId!)
  expect(numbersOf(await planOf())).toEqual([...numbers(23, 11), 9, 8])
  const tooMany = numbers(11, 1)
  await expect(planOf(tooMany)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
})

test('what is published, and what is supposed of a version that is looked at, is told of however long ago it was', async () => {
  const { solved, taskId } = await manyVersions(0)
  const change = { kind: 'without-crew', crewId: 1 } as const
  const supposed = await dispatch.settled(
    await dispatch.client(supposePlan, { params: dispatch.keyOf(solved), body: { change, seconds: 1 } }),
  )
  await dispatch.publish(solved)
  await goOn(solved, taskId, 15)
  const plan = await planOf()
  expect(plan).toMatchObject({ publishedVersion: solved.version, headVersion: 17 })
  // beside the published version stands what was supposed of it
  expect(numbersOf(plan)).toEqual([...numbers(17, 5), 3, 2, 1])
  expect(plan.versions.find(({ version }) => version === supposed.version)?.whatIf).toEqual(change)
})

test('the version that broke a rule is told of for as long as the rule is broken', async () => {
  const [lamp] = await dispatch.arrangeOrders([{ at: [0, 0], serviceCode: 'street-light' }])
  const solved = await dispatch.solved()
  const crewless = await dispatch.move(solved, { taskId: lamp.taskId!, crewId: null })
  const broken = await dispatch.move(crewless, { taskId: lamp.taskId!, crewId: 1 })
  expect(broken.violations).toMatchObject([{ since: 3 }])
  const last = await goOn(broken, lamp.taskId!, 15)
  expect(numbersOf(await planOf())).toEqual([...numbers(last.version, last.version - 12), 3])
})

test('a version says whether it lives on in the head, and going on from another whether that leaves something', async () => {
  const { solved, taskId, last } = await manyVersions(4)
  const at = (version: number) => ({ ...solved, version })
  const isInHead = async (version: number) =>
    (await dispatch.client(getPlanVersionStanding, { params: dispatch.keyOf(at(version)) })).isInHead
  const goTo = async (version: number) => {
    const given = { params: { ...params, planId: solved.planId }, body: { version, from: null } }
    return (await dispatch.client(setPlanHead, given)).leavesChanges
  }
  expect([await isInHead(2), await isInHead(last.version)]).toEqual([true, true])
  expect(await goTo(3)).toBe(true)
  expect([await isInHead(2), await isInHead(4), await isInHead(5)]).toEqual([true, false, false])
  const beside = await goOn(at(3), taskId, 1)
  expect(beside.version).toBe(6)
  expect(await isInHead(5)).toBe(false)
  expect([await goTo(5), await goTo(3), await goTo(5), await goTo(5)]).toEqual([true, true, false, false])
  await expect(isInHead(7)).rejects.toMatchObject({ problem: { type: 'not-found' } })
})
