import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  changeRoster,
  getRosterWeek,
  keepPlanSupposition,
  replanDay,
  setPlanHead,
  supposePlan,
  type PlanVersionDetail,
  type RosterShift,
  type WhatIf,
} from '../contract/index.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { cityId } from '../testing.ts'
import { day, testDispatch, type TestDispatch, type VersionKey } from './testing.ts'

const params = { jurisdictionId: cityId }
const hours = { startsAt: '2026-03-12T06:00:00.000Z', endsAt: '2026-03-12T12:00:00.000Z' }
const withThird = { kind: 'with-crew', crewId: 3, shift: hours } as const
const longer = { kind: 'shift', crewId: 1, earlierMinutes: 60, laterMinutes: 60 } as const
const laterStart = { kind: 'shift', crewId: 1, earlierMinutes: -240, laterMinutes: 0 } as const
let dispatch: TestDispatch
let base: PlanVersionDetail

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(async () => {
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
  await dispatch.clear()
  await clearTables(dispatch.api.database.owner, 'shift')
  await arrangeShifts(dispatch.api.database.owner, day, [1, 2])
  await dispatch.arrangeOrders([{ serviceCode: 'pothole' }])
  base = await dispatch.solved({ crewIds: [1] })
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('undo takes an added shift out of the roster again, and redo brings the same one', async () => {
  const kept = await keep(base, withThird)
  const [added] = await shiftsOf(3)
  expect(added).toMatchObject({ ...hours, changedBy: expect.any(String) })
  await clearTables(dispatch.api.database.owner, 'live_event')
  expect(await go(kept, base)).toMatchObject({
    headVersion: base.version,
    roster: [{ crewId: 3, left: null }],
  })
  expect(await shiftsOf(3)).toEqual([])
  expect(await rosterEvents()).toBe(1)
  expect((await go(base, kept)).roster).toEqual([{ crewId: 3, left: null }])
  expect(await shiftsOf(3)).toMatchObject([{ id: added!.id, ...hours, memberIds: [3] }])
  expect(await rosterEvents()).toBe(2)
})

test('undo moves the edges and the break of a shift back to where they were, several steps at a time', async () => {
  const before = await shiftsOf(1)
  const first = await keep(base, longer)
  const second = await keep(first, laterStart)
  const both = await shiftsOf(1)
  expect(both).toMatchObject([{ startsAt: '2026-03-12T08:00:00.000Z', endsAt: '2026-03-12T14:00:00.000Z' }])
  expect((await go(second, base)).roster).toEqual([{ crewId: 1, left: null }])
  expect(plain(await shiftsOf(1))).toEqual(plain(before))
  await go(base, second)
  expect(plain(await shiftsOf(1))).toEqual(plain(both))
  await go(second, first)
  expect(await shiftsOf(1)).toMatchObject([{ startsAt: '2026-03-12T04:00:00.000Z' }])
})

test('a shift that somebody has changed since is left as it is, and that is said', async () => {
  const kept = await keep(base, withThird)
  const [added] = await shiftsOf(3)
  await change(added!, { memberIds: [3, 2] })
  const left = [{ crewId: 3, left: 'changed' }]
  expect(await go(kept, base)).toMatchObject({ headVersion: base.version, roster: left })
  expect(await shiftsOf(3)).toMatchObject([{ ...hours, memberIds: [3, 2] }])
  expect((await go(base, kept)).roster).toEqual(left)

  const moved = await keep(kept, longer)
  const [shift] = await shiftsOf(1)
  await change(shift!, { endsAt: '2026-03-12T11:00:00.000Z' })
  expect((await go(moved, kept)).roster).toEqual([{ crewId: 1, left: 'changed' }])
  expect(await shiftsOf(1)).toMatchObject([
    { startsAt: '2026-03-12T04:00:00.000Z', endsAt: '2026-03-12T11:00:00.000Z' },
  ])
})

test('a shift comes back neither over another one nor beside one that was added since', async () => {
  const kept = await keep(base, withThird)
  await go(kept, base)
  await add(3, '2026-03-11T20:00:00Z', '2026-03-12T07:00:00Z')
  expect((await go(base, kept)).roster).toEqual([{ crewId: 3, left: 'changed' }])
  expect(await shiftsOf(3)).toMatchObject([{ startsAt: '2026-03-11T20:00:00.000Z' }])
  const shorter = await keep(kept, { ...longer, earlierMinutes: 0, laterMinutes: -120 })
  await add(1, '2026-03-12T12:00:00Z', '2026-03-12T15:00:00Z')
  expect((await go(shorter, kept)).roster).toEqual([{ crewId: 1, left: 'changed' }])
  expect(await shiftsOf(1)).toHaveLength(2)
})

test('what is as it should be already needs no word, and a shift that is over stays what it was', async () => {
  const kept = await keep(base, longer)
  const [shift] = await shiftsOf(1)
  const former = { startsAt: '2026-03-12T05:00:00.000Z', endsAt: '2026-03-12T13:00:00.000Z' }
  await change(shift!, former)
  expect((await go(kept, base)).roster).toEqual([])
  await go(base, kept)
  dispatch.api.clock.set('2026-03-12T13:30:00Z')
  expect((await go(kept, base)).roster).toEqual([{ crewId: 1, left: 'over' }])
  expect(await shiftsOf(1)).toMatchObject([
    { startsAt: '2026-03-12T04:00:00.000Z', endsAt: '2026-03-12T14:00:00.000Z' },
  ])
})

test('steps that come after a kept one, a re-plan among them, leave the roster alone', async () => {
  await dispatch.publish(base)
  const kept = await keep(base, withThird)
  const body = { changeBudget: 10, seconds: 1 }
  const planId = base.planId
  const replanned = await dispatch.settled(
    await dispatch.client(replanDay, { params: { ...params, planId }, body }),
  )
  expect((await go(replanned, kept)).roster).toEqual([])
  expect((await go(kept, replanned)).roster).toEqual([])
  expect(await shiftsOf(3)).toHaveLength(1)
})

test('a repair that is taken up leaves the roster as it was planned on, with a draft ahead or without', async () => {
  await dispatch.publish(base)
  const offered = async () => {
    const body = { isOffer: true, seconds: 1 }
    return dispatch.settled(
      await dispatch.client(replanDay, { params: { ...params, planId: base.planId }, body }),
    )
  }
  const kept = await keep(base, withThird)
  const beside = await offered()
  expect((await go(kept, beside)).roster).toEqual([])
  expect((await go(beside, kept)).roster).toEqual([])
  await dispatch.publish(kept)
  expect((await go(kept, await offered())).roster).toEqual([])
  expect(await shiftsOf(3)).toHaveLength(1)
})

async function keep(from: VersionKey, change: WhatIf): Promise<PlanVersionDetail> {
  const asked = await dispatch.client(supposePlan, {
    params: dispatch.keyOf(from),
    body: { change, seconds: 1 },
  })
  return dispatch.client(keepPlanSupposition, { params: dispatch.keyOf(await dispatch.settled(asked)) })
}

const go = (from: VersionKey, { planId, version }: VersionKey) =>
  dispatch.client(setPlanHead, { params: { ...params, planId }, body: { version, from: from.version } })

async function shiftsOf(crewId: number): Promise<RosterShift[]> {
  const { shifts } = await dispatch.client(getRosterWeek, { params, query: { day } })
  return shifts.filter((shift) => shift.crewId === crewId)
}

/** Without how often they were changed, and by whom. */
const plain = (shifts: RosterShift[]) => shifts.map(({ version: _, changedBy: __, ...shift }) => shift)

async function change(shift: RosterShift, more: Partial<RosterShift>): Promise<void> {
  const { id, version, changedBy: _, ...plan } = { ...shift, ...more }
  const changes = [{ kind: 'shift' as const, id, version, to: plan }]
  await dispatch.client(changeRoster, { params, body: { changes } })
}

async function add(crewId: number, startsAt: string, endsAt: string): Promise<void> {
  const rest = { breakMinutes: 0, breakFrom: null, breakTo: null, vehicleId: null, memberIds: [] }
  const to = { crewId, startsAt, endsAt, ...rest }
  await dispatch.client(changeRoster, {
    params,
    body: { changes: [{ kind: 'shift', id: null, version: null, to }] },
  })
}

async function rosterEvents(): Promise<number> {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select count(*)::integer as count from live_event where entity = 'roster'`)
  return rows[0]!.count as number
}
