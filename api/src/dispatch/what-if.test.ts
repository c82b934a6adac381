import { sql } from '@dromos/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  cancelPlanVersion,
  comparePlanVersions,
  keepPlanSupposition,
  listShifts,
  setPlanHead,
  supposePlan,
  type PlanVersionDetail,
  type WhatIf,
} from '../contract/index.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { cityId } from '../testing.ts'
import { day, tasksOf, testDispatch, type TestDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(async () => {
  await dispatch.clear()
  await dispatch.api.database.owner.query(sql`delete from shift`)
  await arrangeShifts(dispatch.api.database.owner, day, [1, 2])
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('without a crew its work goes elsewhere or nowhere, beside the plan, which stays as it is', async () => {
  await dispatch.arrangeOrders([{ serviceCode: 'pothole' }, { at: [200, 0], serviceCode: 'street-light' }])
  const base = await dispatch.solved()
  const supposed = await suppose(base, { kind: 'without-crew', crewId: 2 })
  expect(supposed).toMatchObject({ status: 'optimised', baseVersion: base.version, follows: null })
  expect(supposed.whatIf).toEqual({ kind: 'without-crew', crewId: 2 })
  expect(supposed.routes.map(({ crewId }) => crewId)).toEqual([1])
  expect(supposed.summary!.assignedCount).toBe(base.summary!.assignedCount - 1)
  expect(await compare(supposed, base)).not.toEqual([])
  expect(await theHead()).toBe(base.version)
  expect(await dispatch.read(base)).toEqual(base)
  for (const go of [
    () => dispatch.publish(supposed),
    () =>
      dispatch.client(setPlanHead, {
        params: { ...params, planId: base.planId },
        body: { version: supposed.version, from: base.version },
      }),
  ])
    await expect(go()).rejects.toMatchObject({ problem: {} })

  const kept = await keep(supposed)
  expect(kept).toMatchObject({ whatIf: null, follows: base.version, crewIds: [1], act: { kind: 'kept' } })
  expect(await compare(kept, supposed)).toEqual([])
  expect((await dispatch.read(supposed)).status).toBe('cancelled')
  await expect(keep(supposed)).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
  await dispatch.publish(kept)
  expect((await dispatch.visits()).map(({ crew_id }) => crew_id)).toEqual([1])
})

test('the same question asked again is answered once: the new answer takes the place of the old one', async () => {
  await dispatch.arrangeOrders([{ serviceCode: 'pothole' }, { at: [200, 0], serviceCode: 'street-light' }])
  const base = await dispatch.solved()
  const change = { kind: 'without-crew', crewId: 2 } as const
  const first = await suppose(base, change)
  const again = await suppose(base, change)
  expect(again.version).toBeGreaterThan(first.version)
  expect((await dispatch.read(first)).status).toBe('cancelled')
  expect((await dispatch.read(again)).status).toBe('optimised')
})

test('a question that is asked again while its answer is sought is not sought twice', async () => {
  // so many that it is sought for seconds
  await dispatch.arrangeOrders(
    Array.from({ length: 80 }, (_, index) => ({ at: [index * 40, (index % 9) * 90] })),
  )
  const base = await dispatch.solved()
  const body = { change: { kind: 'without-crew' as const, crewId: 2 }, seconds: 20 }
  const asking = () => dispatch.client(supposePlan, { params: dispatch.keyOf(base), body })
  const [one, two] = [await asking(), await asking()]
  expect(two.version).toBe(one.version)
  await dispatch.client(cancelPlanVersion, { params: dispatch.keyOf(one), body: { keep: false } })
})

test('an hour more, or a crew more, is kept in the roster; a draft that has gone on in the meantime is a conflict', async () => {
  const [order] = await dispatch.arrangeOrders([{ serviceCode: 'pothole' }])
  const base = await dispatch.solved({ crewIds: [1] })
  const hour = { kind: 'shift', crewId: 1, earlierMinutes: 60, laterMinutes: 60 } as const
  const longer = await suppose(base, hour)
  const shift = { startsAt: '2026-03-12T06:00:00.000Z', endsAt: '2026-03-12T12:00:00.000Z' }
  const more = await suppose(base, { kind: 'with-crew', crewId: 3, shift })
  expect(more.crewIds).toEqual([1, 3])
  expect(await shiftsOf(1)).toMatchObject([{ startsAt: '2026-03-12T05:00:00.000Z' }])

  const kept = await keep(longer)
  expect(await shiftsOf(1)).toMatchObject([
    { startsAt: '2026-03-12T04:00:00.000Z', endsAt: '2026-03-12T14:00:00.000Z', breakMinutes: 30 },
  ])
  await expect(keep(more)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  expect(await shiftsOf(3)).toEqual([])
  const again = await suppose(kept, { kind: 'with-crew', crewId: 3, shift })
  await keep(again)
  expect(await shiftsOf(3)).toMatchObject([shift])
  const moved = await dispatch.move(await headKey(base), { taskId: order.taskId, crewId: 3 })
  expect(tasksOf(moved, 3)).toEqual([order.taskId])
})

test('a vehicle and a depot have a price, and are thrown away', async () => {
  await dispatch.arrangeOrders([{}, { at: [100, 0] }])
  await dispatch.api.database.owner.query(sql`update task set load_m3 = 3`)
  const base = await dispatch.solved({ crewIds: [1] })
  const empty = await suppose(base, { kind: 'vehicle', crewId: 1, capacityM3: 0, capacityKg: 0 })
  expect(tasksOf(empty, 1)).toEqual([])
  expect(empty.unassigned.map(({ reason }) => reason)).toContain('capacity')
  await expect(keep(empty)).rejects.toMatchObject({ problem: { type: 'not-allowed-now' } })
  await dispatch.client(cancelPlanVersion, { params: dispatch.keyOf(empty), body: { keep: false } })
  expect((await dispatch.read(empty)).status).toBe('cancelled')
  expect(await theHead()).toBe(base.version)
  await expect(suppose(base, { kind: 'depot', crewId: 1, depotId: 99 })).rejects.toMatchObject({
    problem: { type: 'not-found' },
  })
  await expect(suppose(base, { kind: 'with-crew', crewId: 1, shift: null })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
})

async function suppose(base: PlanVersionDetail, change: WhatIf): Promise<PlanVersionDetail> {
  const body = { change, seconds: 1 }
  return dispatch.settled(await dispatch.client(supposePlan, { params: dispatch.keyOf(base), body }))
}

const keep = (version: PlanVersionDetail) =>
  dispatch.client(keepPlanSupposition, { params: dispatch.keyOf(version) })

const compare = (version: PlanVersionDetail, { version: against }: PlanVersionDetail) =>
  dispatch.client(comparePlanVersions, { params: dispatch.keyOf(version), query: { against } })

async function theHead(): Promise<number | null> {
  return (await dispatch.thePlan()).headVersion
}

const headKey = async ({ planId }: PlanVersionDetail) => ({ planId, version: (await theHead())! })

async function shiftsOf(crewId: number) {
  return (await dispatch.client(listShifts, { params, query: { day } })).filter(
    (shift) => shift.crewId === crewId,
  )
}
