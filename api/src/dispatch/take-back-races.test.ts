import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  BegunCrews,
  getRunSheet,
  publishPlanVersion,
  type ApiError,
  type Client,
  type PlanVersionDetail,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { op, testField, type TestField } from './testing-field.ts'
import { day } from './testing.ts'

const params = { jurisdictionId: cityId }
let field: TestField
/** the other dispatcher at the same plan */
let deputy: Client

beforeAll(async () => {
  field = await testField()
  deputy = (await field.dispatch.api.signIn('manager')).client
})
beforeEach(async () => {
  await field.dispatch.clear()
  field.dispatch.api.clock.set('2026-03-12T06:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

const sheet = () => field.tablet(getRunSheet, { params, query: { day } })

test('the day is gone from the tablet; a stop that the crew had seen is told until it lets go of it', async () => {
  const version = await publishedDay()
  const [seen] = (await sheet()).visits
  await accept(seen)
  const taken = field.dispatch.takeBack(version)
  await expect(taken).resolves.toMatchObject({ publishedVersion: null })
  const after = await sheet()
  expect(after).toMatchObject({ visits: [], planVersion: null, withdrawn: [{ id: seen.id }] })
  expect(await tabletsTold()).toEqual([
    [1, 'route-published'],
    [1, 'route-withdrawn'],
  ])
})

test('a tablet that was out of reach and began after all hears that its stop is gone, and nothing is lost', async () => {
  const version = await publishedDay()
  const [visit] = (await sheet()).visits
  field.dispatch.api.clock.set('2026-03-12T06:30:00Z')
  await field.dispatch.takeBack(version)
  const { results } = await field.send([op(visit, 'done', '2026-03-12T06:20:00Z')])
  expect(results).toMatchObject([
    { outcome: 'conflict', visitStatus: 'withdrawn', conflict: { yours: 'done', theirs: 'withdrawn' } },
  ])
  expect((await sheet()).visits).toEqual([])
})

test('once a crew has begun it is too late for its part, not for the part of another one', async () => {
  const { dispatch } = field
  const [first, second] = await dispatch.arrangeOrders([
    { serviceCode: 'pothole' },
    { at: [300, 0], serviceCode: 'pothole' },
  ])
  const solved = await dispatch.move(await dispatch.solved(), { taskId: first.taskId, crewId: 1 })
  const version = await dispatch.move(solved, { taskId: second.taskId, crewId: 2 })
  const own = await dispatch.publish(version, [1])
  const whole = await dispatch.publish({ ...version, version: (await dispatch.thePlan()).headVersion! })
  dispatch.api.clock.set('2026-03-12T07:00:00Z')
  const [visit] = (await sheet()).visits
  await accept(visit)
  await field.send([op(visit, 'en_route', '2026-03-12T06:55:00Z')])
  expect((await dispatch.checkTakeBack(whole)).begunCrewIds).toEqual([])
  await dispatch.takeBack(whole)
  expect(await liveVisits()).toMatchObject([{ crew_id: 1, status: 'en_route' }])
  expect((await dispatch.checkTakeBack(own)).begunCrewIds).toEqual([1])
  const late = await dispatch.takeBack(own).catch((error) => error)
  expect(begunOf(late)).toEqual([1])
  expect(await liveVisits()).toHaveLength(1)
})

test('what was done before a change of the day was published does not hold up taking that change back', async () => {
  const { dispatch } = field
  const first = await publishedDay()
  const [done, ahead] = (await sheet()).visits
  dispatch.api.clock.set('2026-03-12T07:00:00Z')
  await field.send([op(done, 'done', '2026-03-12T06:50:00Z')])
  dispatch.api.clock.set('2026-03-12T07:01:00Z')
  const second = await dispatch.move(first, { taskId: ahead.taskId, crewId: null })
  await dispatch.publish(second)
  expect((await sheet()).visits.map(({ status }) => status)).toEqual(['done'])
  await dispatch.takeBack(second)
  expect((await sheet()).visits.map(({ taskId, status }) => [taskId, status])).toEqual([
    [done.taskId, 'done'],
    [ahead.taskId, 'dispatched'],
  ])
  expect(begunOf(await dispatch.takeBack(first).catch((error) => error))).toEqual([1])
})

test('a crew begins while its day is taken back: either it has begun, or it hears that the stop is gone', async () => {
  for (let round = 0; round < 4; round++) {
    await field.dispatch.clear()
    const version = await publishedDay()
    const [visit] = (await sheet()).visits
    const [taken, told] = await Promise.allSettled([
      field.dispatch.takeBack(version),
      field.send([op(visit, 'arrive', '2026-03-12T06:00:00Z')]),
    ])
    const { results } = (told as PromiseFulfilledResult<Awaited<ReturnType<typeof field.send>>>).value
    const statuses = (await liveVisits()).map(({ status }) => status)
    if (taken.status === 'fulfilled') {
      expect(results).toMatchObject([{ outcome: 'conflict', visitStatus: 'withdrawn' }])
      expect(statuses).toEqual([])
    } else {
      expect(begunOf(taken.reason)).toEqual([1])
      expect(results).toMatchObject([{ outcome: 'applied', visitStatus: 'arrived' }])
      expect(statuses.sort()).toEqual(['arrived', 'dispatched'])
    }
  }
})

test('of two who take back at once both find it done, and it is done once', async () => {
  const version = await publishedDay()
  const both = await Promise.all([
    field.dispatch.takeBack(version),
    field.dispatch.takeBack(version, {}, deputy),
  ])
  expect(both.map(({ publishedVersion }) => publishedVersion)).toEqual([null, null])
  expect(await planEvents()).toEqual(['published', 'taken-back'])
})

test('published and taken back at the same time: the plan, its visits and its history say the same', async () => {
  const version = await publishedDay()
  await field.dispatch.takeBack(version)
  await Promise.allSettled([
    deputy(publishPlanVersion, { params: field.dispatch.keyOf(version), body: {} }),
    field.dispatch.takeBack(version),
    deputy(publishPlanVersion, { params: field.dispatch.keyOf(version), body: {} }),
  ])
  const { publishedVersion } = await field.dispatch.thePlan()
  const isPublished = publishedVersion !== null
  expect((await planEvents()).at(-1)).toBe(isPublished ? 'published' : 'taken-back')
  expect(await liveVisits()).toHaveLength(isPublished ? 2 : 0)
  const { rows } = await field.dispatch.api.database.owner.query(sql`select distinct status from work_order`)
  expect(rows).toEqual([{ status: isPublished ? 'dispatched' : 'ready' }])
})

/** Crew 1 with two stops. */
async function publishedDay(): Promise<PlanVersionDetail> {
  await field.dispatch.arrangeOrders([{}, { at: [300, 0] }])
  return field.dispatch.publish(await field.dispatch.solved())
}

function accept(visit: { id: number; version: number; plannedArrivalAt: string | null }) {
  const { plannedArrivalAt } = visit
  return field.send([op(visit, 'accept', '2026-03-12T06:00:00Z', { change: 'new', plannedArrivalAt })])
}

function begunOf(error: unknown): number[] {
  const { problem } = error as ApiError
  expect(problem.type).toBe('conflict')
  return BegunCrews.parse(problem.data).begunCrewIds
}

async function liveVisits() {
  const { rows } = await field.dispatch.api.database.owner.query(sql`
    select crew_id, status from visit where is_live order by id`)
  return rows
}

async function planEvents(): Promise<unknown[]> {
  const { rows } = await field.dispatch.api.database.owner.query(sql`select kind from plan_event order by id`)
  return rows.map(({ kind }) => kind)
}

async function tabletsTold(): Promise<unknown[]> {
  const { rows } = await field.dispatch.api.database.owner.query(sql`
    select crew_id, template from notification where channel = 'tablet' order by id`)
  return rows.map(({ crew_id, template }) => [crew_id, template])
}
