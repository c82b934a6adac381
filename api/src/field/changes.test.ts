import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeWorkOrder, getRunSheet, labourMinutes, measureLabour } from '../contract/index.ts'
import { day } from '../dispatch/testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { cityId } from '../testing.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let orders: { id: number }[] | undefined

beforeAll(async () => {
  field = await testField()
})
// planning waits for its worker, which only a test may do
beforeEach(async () => {
  orders ??= await field.publishedDay()
  field.dispatch.api.clock.set('2026-03-12T09:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

const sheet = () => field.tablet(getRunSheet, { params, query: { day } })

test('the crew accepts its route stop by stop, and the dispatcher sees that it has', async () => {
  const { visits, withdrawn } = await sheet()
  expect(visits.map(({ acceptedAt }) => acceptedAt)).toEqual([null, null])
  expect(withdrawn).toEqual([])
  const accepts = visits.map((visit) =>
    op(visit, 'accept', '2026-03-12T06:00:00Z', {
      change: 'new',
      plannedArrivalAt: visit.plannedArrivalAt,
    }),
  )
  const { results } = await field.send(accepts)
  expect(results.map(({ outcome, visitStatus }) => [outcome, visitStatus])).toEqual([
    ['applied', 'dispatched'],
    ['applied', 'dispatched'],
  ])
  await field.send(accepts)
  const after = await sheet()
  expect(after.visits.map(({ acceptedAt }) => acceptedAt)).toEqual(Array(2).fill('2026-03-12T06:00:00.000Z'))
  expect(after.visits.map(({ acceptedArrivalAt }) => acceptedArrivalAt)).toEqual(
    after.visits.map(({ plannedArrivalAt }) => plannedArrivalAt),
  )
  const { events } = await field.dispatch.readOrder(orders![0].id)
  expect(events.filter(({ reason }) => reason === 'crew accepted')).toMatchObject([
    { data: { operation: 'accept' }, occurredAt: '2026-03-12T06:00:00.000Z' },
  ])
})

test('a stop that is taken back is told until the crew has let go of it', async () => {
  const { version } = await field.dispatch.readOrder(orders![1].id)
  await field.dispatch.client(changeWorkOrder, {
    params: { ...params, id: orders![1].id },
    body: { version, status: 'ready' },
  })
  const { visits, withdrawn } = await sheet()
  expect([visits.length, withdrawn?.length]).toEqual([1, 1])
  const gone = withdrawn![0]
  const letGo = { change: 'withdrawn', plannedArrivalAt: gone.plannedArrivalAt }
  expect(await field.send([op(gone, 'accept', undefined, letGo)])).toMatchObject({
    results: [{ outcome: 'applied', visitStatus: 'withdrawn' }],
  })
  expect((await sheet()).withdrawn).toEqual([])
})

test('work is measured by starts and stops from any tablet, and the crew sets it right', async () => {
  const visit = await field.visitOf(orders![0].id)
  const at = (minute: string) => `2026-03-12T07:${minute}:00Z`
  await field.send([op(visit, 'arrive', at('00')), op(visit, 'start', at('20'))], 'tablet-two')
  await field.send([op(visit, 'start', at('05')), op(visit, 'stop', at('10'))])
  expect(await field.visitOf(orders![0].id)).toMatchObject({
    status: 'working',
    labour: { seconds: 300, since: '2026-03-12T07:20:00.000Z' },
  })
  await field.send([op(visit, 'done', at('30'), { labourMinutes: 25 })])
  expect(await field.visitOf(orders![0].id)).toMatchObject({ status: 'done', labourMinutes: 25 })
})

test('twice the same mark is once, and their order of arrival does not matter', () => {
  const marks = [
    { kind: 'stop', at: '2026-03-12T07:10:00Z' },
    { kind: 'start', at: '2026-03-12T07:00:00Z' },
    { kind: 'start', at: '2026-03-12T07:04:00Z' },
    { kind: 'stop', at: '2026-03-12T07:12:00Z' },
    { kind: 'start', at: '2026-03-12T07:30:00Z' },
  ] as const
  expect(labourMinutes(measureLabour(marks), '2026-03-12T07:35:00Z')).toBe(15)
})
