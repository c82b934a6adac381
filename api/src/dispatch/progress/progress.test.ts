import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getDayProgress, type DayProgress } from '../../contract/index.ts'
import { cityId } from '../../testing.ts'
import { day } from '../testing.ts'
import { op, testField, type TestField } from '../testing-field.ts'

let field: TestField

beforeAll(async () => {
  field = await testField()
})
beforeEach(async () => {
  await field.dispatch.clear()
  field.dispatch.api.clock.set('2026-03-11T18:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('a day that nothing is told of yet is expected as planned', async () => {
  const { planId } = await published([{ at: [0, 0] }, { at: [600, 0] }])
  const progress = await read(planId)
  expect(progress).toMatchObject({ day, version: 1, jeopardies: [] })
  const [crew] = progress.crews
  expect(crew).toMatchObject({ crewId: 1, state: 'waiting', since: null, behindSeconds: 0, doneCount: 0 })
  expect(crew.stops.map(({ predictedArrivalAt }) => predictedArrivalAt)).toEqual(
    crew.stops.map(({ plannedArrivalAt }) => plannedArrivalAt),
  )
  expect(crew.predictedEndAt).toBe(crew.plannedEndAt)
})

test('a stop that ends late makes what follows late, and what is due is told before it breaks', async () => {
  const { planId, routes } = await published([{ at: [0, 0] }, { at: [900, 0] }])
  const [first, second] = routes[0].stops.filter(({ kind }) => kind === 'task')
  const late = 25 * 60
  const dueAt = new Date(Date.parse(second.endAt) + 10 * 60_000)
  await field.dispatch.api.database.owner.query(sql`
    update work_order set due_at = ${dueAt} where id = ${second.workOrderId}`)
  await tell(first.workOrderId!, [
    ['arrive', first.startAt],
    ['done', after(first.endAt, late)],
  ])
  const progress = await read(planId)
  const [crew] = progress.crews
  expect(crew).toMatchObject({
    state: 'between',
    nextTaskId: second.taskId,
    behindSeconds: late,
    doneCount: 1,
    stopCount: 2,
    since: after(first.endAt, late),
  })
  expect(crew.stops).toMatchObject([
    { taskId: first.taskId, finishedAt: after(first.endAt, late), predictedArrivalAt: null },
    { taskId: second.taskId, predictedArrivalAt: after(second.startAt, late) },
  ])
  expect(progress.jeopardies).toMatchObject([
    {
      kind: 'due',
      crewId: 1,
      taskId: second.taskId,
      limitAt: dueAt.toISOString(),
      predictedAt: after(second.endAt, late),
      marginSeconds: 10 * 60 - late,
      severity: 'late',
    },
  ])
})

test('what is due already, or was planned to be late, is in jeopardy no more', async () => {
  const { planId, routes } = await published([{ at: [0, 0] }, { at: [900, 0] }])
  const [first, second] = routes[0].stops.filter(({ kind }) => kind === 'task')
  const dueAt = new Date(Date.parse(second.endAt) - 60_000)
  await field.dispatch.api.database.owner.query(sql`
    update work_order set due_at = ${dueAt} where id = ${second.workOrderId}`)
  await tell(first.workOrderId!, [
    ['arrive', first.startAt],
    ['done', after(first.endAt, 1800)],
  ])
  expect((await read(planId)).jeopardies).toEqual([])
})

test('a promise that will be broken is told while people can still be told anew', async () => {
  const { planId, routes } = await published(
    Array.from({ length: 6 }, (_, index) => ({ at: [300 * index, 0] })),
  )
  const stops = routes[0].stops.filter(({ kind }) => kind === 'task')
  const late = 90 * 60
  await tell(stops[0].workOrderId!, [
    ['arrive', stops[0].startAt],
    ['done', after(stops[0].endAt, late)],
  ])
  const { jeopardies } = await read(planId)
  // of a crew that nothing is known of an hour's lateness was allowed for
  expect(jeopardies.at(-1)).toMatchObject({ kind: 'promise', taskId: stops[5].taskId, severity: 'late' })
  expect(jeopardies.every(({ kind, marginSeconds }) => kind === 'promise' && marginSeconds < 0)).toBe(true)
})

test('work that takes long is expected to end now at the earliest, and silence counts as not being there', async () => {
  const { planId, routes } = await published([{ at: [0, 0] }, { at: [900, 0] }])
  const [first, second] = routes[0].stops.filter(({ kind }) => kind === 'task')
  await tell(first.workOrderId!, [['arrive', first.startAt]])
  const now = after(first.endAt, 1800)
  field.dispatch.api.clock.set(now)
  const [crew] = (await read(planId)).crews
  expect(crew).toMatchObject({ state: 'working', behindSeconds: 1800 })
  expect(crew.stops[0]).toMatchObject({ visitStatus: 'arrived', predictedEndAt: now })
  expect(crew.stops[1]).toMatchObject({ predictedArrivalAt: after(second.startAt, 1800) })
})

test('a crew that is not heard of is not there yet', async () => {
  const { planId, routes } = await published([{ at: [0, 0] }])
  const [only] = routes[0].stops.filter(({ kind }) => kind === 'task')
  const now = after(only.startAt, 3600)
  field.dispatch.api.clock.set(now)
  const [crew] = (await read(planId)).crews
  expect(crew).toMatchObject({ state: 'waiting', behindSeconds: 3600 })
  expect(crew.stops[0].predictedArrivalAt).toBe(now)
})

test('a plan of which nothing is published has no progress, and an unknown one is not found', async () => {
  await field.dispatch.arrangeOrders([{}])
  const { planId } = await field.dispatch.solved()
  await expect(read(planId)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await expect(read(999)).rejects.toMatchObject({ problem: { status: 404 } })
})

async function published(requests: Parameters<TestField['dispatch']['arrangeOrders']>[0]) {
  await field.dispatch.arrangeOrders(requests)
  return field.dispatch.publish(await field.dispatch.solved())
}

function read(planId: number): Promise<DayProgress> {
  return field.dispatch.client(getDayProgress, { params: { jurisdictionId: cityId, planId } })
}

/** What crew 1's tablet says of a visit, at the time it says it. */
async function tell(workOrderId: number, said: [kind: 'arrive' | 'done', at: string][]): Promise<void> {
  for (const [kind, at] of said) {
    field.dispatch.api.clock.set(at)
    const { results } = await field.send([
      op(await field.visitOf(workOrderId), kind, at, kind === 'done' ? { mediaIds: [] } : {}),
    ])
    expect(results).toMatchObject([{ outcome: 'applied' }])
  }
}

function after(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString()
}
