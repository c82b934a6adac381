import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql, type Database } from '@dromos/db'
import {
  changeWorkOrder,
  createClient,
  getMe,
  getRunSheet,
  getTabletDoor,
  listTablets,
  revokeTablet,
  sendOperations,
  sendShiftOperations,
  type Client,
} from '../contract/index.ts'
import { day, type TestDispatch } from '../dispatch/testing.ts'
import { refusalOf, testTablets, type TestDevice } from '../tablets/testing.ts'
import { cityId, type SignedIn } from '../testing.ts'
import { op, testField, type SentOperation, type TestField } from '../dispatch/testing-field.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let dispatch: TestDispatch
let tablet: Client
let owner: Database
const told = {
  kind: 'shift_start' as const,
  occurredAt: '2026-03-12T08:10:00Z',
  odometerKm: null,
  faults: [],
  present: ['Γιάννης'],
}

beforeAll(async () => {
  field = await testField()
  ;({ dispatch, tablet } = field)
  owner = dispatch.api.database.owner
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('a wrong clock is set right and held within what can be; what it said stays', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  dispatch.api.clock.set('2026-03-12T09:00:00Z')
  const hour = 3_600_000
  const known = op(visit, 'arrive', '2026-03-12T09:30:00Z', { clockOffsetMs: 2 * hour })
  await field.send([known, op(visit, 'done', '2099-01-01T00:00:00Z')])
  expect(await field.visitOf(order.id)).toMatchObject({
    arrivedAt: '2026-03-12T07:30:00.000Z',
    finishedAt: '2026-03-12T09:00:00.000Z',
  })
  expect(await field.timesOf(known.opId)).toEqual({
    occurredAt: '2026-03-12T09:30:00.000Z',
    eventAt: '2026-03-12T07:30:00.000Z',
    receivedAt: '2026-03-12T09:00:00.000Z',
    clockOffsetMs: 2 * hour,
  })
})

test('a tablet that never knew its clock is set right by the clock it sends with', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  dispatch.api.clock.set('2026-03-12T09:00:00Z')
  const body = {
    deviceId: 'tablet-slow',
    sentAt: '2026-03-12T06:00:00Z',
    operations: [op(visit, 'arrive', '2026-03-12T05:30:00Z')],
  }
  expect(await tablet(sendOperations, { params, body })).toMatchObject({ at: '2026-03-12T09:00:00.000Z' })
  expect((await field.visitOf(order.id)).arrivedAt).toBe('2026-03-12T08:30:00.000Z')
  expect(await dispatch.client(listTablets, { params, query: { crewId: 1 } })).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: 'tablet-slow', clockOffsetMs: -3 * 3_600_000, operationCount: 1 }),
    ]),
  )
})

test('a tablet that returns after three days: its work counts at its time, or is told what came between', async () => {
  const [order, other] = await field.publishedDay()
  const [visit, taken] = [await field.visitOf(order.id), await field.visitOf(other.id)]
  await dispatch.client(changeWorkOrder, {
    params: { ...params, id: other.id },
    body: { version: (await dispatch.readOrder(other.id)).version, status: 'ready' },
  })
  dispatch.api.clock.set('2026-03-15T09:00:00Z')
  const { results } = await field.send([
    op(visit, 'done', '2026-03-12T07:30:00Z'),
    op(taken, 'done', '2026-03-12T08:30:00Z'),
  ])
  expect(results).toMatchObject([
    { outcome: 'applied' },
    { outcome: 'conflict', conflict: { field: 'status', yours: 'done', theirs: 'withdrawn' } },
  ])
  expect(await field.visitOf(order.id)).toMatchObject({ finishedAt: '2026-03-12T07:30:00.000Z' })
  const { events, status } = await dispatch.readOrder(other.id)
  expect(status).toBe('ready')
  expect(events.at(-1)).toMatchObject({ reason: 'tablet conflict', occurredAt: '2026-03-12T08:30:00.000Z' })
})

test('a plan published meanwhile: what stayed with the crew is done all the same', async () => {
  const [order] = await field.publishedDay()
  const before = await field.visitOf(order.id)
  await dispatch.publish(await dispatch.solved())
  const { results } = await field.send([op(before, 'arrive'), op(before, 'done')])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  expect((await field.visitOf(order.id)).status).toBe('done')
})

test('after a session has ended the same taps are taken once the crew signs in again', async () => {
  const [order] = await field.publishedDay()
  const tap = op(await field.visitOf(order.id), 'arrive')
  const before = await dispatch.api.signIn('crew')
  await owner.query(sql`
    update account_session set expires_at = now() - interval '1 minute' where token = ${tokenOf(before)}`)
  // a browser drops the short-lived copy of its session by itself
  const cookie = before.headers.cookie
    .split('; ')
    .filter((each) => !each.includes('session_data'))
    .join('; ')
  const ended = createClient({ baseUrl: `${dispatch.api.origin}/api`, headers: { cookie } })
  const body = { deviceId: 'tablet-one', operations: [tap] }
  await expect(ended(sendOperations, { params, body })).rejects.toMatchObject({
    problem: { type: 'unauthenticated' },
  })
  const again = await dispatch.api.signIn('crew')
  expect(await again.client(sendOperations, { params, body })).toMatchObject({
    results: [{ outcome: 'applied' }],
  })
})

test('a revoked tablet is shown nothing and changes nothing; what it says is kept for the dispatcher', async () => {
  const [order] = await field.publishedDay()
  const deviceId = 'tablet-lost'
  const visit = await field.visitOf(order.id)
  const thief = await dispatch.api.signIn('crew')
  const from = (operations: SentOperation[]) =>
    thief.client(sendOperations, { params, body: { deviceId, operations } })
  await from([op(visit, 'arrive')])
  const revoked = await dispatch.client(revokeTablet, {
    params: { ...params, deviceId },
    body: { isRevoked: true },
  })
  expect(revoked).toMatchObject({ id: deviceId, crewId: 1, revokedAt: expect.any(String) })
  const sessions = await owner.query(sql`
    select count(*)::integer as left from account_session where token = ${tokenOf(thief)}`)
  expect(sessions.rows).toEqual([{ left: 0 }])

  const done = op(visit, 'done', undefined, { note: 'Τέλος' })
  const answer = await tablet(sendOperations, { params, body: { deviceId, operations: [done] } })
  expect(answer.results).toMatchObject([{ outcome: 'refused', detail: 'this tablet was revoked' }])
  await expect(tablet(getRunSheet, { params, query: { day, deviceId } })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
  expect((await field.visitOf(order.id)).status).toBe('arrived')
  const { events } = await dispatch.readOrder(order.id)
  expect(events.at(-1)).toMatchObject({
    reason: 'tablet revoked',
    note: 'Τέλος',
    data: { operation: 'done' },
  })
  await dispatch.client(revokeTablet, { params: { ...params, deviceId }, body: { isRevoked: false } })
  expect(
    await tablet(sendOperations, { params, body: { deviceId, operations: [op(visit, 'start')] } }),
  ).toMatchObject({ results: [{ outcome: 'applied' }] })
  await expect(
    tablet(revokeTablet, { params: { ...params, deviceId }, body: { isRevoked: true } }),
  ).rejects.toThrow()
})

test('a tap on the work of another crew is refused, told as such, and kept', async () => {
  const [order] = await field.publishedDay()
  const tap = op(await field.visitOf(order.id), 'done')
  await field.setMember(null)
  const { results } = await field.send([tap])
  await field.setMember(field.crew.accountId)
  expect(results).toMatchObject([{ outcome: 'refused', visitStatus: null }])
  expect(await field.timesOf(tap.opId)).toMatchObject({ receivedAt: '2026-03-11T08:00:00.000Z' })
  expect((await field.visitOf(order.id)).status).toBe('dispatched')
})

test('what one left on a shared tablet goes under their name once another is in, and under no name else', async () => {
  const [order, other] = await field.publishedDay()
  const [visit, second] = [await field.visitOf(order.id), await field.visitOf(other.id)]
  await owner.query(sql`
    insert into crew_member (jurisdiction_id, id, crew_id, name) values (${cityId}, 7, 1, 'Νίκος')`)
  const tablets = await testTablets(dispatch.api)
  const device = await tablets.registered(1)
  await tablets.withPin(1, '4827', device)
  const maria = await idOnTablet(device)
  await tablets.withPin(7, '8391', device)
  const nikos = await idOnTablet(device)
  const send = (client: Client, operations: SentOperation[]) =>
    client(sendOperations, { params, body: { deviceId: device.id, operations } })
  const left = { ...op(visit, 'arrive'), by: maria }
  const own = op(visit, 'done')
  expect(await send(device.client, [left, own, left])).toMatchObject({
    results: [{ outcome: 'applied' }, { outcome: 'applied' }, { outcome: 'applied' }],
  })
  const authors = await owner.query(sql`
    select account_id from operation where visit_id = ${visit.id} order by sequence`)
  expect(authors.rows).toEqual([{ account_id: maria }, { account_id: nikos }])

  const nobody = { ...op(second, 'done'), by: 'somebody-else' }
  expect(await send(device.client, [nobody])).toMatchObject({ results: [{ outcome: 'refused' }] })
  // a password opens no tablet: in its session nobody speaks for another
  expect(await send(tablet, [{ ...op(second, 'done'), by: nikos }])).toMatchObject({
    results: [{ outcome: 'refused' }],
  })
  expect((await field.visitOf(other.id)).status).toBe('dispatched')
})

test("whom today's roster lends to a crew comes in on its tablet, and works as one of it", async () => {
  const giannis = 2
  const tablets = await testTablets(dispatch.api)
  const [ours, home] = [await tablets.registered(1), await tablets.registered(2)]
  dispatch.api.clock.set('2026-03-12T08:00:00Z')
  await tablets.withPin(giannis, '4827', home)
  await owner.query(sql`
    insert into shift_member (jurisdiction_id, shift_id, member_id, is_on)
    select ${cityId}, id, ${giannis}, crew_id = 1 from shift where crew_id in (1, 2)`)
  const atDoor = async () =>
    (await ours.client(getTabletDoor, { params, query: {} })).people.map(({ name }) => name)
  const crewOn = async ({ client }: TestDevice) =>
    (await client(getRunSheet, { params, query: { day } })).crew
  expect(await atDoor()).toContain('Γιάννης')
  await ours.signIn(giannis, '4827')
  expect((await crewOn(ours)).memberNames).toContain('Γιάννης')
  expect((await ours.client(getMe, {})).crews).toMatchObject([{ crewId: 1 }, { crewId: 2 }])
  // on the tablet of the crew they are a member of it is that crew's day
  await home.signIn(giannis, '4827')
  expect(await crewOn(home)).toMatchObject({ id: 2, memberNames: [] })

  const start = () => ({ ...told, crewId: 1, day, opId: randomUUID(), sequence: 1 })
  const send = () =>
    home.client(sendShiftOperations, { params, body: { deviceId: home.id, operations: [start()] } })
  dispatch.api.clock.set('2026-03-13T08:00:00Z')
  expect(await refusalOf(ours.signIn(giannis, '4827'))).toEqual(['forbidden', 'none'])
  expect(await atDoor()).not.toContain('Γιάννης')
  await home.signIn(giannis, '4827')
  // what they did yesterday without a network is theirs still, and the crew's day is not
  expect(await send()).toMatchObject({ results: [{ outcome: 'applied' }] })
  const asked = home.client(getRunSheet, { params, query: { day, crewId: 1 } })
  expect(await refusalOf(asked)).toEqual(['forbidden'])
  dispatch.api.clock.set('2026-03-27T08:00:00Z')
  await home.signIn(giannis, '4827')
  expect(await send()).toMatchObject({ results: [{ outcome: 'refused' }] })
  await owner.query(sql`delete from shift_member`)
})

async function idOnTablet({ client }: TestDevice): Promise<string> {
  return (await client(getMe, {})).account!.id
}

/** Of the session that a person's cookie stands for. */
function tokenOf({ headers }: SignedIn): string {
  return decodeURIComponent(/session_token=([^;]+)/.exec(headers.cookie)![1]!).split('.')[0]!
}
