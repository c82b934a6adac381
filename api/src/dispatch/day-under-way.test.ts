import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getPlanProblem, replanDay, type PlanVersionDetail } from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { tasksOf, testDispatch, type TestDispatch } from './testing.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

const stopsOf = ({ routes }: PlanVersionDetail, crewId: number) =>
  (routes.find((route) => route.crewId === crewId)?.stops ?? []).filter(({ kind }) => kind === 'task')

async function publishedDay(): Promise<PlanVersionDetail> {
  await dispatch.arrangeOrders([{}, { at: [400, 0] }, { at: [800, 100] }, { at: [300, 600] }])
  const version = await dispatch.solved({ crewIds: [1] })
  expect(tasksOf(version, 1)).toHaveLength(4)
  await dispatch.publish(version)
  return dispatch.read(version)
}

test('what is moved while the day is under way is timed from now, behind what was done when it was done', async () => {
  const published = await publishedDay()
  const [first, second, third, last] = tasksOf(published, 1) as number[]
  await dispatch.api.database.owner.query(sql`
    update visit set status = 'done', arrived_at = '2026-03-12T06:20:00Z',
      finished_at = '2026-03-12T06:50:00Z'
    where task_id = ${first}`)
  dispatch.api.clock.set('2026-03-12T08:00:00Z')
  const moved = await dispatch.move(published, { taskId: last, crewId: 1, place: 1 })
  const [done, ...ahead] = stopsOf(moved, 1)
  expect(done).toMatchObject({
    taskId: first,
    arrivalAt: '2026-03-12T06:20:00.000Z',
    endAt: '2026-03-12T06:50:00.000Z',
  })
  expect(ahead.map(({ taskId }) => taskId)).toEqual([last, second, third])
  for (const { startAt } of ahead)
    expect(Date.parse(startAt)).toBeGreaterThan(Date.parse('2026-03-12T08:00:00Z'))

  const known = (await dispatch.client(getPlanProblem, { params: dispatch.keyOf(moved), query: {} }))!
  const midnight = Date.parse(known.origin)
  const { crews } = known.problem as { crews: { shifts: { startSeconds: number }[] }[] }
  const [shift] = crews[known.crewIds.indexOf(1)].shifts
  expect(new Date(midnight + shift.startSeconds * 1000).toISOString()).toBe('2026-03-12T08:00:00.000Z')
})

test('a crew that has not set out sets out now, and not in the past', async () => {
  const published = await publishedDay()
  dispatch.api.clock.set('2026-03-12T09:00:00Z')
  const [, taskId] = tasksOf(published, 1) as number[]
  const moved = await dispatch.move(published, { taskId, crewId: 1, place: 0 })
  const { stops } = moved.routes.find(({ crewId }) => crewId === 1)!
  for (const { startAt } of stops)
    expect(Date.parse(startAt)).toBeGreaterThanOrEqual(Date.parse('2026-03-12T09:00:00Z'))
})

test('travel times of a day are the same before it begins and while it is under way', async () => {
  const published = await publishedDay()
  const before = await dispatch.client(getPlanProblem, { params: dispatch.keyOf(published), query: {} })
  await dispatch.api.database.owner.query(sql`
    update visit set status = 'working', arrived_at = '2026-03-12T07:20:00Z'
    where task_id = ${tasksOf(published, 1)[0]}`)
  dispatch.api.clock.set('2026-03-12T07:30:00Z')
  const query = { knownMatrices: before!.matricesKey }
  const now = await dispatch.client(getPlanProblem, { params: dispatch.keyOf(published), query })
  expect(now).toMatchObject({ matricesKey: before!.matricesKey, matrices: null })
  expect(now!.taskIds).toHaveLength(3)
})

test('the work of a second shift that is behind is still of that shift, and not moved to it when the day is mended', async () => {
  const { owner } = dispatch.api.database
  await owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during)
    values (${cityId}, 1, '[2026-03-12T17:00:00Z, 2026-03-12T21:30:00Z)')`)
  dispatch.api.clock.set('2026-03-12T15:00:00Z')
  const { planId, version } = await publishedDay()
  dispatch.api.clock.set('2026-03-12T18:30:00Z')
  const asked = await dispatch.client(replanDay, {
    params: { jurisdictionId: cityId, planId },
    body: { seconds: 1, changeBudget: 3 },
  })
  const mended = await dispatch.settled(asked)
  await owner.query(sql`delete from shift where lower(during) = '2026-03-12T17:00:00Z'`)
  expect(mended).toMatchObject({ status: 'optimised', baseVersion: version })
  expect(mended.changes!.stops.filter(({ kind }) => kind === 'crew')).toEqual([])
})
