import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getSheetStop, listTablets, sendOperations } from '../contract/index.ts'
import { day, type TestDispatch } from '../dispatch/testing.ts'
import { op, testField, type SentOperation, type TestField } from '../dispatch/testing-field.ts'
import { cityId } from '../testing.ts'

const params = { jurisdictionId: cityId }
const deviceId = 'paper-desk-one'
let field: TestField
let dispatch: TestDispatch

beforeAll(async () => {
  field = await testField()
  ;({ dispatch } = field)
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

const typeIn = (operations: SentOperation[], more: { sentAt?: string } = {}) =>
  dispatch.client(sendOperations, { params, body: { deviceId, from: 'paper', operations, ...more } })

test('a sheet that a desk types in closes its stops in its name, from paper, at the times on it', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order!.id)
  dispatch.api.clock.set('2026-03-12T15:00:00Z')
  const written = [
    op(visit, 'arrive', '2026-03-12T07:00:00Z'),
    op(visit, 'start', '2026-03-12T07:00:00Z'),
    op(visit, 'done', '2026-03-12T07:30:00Z', { note: 'Καθαρό' }),
  ]
  // the desk's clock is an hour fast, which the times on paper know nothing of
  const { results } = await typeIn(written, { sentAt: '2026-03-12T16:00:00Z' })
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
  expect(await field.visitOf(order!.id)).toMatchObject({
    status: 'done',
    note: 'Καθαρό',
    arrivedAt: '2026-03-12T07:00:00.000Z',
    finishedAt: '2026-03-12T07:30:00.000Z',
    labourMinutes: 30,
  })
  const { events } = await dispatch.readOrder(order!.id)
  expect(events.find(({ toStatus }) => toStatus === 'closed')).toMatchObject({
    actorName: 'Test dispatcher',
    data: { isFromPaper: true },
    occurredAt: '2026-03-12T07:30:00.000Z',
  })
  const { rows } = await dispatch.api.database.owner.query(sql`
    select distinct channel, actor_kind from visit_event where op_id is not null`)
  expect(rows).toEqual([{ channel: 'paper', actor_kind: 'staff' }])
  expect(await dispatch.client(listTablets, { params, query: {} })).toEqual([])
  const before = await field.state(order!.id)
  expect((await typeIn(written)).results).toMatchObject(
    results.map(({ opId, outcome }) => ({ opId, outcome })),
  )
  expect(await field.state(order!.id)).toEqual(before)
})

test('what a tablet told first stays, and what the paper says otherwise is told to the desk', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order!.id)
  dispatch.api.clock.set('2026-03-12T15:00:00Z')
  await field.send([op(visit, 'done', '2026-03-12T07:30:00Z')])
  const { results } = await typeIn([op(visit, 'fail', '2026-03-12T07:40:00Z', { reason: 'no_access' })])
  expect(results).toMatchObject([
    {
      outcome: 'conflict',
      conflict: { field: 'status', yours: 'failed', theirs: 'done' },
      visitStatus: 'done',
    },
  ])
  const { events } = await dispatch.readOrder(order!.id)
  expect(events.find(({ reason }) => reason === 'paper conflict')).toMatchObject({
    data: { isFromPaper: true },
  })
})

test('only a desk types in sheets', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order!.id)
  const body = { deviceId, from: 'paper' as const, operations: [op(visit, 'done')] }
  await expect(field.tablet(sendOperations, { params, body })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
})

test('the code of a stop says whose sheet of which day it is on', async () => {
  const [order] = await field.publishedDay()
  const { id } = await field.visitOf(order!.id)
  expect(await dispatch.client(getSheetStop, { params: { ...params, id } })).toEqual({
    visitId: id,
    crewId: 1,
    day,
    status: 'dispatched',
  })
  await expect(dispatch.client(getSheetStop, { params: { ...params, id: id + 1000 } })).rejects.toMatchObject(
    { problem: { type: 'not-found' } },
  )
  await expect(field.tablet(getSheetStop, { params: { ...params, id } })).rejects.toMatchObject({
    problem: { type: 'forbidden' },
  })
})
