import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { many, sql } from '@dromos/db'
import {
  changeWorkOrder,
  claimNearbyJob,
  getRunSheet,
  getSweepLimits,
  listNearbyJobs,
  lockPlanStop,
  sendOperations,
  setDetourBudget,
  setSweepLimit,
  type Client,
  type PlanVersionDetail,
} from '../../contract/index.ts'
import { arrangeShifts } from '../../crews/testing.ts'
import { cityId } from '../../testing.ts'
import { day } from '../testing.ts'
import { op, testField, type TestField } from '../testing-field.ts'

const params = { jurisdictionId: cityId }
const morning = `${day}T07:00:00.000Z`
let field: TestField
let manager: Client
/** the tablets of crew 1 and crew 2 */
let tablets: [Client, Client]
let isArranged = false

beforeAll(async () => {
  field = await testField()
  const { api } = field.dispatch
  const { owner } = api.database
  manager = (await api.signIn('manager')).client
  const second = await api.signIn('agent')
  await owner.query(sql`
    insert into membership (jurisdiction_id, account_id, role) values (${cityId}, ${second.accountId}, 'crew')`)
  await owner.query(sql`update crew_member set account_id = ${second.accountId} where crew_id = 2`)
  tablets = [field.tablet, second.client]
})
// planning waits for its worker, which only a test may do
beforeEach(async () => {
  if (!isArranged) await arrange()
  isArranged = true
  field.dispatch.api.clock.set(morning)
})
afterAll(() => field?.[Symbol.asyncDispose]())

async function arrange(): Promise<void> {
  const { api, arrangeOrders, publish, solved } = field.dispatch
  api.clock.set('2026-03-11T08:00:00Z')
  await arrangeOrders([{ at: [0, 0] }, { at: [400, 0] }, { serviceCode: 'street-light', at: [300, 100] }])
  await publish(await solved())
  await api.database.owner.query(sql`
    update crew_member set skills = '{electrician,loader}' where crew_id = 2`)
}

async function order(at: [number, number] = [200, 0], serviceCode = 'bulky-waste') {
  const [made] = await field.dispatch.arrangeOrders([{ at, serviceCode }])
  const { tasks, version } = await field.dispatch.readOrder(made.id)
  return { id: made.id, taskId: tasks[0]!.id, version }
}

function claim(crew: 1 | 2, taskId: number, given: { opId?: string; deviceId?: string; at?: string } = {}) {
  const { opId = randomUUID(), deviceId = `tablet-of-crew-${crew}`, at = morning } = given
  const body = {
    opId,
    deviceId,
    sequence: 1,
    occurredAt: at,
    sentAt: field.dispatch.api.clock.now().toISOString(),
  }
  return tablets[crew - 1](claimNearbyJob, { params: { ...params, taskId }, body })
}

async function offered(crew: 1 | 2): Promise<number[]> {
  const { jobs } = await tablets[crew - 1](listNearbyJobs, { params, query: {} })
  return jobs.map(({ taskId }) => taskId)
}

async function visitsOf(taskId: number) {
  return many(
    field.dispatch.api.database.owner,
    z.object({ crewId: z.number(), status: z.string() }),
    sql`select crew_id, status from visit where task_id = ${taskId} order by id`,
  )
}

async function cancel({ id }: { id: number }): Promise<void> {
  const { version } = await field.dispatch.readOrder(id)
  const call = { params: { ...params, id }, body: { version, status: 'cancelled' as const } }
  await field.dispatch.client(changeWorkOrder, call)
}

test('small jobs that the crew can do are offered with their detour; long, far, foreign and forbidden ones are not', async () => {
  const near = await order()
  const others = [
    await order([200, 50], 'pothole'),
    await order([200, 30], 'street-light'),
    await order([9000, 0]),
  ]
  const { jobs, detourMinutes, crewId } = await field.tablet(listNearbyJobs, { params, query: {} })
  expect({ crewId, detourMinutes }).toEqual({ crewId: 1, detourMinutes: 6 })
  const job = jobs.find(({ taskId }) => taskId === near.taskId)!
  expect(job).toMatchObject({ workOrderId: near.id, serviceCode: 'bulky-waste', durationMinutes: 20 })
  expect(job.detourSeconds).toBeLessThanOrEqual(360)
  const { visits } = await field.tablet(getRunSheet, { params, query: { day } })
  expect(visits.map(({ id }) => id)).toContain(job.nearVisitId)
  for (const { taskId } of others) expect(await offered(1)).not.toContain(taskId)
  for (const each of [near, ...others]) await cancel(each)
})

test('a manager says which jobs crews may take and how far they may turn off; who is overtaken is told', async () => {
  const { id, taskId } = await order()
  const limits = () => manager(getSweepLimits, { params })
  const limit = async (sweepMinutes: number) => {
    const { version } = (await limits()).services.find(({ serviceCode }) => serviceCode === 'bulky-waste')!
    const of = { ...params, serviceCode: 'bulky-waste' }
    return manager(setSweepLimit, { params: of, body: { sweepMinutes, version } })
  }
  const budget = (detourMinutes: number, version: number, crewId = 1) =>
    manager(setDetourBudget, { params: { ...params, crewId }, body: { detourMinutes, version } })
  const before = await limit(19)
  expect(before).toMatchObject({ serviceCode: 'bulky-waste', sweepMinutes: 19 })
  expect((await limits()).services).toContainEqual(before)
  expect(await offered(1)).toEqual([])
  expect(await claim(1, taskId)).toMatchObject({ outcome: 'refused', reason: 'gone' })
  expect((await limit(30)).version).toBe(before.version + 1)
  expect(await offered(1)).toContain(taskId)
  expect(await budget(0, 1)).toEqual({ crewId: 1, detourMinutes: 0, version: 2 })
  expect(await offered(1)).toEqual([])
  await expect(budget(9, 1)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await expect(budget(9, 1, 999)).rejects.toMatchObject({ problem: { type: 'not-found' } })
  const restored = await budget(6, 2)
  expect((await limits()).crews[0]).toEqual(restored)
  const own = field.tablet(setDetourBudget, {
    params: { ...params, crewId: 1 },
    body: { detourMinutes: 60, version: 3 },
  })
  await expect(own).rejects.toMatchObject({ problem: { type: 'forbidden' } })
  await cancel({ id })
})

test('a crew whose vehicle is in service, or whose people are away, is not offered what needs them', async () => {
  const near = await order([200, 20])
  const { owner } = field.dispatch.api.database
  await owner.query(sql`update task set vehicle_features = '{grab}' where id = ${near.taskId}`)
  expect(await offered(1)).toContain(near.taskId)
  await owner.query(sql`
    insert into vehicle_service (jurisdiction_id, vehicle_id, during)
    values (${cityId}, 1, daterange(${day}::date, ${day}::date, '[]'))`)
  expect(await offered(1)).not.toContain(near.taskId)
  await owner.query(sql`delete from vehicle_service`)
  expect(await offered(1)).toContain(near.taskId)
  await owner.query(sql`
    insert into absence (jurisdiction_id, member_id, during)
    values (${cityId}, 1, daterange(${day}::date, ${day}::date, '[]'))`)
  expect(await offered(1)).toEqual([])
  await owner.query(sql`delete from absence`)
  await cancel(near)
})

test('what is taken is a stop of the crew at once, once, with its history, and is offered to nobody any more', async () => {
  const { id, taskId } = await order()
  expect(await offered(2)).toContain(taskId)
  const opId = randomUUID()
  field.dispatch.api.clock.set(`${day}T07:20:00Z`)
  const taken = await claim(1, taskId, { opId, at: `${day}T07:10:00.000Z` })
  expect(taken).toEqual({ opId, taskId, outcome: 'taken', reason: null })
  expect(await claim(1, taskId, { opId })).toEqual(taken)
  expect(await visitsOf(taskId)).toEqual([{ crewId: 1, status: 'dispatched' }])
  const { visits } = await field.tablet(getRunSheet, { params, query: { day } })
  expect(visits.filter((visit) => visit.taskId === taskId)).toHaveLength(1)
  const { events, status, crewId, requests } = await field.dispatch.readOrder(id)
  expect({ status, crewId }).toEqual({ status: 'dispatched', crewId: 1 })
  expect(requests).toMatchObject([{ status: 'planned' }])
  expect(events.filter(({ reason }) => reason === 'swept')).toMatchObject([
    { kind: 'assigned', occurredAt: `${day}T07:10:00.000Z`, data: { crewId: 1, opId } },
  ])
  expect([...(await offered(1)), ...(await offered(2))]).not.toContain(taskId)
  await expect(claim(2, taskId, { opId })).rejects.toMatchObject({ problem: { type: 'conflict' } })
})

test('a job that was taken back is offered to others, and not again to who handed it back', async () => {
  const { id, taskId } = await order()
  await claim(1, taskId)
  const visit = await field.visitOf(id)
  await field.tablet(sendOperations, {
    params,
    body: { deviceId: 'tablet-of-crew-1', operations: [op(visit, 'decline', morning)] },
  })
  expect(await offered(1)).not.toContain(taskId)
  expect(await offered(2)).toContain(taskId)
  expect(await claim(2, taskId)).toMatchObject({ outcome: 'taken' })
  expect(await visitsOf(taskId)).toEqual([
    { crewId: 1, status: 'declined' },
    { crewId: 2, status: 'dispatched' },
  ])
})

test('what a dispatcher has locked in the draft of another day is no longer taken on the way', async () => {
  const next = '2026-03-13'
  const { api, client, keyOf, solved } = field.dispatch
  const { taskId } = await order()
  await arrangeShifts(api.database.owner, next, [1])
  const draft = await solved({ day: next, crewIds: [1] })
  const lock = (version: PlanVersionDetail, isLocked: boolean) =>
    client(lockPlanStop, { params: keyOf(version), body: { kind: 'crew', taskId, isLocked } })
  const locked = await lock(draft, true)
  expect(await claim(1, taskId)).toMatchObject({ outcome: 'refused', reason: 'gone' })
  // who could take nothing at all is told that first
  api.clock.set(`${day}T20:00:00Z`)
  expect(await claim(1, taskId)).toMatchObject({ outcome: 'refused', reason: 'no_shift' })
  api.clock.set(morning)
  await lock(locked, false)
  expect(await claim(1, taskId)).toMatchObject({ outcome: 'taken' })
})

test('a claim that comes after the job was cancelled or given out, on another day or from a revoked tablet is told why', async () => {
  const [gone, given, kept, late] = [await order(), await order(), await order(), await order()]
  await cancel(gone)
  expect(await claim(1, gone.taskId)).toMatchObject({ outcome: 'refused', reason: 'gone' })
  await claim(2, given.taskId)
  expect(await claim(1, given.taskId)).toMatchObject({ outcome: 'refused', reason: 'other_crew' })
  expect(await claim(2, given.taskId)).toMatchObject({ outcome: 'taken' })
  field.dispatch.api.clock.set(`${day}T20:00:00Z`)
  expect(await claim(1, late.taskId)).toMatchObject({ outcome: 'refused', reason: 'no_shift' })
  field.dispatch.api.clock.set('2026-03-13T07:00:00Z')
  expect(await claim(1, late.taskId)).toMatchObject({ outcome: 'refused', reason: 'no_shift' })
  field.dispatch.api.clock.set(morning)
  const deviceId = 'tablet-that-was-lost'
  await field.dispatch.api.database.owner.query(sql`
    insert into tablet (jurisdiction_id, id, account_id, first_seen_at, last_seen_at, last_sequence, clock_offset_ms,
      revoked_at)
    values (${cityId}, ${deviceId}, ${field.crew.accountId}, now(), now(), 0, 0, now())`)
  const revoked = { outcome: 'refused', reason: 'revoked' }
  expect(await claim(1, kept.taskId, { deviceId })).toMatchObject(revoked)
  await expect(field.tablet(listNearbyJobs, { params, query: { deviceId } })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
  for (const each of [kept, late]) await cancel(each)
})

const Action = fc.record({
  crew: fc.constantFrom<1 | 2>(1, 2),
  isAgain: fc.boolean(),
  what: fc.constantFrom('claim', 'claim', 'claim', 'cancel'),
})

test('whoever claims, again and at once, while it is cancelled: one crew at most has it, and all hear the same twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Action, { minLength: 2, maxLength: 4 }), async (actions) => {
      const made = await order()
      const opIds = { 1: randomUUID() as string, 2: randomUUID() as string }
      const claims = actions.filter(({ what }) => what === 'claim')
      const send = ({ crew, isAgain }: (typeof actions)[number]) =>
        claim(crew, made.taskId, { opId: isAgain ? opIds[crew] : undefined })
      const answers = await Promise.all([
        ...claims.map(send),
        ...actions.filter(({ what }) => what === 'cancel').map(() => cancel(made).catch(() => null)),
      ])
      const told = answers.filter((answer) => answer != null)
      const live = (await visitsOf(made.taskId)).filter(({ status }) => status === 'dispatched')
      expect(live.length).toBeLessThanOrEqual(1)
      const taken = told.filter(({ outcome }) => outcome === 'taken')
      const byOp = new Map(told.map((answer) => [answer.opId, answer]))
      for (const answer of told) expect(byOp.get(answer.opId)).toEqual(answer)
      const isCancelled = (await field.dispatch.readOrder(made.id)).status === 'cancelled'
      if (!isCancelled && claims.length > 0) expect([live.length, taken.length > 0]).toEqual([1, true])
      if (live.length === 1 && !isCancelled) await cancel(made)
    }),
    { seed: 11, numRuns: 8 },
  )
}, 60_000)
