import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { testDispatch, type TestDispatch } from './testing.ts'
import { warmDays } from './warm-days.ts'

let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('a start reads the plans of today and tomorrow ahead, and goes on where one cannot be read', async () => {
  const { api } = dispatch
  await dispatch.clear()
  await dispatch.arrangeOrders([{}, { at: [100, 0] }])
  api.clock.set('2026-03-11T08:00:00Z')
  const { planId, version } = await dispatch.solved({ crewIds: [1] })
  expect(await warmDays(api.context)).toEqual([planId])
  await dispatch.publish({ planId, version })
  api.clock.set('2026-03-12T08:00:00Z')
  expect(await warmDays(api.context)).toEqual([planId])
  api.clock.set('2026-03-10T08:00:00Z')
  expect(await warmDays(api.context)).toEqual([])
  api.clock.set('2026-03-12T08:00:00Z')
  await api.database.owner.query(sql`update plan_version set status = 'failed' where plan_id = ${planId}`)
  expect(await warmDays(api.context)).toEqual([])
})
