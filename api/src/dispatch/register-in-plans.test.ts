import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getPlanProblem, listShiftsAhead } from '../contract/index.ts'
import { make, newDepot, refused, rosterDesk, without } from '../crews/testing-roster.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const params = { jurisdictionId: cityId }
const dayAfter = '2026-03-13'
let dispatch: TestDispatch
let desk: ReturnType<typeof rosterDesk>

beforeAll(async () => {
  dispatch = await testDispatch()
  desk = rosterDesk(dispatch.client)
})
beforeEach(async () => {
  const { owner } = dispatch.api.database
  await dispatch.clear()
  await owner.query(sql`delete from crew_posting`)
  await owner.query(sql`delete from crew_depot`)
  await owner.query(sql`update crew set retired_on = null`)
  await owner.query(sql`delete from shift_member`)
  await owner.query(sql`delete from shift`)
  await arrangeShifts(owner, day)
  await arrangeShifts(owner, dayAfter)
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

/** How many skills each crew would be planned with, by crew. */
async function skillsIn(version: VersionKey) {
  const found = await dispatch.client(getPlanProblem, { params: dispatch.keyOf(version) })
  const { crews } = found!.problem as { crews: { skills: number[] }[] }
  return Object.fromEntries(crews.map(({ skills }, index) => [found!.crewIds[index]!, skills.length]))
}

/** Ends what crew 1 has ahead, and retires it. */
async function retireFirst() {
  const { shifts } = await dispatch.client(listShiftsAhead, { params, query: { kind: 'crew', id: 1 } })
  const { id, version, skills, postings } = await desk.find('members', 1)
  const to = { skills, postings: [...postings, { from: day, crewId: 3 }] }
  return desk.change(
    ...shifts.map(without),
    { kind: 'member', id, version, to },
    await desk.retirement('crew', 1),
  )
}

test('each day is planned with whom the crews have on it', async () => {
  await dispatch.arrangeOrders([{ serviceCode: 'street-light' }, { at: [500, 300] }])
  await desk.repost(2, dayAfter, 3)
  const versions = [await dispatch.solved(), await dispatch.solved({ day: dayAfter })]
  const [before, after] = await Promise.all(versions.map(skillsIn))
  expect([before![2], after![2]]).toEqual([expect.any(Number), undefined])
  expect(after![3]! - before![3]!).toBe(1)
})

test('each day is planned from the depot that the crew has on it', async () => {
  await dispatch.arrangeOrders([{ at: [0, 0] }])
  const [atWork] = await desk.change(make('depot', { ...newDepot, location: [23.7, 37.985] }))
  await desk.moveCrew(1, dayAfter, atWork!.id)
  const versions = [
    await dispatch.solved({ crewIds: [1] }),
    await dispatch.solved({ day: dayAfter, crewIds: [1] }),
  ]
  const [before, after] = versions.map(({ routes }) => routes[0]!.distanceMeters)
  expect(before).toBeGreaterThan(1000)
  expect(after).toBe(0)
})

test('a retired crew is in no plan, and a draft from before gives it nothing', async () => {
  await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [500, 0] }])
  const draft = await dispatch.solved({ crewIds: [1] })
  expect(tasksOf(draft, 1).length).toBeGreaterThan(0)
  await retireFirst()
  await expect(dispatch.publish(draft)).rejects.toMatchObject(refused('conflict', { data: { crewIds: [1] } }))
  await expect(dispatch.solved({ crewIds: [1] })).rejects.toMatchObject(
    refused('bad-input', { errors: [{ path: 'body.crewIds.1' }] }),
  )
})

test('a crew with a published route ahead is not retired until the day is planned otherwise', async () => {
  await dispatch.arrangeOrders([{ at: [0, 0] }, { at: [500, 0] }])
  await dispatch.publish(await dispatch.solved({ crewIds: [1] }))
  const { publishedDays } = await dispatch.client(listShiftsAhead, {
    params,
    query: { kind: 'crew', id: 1 },
  })
  expect(publishedDays).toEqual([day])
  await expect(retireFirst()).rejects.toMatchObject(
    refused('conflict', {
      data: { inTheWay: [{ kind: 'crew', id: 1, by: 'published', count: 1, names: [{ nameEl: day }] }] },
    }),
  )
})
