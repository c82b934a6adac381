import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { changeWorkOrder, getRunSheet, trackRequest, type Client } from '../contract/index.ts'
import { day, type TestDispatch } from '../dispatch/testing.ts'
import { cityId } from '../testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let dispatch: TestDispatch
let tablet: Client

beforeAll(async () => {
  field = await testField()
  ;({ dispatch, tablet } = field)
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('a crew sees its stops in order, with what to bring and what citizens said', async () => {
  const orders = await field.publishedDay()
  const sheet = await tablet(getRunSheet, { params, query: { day } })
  expect(sheet).toMatchObject({
    day,
    crew: { id: 1, memberNames: ['Μαρία'] },
    vehicle: { plate: 'ABC-1001' },
    shift: { startsAt: '2026-03-12T05:00:00.000Z', breakMinutes: 30 },
    planVersion: 1,
  })
  expect(sheet.routeGeometry?.coordinates.length).toBeGreaterThan(2)
  expect(sheet.visits.map(({ position, status }) => [position, status])).toEqual([
    [1, 'dispatched'],
    [2, 'dispatched'],
  ])
  expect(sheet.visits.map(({ workOrderId }) => workOrderId).sort()).toEqual(orders.map(({ id }) => id).sort())
  expect(sheet.visits[0]).toMatchObject({ skills: ['loader'], requests: [{ description: '' }], proof: [] })
  await expect(tablet(getRunSheet, { params, query: { day, crewId: 2 } })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
  expect((await dispatch.client(getRunSheet, { params, query: { day, crewId: 2 } })).visits).toEqual([])
})

test('a crew that works twice on a day sees both shifts, and from when to when as before', async () => {
  const { owner } = dispatch.api.database
  await owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during, break_minutes)
    values (${cityId}, 1, '[2026-03-12T15:00:00Z, 2026-03-12T17:30:00Z)', 15)`)
  const { shift, shifts } = await tablet(getRunSheet, { params, query: { day } })
  await owner.query(sql`delete from shift where lower(during) = '2026-03-12T15:00:00Z'`)
  expect(shift).toEqual({
    startsAt: '2026-03-12T05:00:00.000Z',
    endsAt: '2026-03-12T17:30:00.000Z',
    breakMinutes: 45,
  })
  expect(shifts).toEqual([
    { startsAt: '2026-03-12T05:00:00.000Z', endsAt: '2026-03-12T13:00:00.000Z' },
    { startsAt: '2026-03-12T15:00:00.000Z', endsAt: '2026-03-12T17:30:00.000Z' },
  ])
  expect((await tablet(getRunSheet, { params, query: { day: '2026-03-20' } })).shifts).toEqual([])
})

test('a crew drives what the roster of the day gives it, unless that is in service', async () => {
  const { owner } = dispatch.api.database
  const vehicleOn = async (on: string) =>
    (await tablet(getRunSheet, { params, query: { day: on } })).vehicle?.plate ?? null
  await owner.query(sql`
    update shift set drives_own = false, vehicle_id = 2 where crew_id = 1 and upper(during)::date = ${day}::date`)
  expect(await vehicleOn(day)).toBe('ABC-1002')
  expect(await vehicleOn('2026-03-20')).toBe('ABC-1001')
  await owner.query(sql`update shift set vehicle_id = null where crew_id = 1`)
  expect(await vehicleOn(day)).toBeNull()
  await owner.query(sql`update shift set drives_own = true where crew_id = 1`)
  await owner.query(sql`
    insert into vehicle_service (jurisdiction_id, vehicle_id, during)
    values (${cityId}, 1, daterange(${day}::date, ${day}::date, '[]'))`)
  expect(await vehicleOn(day)).toBeNull()
  await owner.query(sql`delete from vehicle_service`)
  expect(await vehicleOn(day)).toBe('ABC-1001')
})

test('arrive, start and done close the job, its order and its request, with proof for the citizen', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  dispatch.api.clock.set('2026-03-12T09:00:00Z')
  const mediaId = await field.upload()
  const { results } = await field.send([
    op(visit, 'arrive', '2026-03-12T07:00:00Z'),
    op(visit, 'start', '2026-03-12T07:05:00Z'),
    op(visit, 'done', '2026-03-12T07:30:00Z', { note: 'Καθαρό', mediaIds: [mediaId] }),
  ])
  expect(results.map(({ outcome, visitStatus }) => [outcome, visitStatus])).toEqual([
    ['applied', 'arrived'],
    ['applied', 'working'],
    ['applied', 'done'],
  ])
  expect(await dispatch.readOrder(order.id)).toMatchObject({
    status: 'closed',
    crewId: 1,
    tasks: [{ status: 'done' }],
    requests: [{ status: 'resolved', closedAt: '2026-03-12T07:30:00.000Z' }],
  })
  const [{ publicId }] = (await dispatch.readOrder(order.id)).requests
  const tracked = await dispatch.api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(tracked.media).toMatchObject([{ id: mediaId, kind: 'proof' }])
  const { rows } = await dispatch.api.database.owner.query(sql`
    select occurred_at, received_at from visit_event where op_id is not null order by id limit 1`)
  expect(rows).toEqual([
    { occurred_at: new Date('2026-03-12T07:00:00Z'), received_at: new Date('2026-03-12T09:00:00Z') },
  ])
  const told = await dispatch.api.database.owner.query(sql`
    select template from notification where data ->> 'status' = 'resolved'`)
  expect(told.rows).toEqual([{ template: 'request-moved' }])
})

test('sent twice, in pieces or by two devices, operations have the effect of once', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  dispatch.api.clock.set('2026-03-12T09:00:00Z')
  const ops = [
    op(visit, 'en_route', '2026-03-12T06:50:00Z'),
    op(visit, 'arrive', '2026-03-12T07:00:00Z'),
    op(visit, 'note', '2026-03-12T07:10:00Z', { note: 'second' }),
    op(visit, 'note', '2026-03-12T07:05:00Z', { note: 'first' }),
    op(visit, 'done', '2026-03-12T07:30:00Z'),
  ]
  await field.send([ops[4], ops[2]], 'tablet-two')
  const first = await field.send(ops)
  const before = await field.state(order.id)
  expect(await field.send(ops)).toMatchObject({
    results: first.results.map((result) => ({ ...result, visitVersion: before.visit.version })),
  })
  expect(await field.state(order.id)).toEqual(before)
  expect(before.visit).toMatchObject({
    status: 'done',
    note: 'first\nsecond',
    arrivedAt: '2026-03-12T07:00:00.000Z',
    finishedAt: '2026-03-12T07:30:00.000Z',
  })
})

test('one operation id sent for two visits at once is taken for one of them', async () => {
  const orders = await field.publishedDay()
  const opId = randomUUID()
  const visits = await Promise.all(orders.map(({ id }) => field.visitOf(id)))
  const answers = await Promise.allSettled(
    visits.map((visit) =>
      field.send([{ ...op(visit, 'note', '2026-03-12T07:00:00Z', { note: 'x' }), opId }]),
    ),
  )
  const outcomes = answers.map((answer) =>
    answer.status === 'fulfilled' ? answer.value.results[0].outcome : answer.reason.problem.type,
  )
  expect(outcomes).toContain('applied')
  expect(outcomes.filter((outcome) => outcome !== 'applied')).toEqual([
    expect.stringMatching(/refused|conflict/),
  ])
})

test('a time that no calendar has and a number that no column holds are said to be wrong', async () => {
  const [order] = await field.publishedDay()
  const note = op(await field.visitOf(order.id), 'note', '2026-03-12T07:00:00Z', { note: 'x' })
  for (const changes of [{ occurredAt: '+275760-09-13T00:00:00Z' }, { baseVersion: 2 ** 40 }])
    await expect(field.send([{ ...note, ...changes }])).rejects.toMatchObject({
      problem: { type: 'bad-input' },
    })
})

test('of two ends the first stays, the other is told both values, and nothing it said is lost', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  await field.send([op(visit, 'done')])
  const late = op(visit, 'fail', undefined, { reason: 'no_access', note: 'Κλειστή πόρτα' })
  const { results } = await field.send([late], 'tablet-two')
  expect(results).toMatchObject([
    {
      outcome: 'conflict',
      detail: 'the visit is done',
      conflict: { field: 'status', yours: 'failed', theirs: 'done' },
      visitStatus: 'done',
    },
  ])
  expect(await field.send([late], 'tablet-two')).toMatchObject({ results })
  expect(await field.visitOf(order.id)).toMatchObject({ status: 'done', reason: null, note: 'Κλειστή πόρτα' })
  const { status, events } = await dispatch.readOrder(order.id)
  expect(status).toBe('closed')
  expect(events.filter(({ reason }) => reason === 'tablet conflict')).toMatchObject([
    { note: 'Κλειστή πόρτα', data: { operation: 'fail', conflict: { yours: 'failed', theirs: 'done' } } },
  ])
})

test('what may work another day is ready again, the rest waits for a dispatcher', async () => {
  const [retried, settled] = await field.publishedDay()
  await field.send([
    op(await field.visitOf(retried.id), 'fail', undefined, { reason: 'weather', note: 'Βροχή' }),
    op(await field.visitOf(settled.id), 'fail', undefined, { reason: 'unsafe' }),
  ])
  expect(await dispatch.readOrder(retried.id)).toMatchObject({
    status: 'ready',
    tasks: [{ status: 'open' }],
    requests: [{ status: 'accepted' }],
  })
  expect(await dispatch.readOrder(settled.id)).toMatchObject({
    status: 'cannot_complete',
    tasks: [{ status: 'failed' }],
    allowedMoves: ['ready', 'cancelled'],
  })
})

test('a picture may be named before it arrives, belongs to one visit, and is shown once the job is done', async () => {
  const [one, other] = await field.publishedDay()
  const [visit, otherVisit] = [await field.visitOf(one.id), await field.visitOf(other.id)]
  const mediaId = randomUUID()
  expect(await field.send([op(visit, 'photo', undefined, { mediaId })])).toMatchObject({
    results: [{ outcome: 'applied' }],
  })
  await field.upload(mediaId)
  expect(await field.send([op(otherVisit, 'photo', undefined, { mediaId })])).toMatchObject({
    results: [{ outcome: 'conflict', detail: 'this picture belongs elsewhere' }],
  })
  expect((await field.visitOf(one.id)).proof).toMatchObject([{ id: mediaId }])
  expect((await field.visitOf(other.id)).proof).toEqual([])
  const isPublic = async () =>
    (await dispatch.api.database.owner.query(sql`select is_public from media where id = ${mediaId}::uuid`))
      .rows
  expect(await isPublic()).toEqual([{ is_public: false }])
  await field.send([op(visit, 'done')])
  expect(await isPublic()).toEqual([{ is_public: true }])
})

test('whoever follows a request is told of a picture that comes after the job was done', async () => {
  const [order] = await field.publishedDay()
  const mediaId = randomUUID()
  await field.send([op(await field.visitOf(order.id), 'done', undefined, { mediaIds: [mediaId] })])
  const [{ publicId }] = (await dispatch.readOrder(order.id)).requests
  const told = async () =>
    (
      await dispatch.api.database.owner.query(sql`
        select count(*)::integer as times from live_event where data ->> 'publicId' = ${publicId}`)
    ).rows[0]!.times
  const before = await told()
  await field.upload(mediaId)
  expect(await told()).toBe(Number(before) + 1)
  await field.upload(mediaId)
  expect(await told()).toBe(Number(before) + 1)
  const tracked = await dispatch.api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(tracked.media).toMatchObject([{ id: mediaId, kind: 'proof' }])
})

test('another crew, an unknown visit and a visit that was taken back are refused', async () => {
  const orders = await dispatch.arrangeOrders([{ serviceCode: 'street-light' }, {}])
  await dispatch.publish(await dispatch.solved())
  const { rows } = await dispatch.api.database.owner.query(sql`select id from visit where crew_id = 2`)
  const foreign = rows[0].id as number
  const mine = await field.visitOf(orders[1].id)
  await dispatch.client(changeWorkOrder, {
    params: { ...params, id: orders[1].id },
    body: { version: (await dispatch.readOrder(orders[1].id)).version, status: 'cancelled' },
  })
  const { results } = await field.send([
    op({ id: foreign, version: 1 }, 'done'),
    op({ id: 999_999, version: 1 }, 'done'),
    op(mine, 'done'),
  ])
  expect(results.map(({ outcome, detail }) => [outcome, detail])).toEqual([
    ['refused', 'not your visit'],
    ['refused', 'not your visit'],
    ['conflict', 'the visit is withdrawn'],
  ])
})
