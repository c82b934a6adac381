import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import { getArrivalRecord, trackRequest } from '../contract/index.ts'
import { day } from '../dispatch/testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { learnArrivalsJob } from '../jobs/learn-arrivals.ts'
import { cityId } from '../testing.ts'

const params = { jurisdictionId: cityId }
let field: TestField

beforeAll(async () => {
  field = await testField()
})
beforeEach(async () => {
  await field.dispatch.clear()
  await clearTables(field.dispatch.api.database.owner, 'arrival_quantile')
  field.dispatch.api.clock.set('2026-03-11T18:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('who reported it reads when somebody comes: widely while nothing is known', async () => {
  const [order] = await field.publishedDay()
  const planned = await plannedArrival(order.id)
  expect((await track(order.id)).expectedArrival).toEqual(around(planned, -30, 60))
})

test('what crews did on past days makes the window, and a promise stands until the plan moves it', async () => {
  const [past] = await field.publishedDay()
  await rememberArrivals(
    past.id,
    Array.from({ length: 40 }, (_, index) => index - 10),
  )
  await learnArrivalsJob.handle({}, field.dispatch.jobCall())
  await field.dispatch.clear()

  const [order, other] = await field.publishedDay()
  const planned = await plannedArrival(order.id)
  // of 40 arrivals from 10 minutes early to 29 late, all but four on each side
  expect((await track(order.id)).expectedArrival).toEqual(around(planned, -7, 26))

  const version = (
    await field.dispatch.api.database.owner.query(sql`
    select plan_id as "planId", plan_version as version from visit limit 1`)
  ).rows[0] as { planId: number; version: number }
  const place = (await position(order.id)) === 1 ? 1 : 0
  await field.dispatch.publish(await field.dispatch.move(version, { taskId: order.taskId, crewId: 1, place }))
  const moved = await plannedArrival(order.id)
  expect(moved).not.toBe(planned)
  const isTold = Math.abs(Date.parse(moved) - Date.parse(planned)) > 900_000
  expect((await track(order.id)).expectedArrival).toEqual(around(isTold ? moved : planned, -7, 26))
  expect(other.id).not.toBe(order.id)
})

test('a promise is kept or not, and the record says so; nobody is expected any more', async () => {
  const [first, second] = await field.publishedDay()
  await arrive(first.id, 10)
  await arrive(second.id, 75)
  expect((await track(first.id)).expectedArrival).toBeNull()
  const query = { from: day, to: day }
  const record = await field.dispatch.client(getArrivalRecord, { params, query })
  expect(record).toMatchObject({
    promised: 2,
    kept: 1,
    early: 0,
    late: 1,
    changed: 0,
    meanWindowSeconds: 5400,
    byService: [{ serviceCode: 'bulky-waste', promised: 2, kept: 1 }],
    byCrew: [{ crewId: 1, promised: 2, kept: 1 }],
  })
  const none = await field.dispatch.client(getArrivalRecord, {
    params,
    query: { from: '2026-01-01', to: '2026-01-31' },
  })
  expect(none).toMatchObject({ promised: 0, byService: [] })
  const backwards = { from: day, to: '2026-01-01' }
  await expect(field.dispatch.client(getArrivalRecord, { params, query: backwards })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  await expect(field.tablet(getArrivalRecord, { params, query })).rejects.toMatchObject({
    problem: { status: 403 },
  })
})

async function track(workOrderId: number) {
  const { requests } = await field.dispatch.readOrder(workOrderId)
  return field.dispatch.api.visitor(trackRequest, { params: { ...params, publicId: requests[0].publicId } })
}

async function plannedArrival(workOrderId: number): Promise<string> {
  return (await field.visitOf(workOrderId)).plannedArrivalAt!
}

async function position(workOrderId: number): Promise<number> {
  return (await field.visitOf(workOrderId)).position
}

/** To the nearest five minutes, as windows are told. */
function around(planned: string, fromMinutes: number, toMinutes: number) {
  const at = (minutes: number) =>
    new Date(Math.round((Date.parse(planned) / 60_000 + minutes) / 5) * 300_000).toISOString()
  return { from: at(fromMinutes), to: at(toMinutes) }
}

async function arrive(workOrderId: number, lateMinutes: number): Promise<void> {
  const visit = await field.visitOf(workOrderId)
  const at = new Date(Date.parse(visit.plannedArrivalAt!) + lateMinutes * 60_000).toISOString()
  field.dispatch.api.clock.set(at)
  const { results } = await field.send([op(visit, 'arrive', at)])
  expect(results).toMatchObject([{ outcome: 'applied' }])
}

/** Past visits of crew 1 to the same work, so many minutes after they were planned. */
async function rememberArrivals(workOrderId: number, minutes: number[]): Promise<void> {
  await field.dispatch.api.database.owner.query(sql`
    insert into visit (jurisdiction_id, task_id, crew_id, day, status, planned_arrival_at, planned_end_at,
      arrived_at, finished_at, updated_at)
    select ${cityId}, t.id, 1, '2026-03-10', 'done', planned.at, planned.at + interval '30 minutes',
      planned.at + late.minutes * interval '1 minute', planned.at + interval '2 hours', planned.at
    from task t
    cross join unnest(${minutes}::integer[]) as late (minutes)
    cross join (select timestamptz '2026-03-10 08:00:00Z' as at) planned
    where t.work_order_id = ${workOrderId}`)
}
