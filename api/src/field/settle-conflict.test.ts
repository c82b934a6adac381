import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asJson, sql } from '@dromos/db'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { cityId } from '../testing.ts'

let field: TestField

beforeAll(async () => {
  field = await testField()
  const pieces = {
    code: 'pieces',
    kind: 'number',
    isRequired: false,
    labelEl: 'Τεμάχια',
    labelEn: 'Pieces',
    options: [],
  }
  await field.dispatch.api.database.owner.query(sql`
    insert into job_form (jurisdiction_id, service_code, version, fields, created_at)
    values (${cityId}, 'bulky-waste', 1, ${asJson([pieces])}, now())`)
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('a crew settles a contested answer once, a reason as well, and asks the dispatcher about an end', async () => {
  const [first, second] = await field.publishedDay()
  const [visit, other] = [await field.visitOf(first.id), await field.visitOf(second.id)]
  field.dispatch.api.clock.set('2026-03-12T09:00:00Z')
  const at = '2026-03-12T08:00:00Z'
  const told = (value: number) =>
    op(visit, 'answer', at, { formVersion: 1, field: 'pieces', value, before: null })
  const [theirs, mine] = [told(3), told(5)]
  const settle = (of: string, take: 'mine' | 'theirs', stop = visit) => op(stop, 'settle', at, { of, take })
  await field.send([theirs, mine])
  const { results } = await field.send([
    settle(mine.opId, 'mine'),
    settle(mine.opId, 'theirs'),
    settle(randomUUID(), 'mine'),
    settle(mine.opId, 'mine', other),
  ])
  expect(results.map(({ outcome, detail }) => [outcome, detail])).toEqual([
    ['applied', 'taken'],
    ['merged', 'settled already'],
    ['refused', 'there is nothing to settle'],
    ['refused', 'there is nothing to settle'],
  ])
  expect((await field.visitOf(first.id)).job?.answers).toEqual({ pieces: 5 })

  const noAccess = op(other, 'fail', at, { reason: 'no_access' })
  const unsafe = op(other, 'fail', at, { reason: 'unsafe' })
  const done = op(other, 'done', at)
  await field.send([noAccess, unsafe, done])
  const { results: ends } = await field.send([
    settle(unsafe.opId, 'mine', other),
    settle(done.opId, 'mine', other),
  ])
  expect(ends.map(({ detail, visitStatus }) => [detail, visitStatus])).toEqual([
    ['taken', 'failed'],
    ['for the dispatcher', 'failed'],
  ])
  expect((await field.visitOf(second.id)).reason).toBe('unsafe')
  const { events } = await field.dispatch.readOrder(second.id)
  expect(events.flatMap(({ reason }) => (reason?.startsWith('crew ') ? [reason] : []))).toEqual([
    'crew settled',
    'crew insists',
  ])
})
