import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { testDispatch, type TestDispatch } from './testing.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('a stop says when it is due and within which hours it may begin', async () => {
  await dispatch.clear()
  const [bounded] = await dispatch.arrangeOrders([{}, { at: [100, 0] }])
  const { owner } = dispatch.api.database
  await owner.query(sql`
    update task set earliest_at = '2026-03-12T07:00Z' where work_order_id = ${bounded!.id}`)
  const { routes } = await dispatch.solved({ crewIds: [1] })
  const { rows } = await owner.query(sql`select id, due_at from work_order order by id`)
  const tasks = routes[0]!.stops.filter(({ kind }) => kind === 'task')
  expect(tasks).toHaveLength(2)
  for (const stop of tasks) {
    const { due_at: dueAt } = rows.find(({ id }) => Number(id) === stop.workOrderId) as { due_at: Date }
    expect(stop.dueAt).toBe(dueAt.toISOString())
    const isBounded = stop.workOrderId === bounded!.id
    expect(stop.window).toEqual(isBounded ? ['2026-03-12T07:00:00.000Z', null] : null)
  }
  expect(routes[0]!.stops[0]).toMatchObject({ kind: 'start', dueAt: null, window: null })
})

test('what is on board is counted from one unloading to the next', async () => {
  await dispatch.clear()
  await dispatch.arrangeOrders([{}, { at: [100, 0] }, { at: [0, 100] }])
  const { owner } = dispatch.api.database
  await owner.query(sql`
    update task set load_kg = 70, load_m3 = 0.6 * (
      select v.capacity_m3 from crew c join vehicle v on v.id = c.vehicle_id where c.id = 1)`)
  const { rows } = await owner.query(sql`select distinct load_m3 from task`)
  const { routes } = await dispatch.solved({ crewIds: [1] })
  const kinds = routes[0]!.stops.map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'reload').length).toBeGreaterThan(0)
  // two together do not fit: each is brought away before the next
  expect(routes[0]!.peakLoadM3).toBeCloseTo(Number(rows[0]!.load_m3), 3)
  expect(routes[0]!.peakLoadKg).toBe(70)
})
