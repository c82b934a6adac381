import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  changeRequestStatus,
  changeRequestStatuses,
  getRequest,
  requestStatuses,
  trackRequest,
} from '../contract/index.ts'
import { cityId, testApi, type SignedIn, type TestApi } from '../testing.ts'
import { rebuildRollup } from './rollup.ts'
import { idsOf, move, report } from './testing.ts'

let api: TestApi
let dispatcher: SignedIn
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
  dispatcher = await api.signIn('dispatcher')
})

afterAll(() => api?.[Symbol.asyncDispose]())

async function reported(
  changes: Parameters<typeof report>[1] = {},
): Promise<{ id: number; publicId: string }> {
  const { publicId } = await report(api.visitor, changes)
  const [id] = await idsOf(api, [publicId])
  return { id, publicId }
}

function change(
  id: number,
  body: Parameters<typeof dispatcher.client<typeof changeRequestStatus>>[1]['body'],
) {
  return dispatcher.client(changeRequestStatus, { params: { ...params, id }, body })
}

async function rollupRows() {
  const { rows } = await api.database.owner.query(sql`
    select day, service_code, cell, area_id, received, duplicates, resolved, resolved_on_time, resolution_seconds
    from request_rollup
    where received <> 0 or duplicates <> 0 or resolved <> 0 or resolution_seconds <> 0
    order by day, service_code, cell, area_id`)
  return rows
}

test('a dispatcher moves a request, and the citizen reads the reason but not the note', async () => {
  const { id, publicId } = await reported()
  const triaged = await change(id, { status: 'triaged', version: 1, note: 'ask Kostas' })
  expect(triaged).toMatchObject({ status: 'triaged', version: 2 })
  expect(triaged.allowedMoves).toContain('accepted')
  const rejected = await change(id, { status: 'rejected', version: 2, reason: 'Private ground' })
  expect(rejected).toMatchObject({ isOpen: false, version: 3 })
  expect(rejected.events.map(({ fromStatus, toStatus }) => [fromStatus, toStatus])).toEqual([
    [null, 'received'],
    ['received', 'triaged'],
    ['triaged', 'rejected'],
  ])
  expect(rejected.events[1]).toMatchObject({ note: 'ask Kostas', actorName: 'Test dispatcher' })
  const { story } = await api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(story.map(({ status, reason, note }) => [status, reason, note])).toEqual([
    ['received', null, null],
    ['triaged', null, null],
    ['rejected', 'Private ground', null],
  ])
})

test('many are moved at once, each answered for, and a preview moves none', async () => {
  const [fine, changed, closed] = [await reported(), await reported(), await reported()]
  await change(changed.id, { status: 'triaged', version: 1 })
  await change(closed.id, { status: 'cancelled', version: 1 })
  const requests = [
    { id: fine.id, version: 1 },
    { id: changed.id, version: 1 },
    { id: closed.id, version: 2 },
    { id: 999_999_999, version: 1 },
  ]
  const ask = (body: { isPreview?: boolean; reason?: string }) =>
    dispatcher.client(changeRequestStatuses, { params, body: { status: 'rejected', requests, ...body } })
  const refused = [
    { id: 999_999_999, from: null, reason: 'not_found' },
    { id: changed.id, from: 'triaged', reason: 'newer_version' },
    { id: closed.id, from: 'cancelled', reason: 'not_allowed' },
  ]
  const reasonless = await ask({})
  expect(reasonless.refused).toContainEqual({ id: fine.id, from: 'received', reason: 'needs_reason' })
  const preview = await ask({ isPreview: true, reason: 'Private ground' })
  expect(preview).toEqual({
    moved: [{ id: fine.id, publicId: fine.publicId, from: 'received', version: 1 }],
    refused,
  })
  expect(await ask({ reason: 'Private ground' })).toEqual({
    moved: [{ id: fine.id, publicId: fine.publicId, from: 'received', version: 2 }],
    refused,
  })
  const { events } = await dispatcher.client(getRequest, { params: { ...params, id: fine.id } })
  expect(events.at(-1)).toMatchObject({ toStatus: 'rejected', reason: 'Private ground' })
  expect(await ask({ reason: 'Private ground' })).toMatchObject({ moved: [] })
})

test('duplicates that are sent back together are no longer bound to what they repeated', async () => {
  const [first, second] = [await reported(), await reported()]
  await change(second.id, { status: 'duplicate', version: 1, duplicateOfId: first.id })
  const requests = [{ id: second.id, version: 2 }]
  await dispatcher.client(changeRequestStatuses, { params, body: { status: 'triaged', requests } })
  const { story, reportCount } = await api.visitor(trackRequest, {
    params: { ...params, publicId: second.publicId },
  })
  expect(reportCount).toBe(1)
  expect(story.at(-1)?.status).toBe('triaged')
})

test('a change decided on an older version is a conflict and changes nothing', async () => {
  const { id } = await reported()
  await change(id, { status: 'triaged', version: 1 })
  await expect(change(id, { status: 'accepted', version: 1 })).rejects.toMatchObject({
    problem: { type: 'conflict' },
  })
})

test('of two dispatchers at once one wins and the other is told', async () => {
  const { id } = await reported()
  const both = await Promise.allSettled([
    change(id, { status: 'triaged', version: 1 }),
    change(id, { status: 'accepted', version: 1 }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a move that the lifecycle does not know is refused with those it does', async () => {
  const { id } = await reported()
  await expect(change(id, { status: 'verified', version: 1 })).rejects.toMatchObject({
    problem: { type: 'not-allowed-now', data: { from: 'received' } },
  })
})

test('a refusal needs a reason, a duplicate its target', async () => {
  const { id } = await reported()
  await expect(change(id, { status: 'not_responsible', version: 1 })).rejects.toMatchObject({
    problem: { errors: [{ path: 'body.reason' }] },
  })
  for (const duplicateOfId of [undefined, id, 999_999])
    await expect(change(id, { status: 'duplicate', version: 1, duplicateOfId })).rejects.toMatchObject({
      problem: { errors: [{ path: 'body.duplicateOfId' }] },
    })
})

test('many requests move in one go; what may not move is named and stays', async () => {
  const first = await reported()
  const second = await reported()
  await move(api, { ids: [second.id], to: 'cancelled' })
  const result = await move(api, { ids: [first.id, second.id, 999_999], to: 'planned' })
  expect(result.moved.map(({ id }) => id)).toEqual([first.id])
  expect(result.refused).toEqual([
    { id: 999_999, from: null, reason: 'not_found' },
    { id: second.id, from: 'cancelled', reason: 'not_allowed' },
  ])
})

test('closing keeps the time of the tablet, but never one before the report', async () => {
  const { id, publicId } = await reported()
  await move(api, { ids: [id], to: 'resolved', at: new Date('2020-01-01T00:00:00Z') })
  const tracked = await api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(tracked.closedAt).toBe(tracked.requestedAt)
})

test('who reported a duplicate is told when the fault is fixed', async () => {
  const first = await reported({ location: [23.683, 37.99], serviceCode: 'pothole' })
  const second = await reported({
    location: [23.683, 37.99],
    serviceCode: 'pothole',
    reporter: { email: 'second@home.test' },
  })
  await change(second.id, { status: 'duplicate', version: 1, duplicateOfId: first.id })
  await move(api, { ids: [first.id], to: 'resolved' })
  const { rows } = await api.database.owner.query(sql`
    select template, data ->> 'status' as status from notification
    where request_id = ${second.id} order by id`)
  expect(rows).toEqual([
    { template: 'request-reported', status: null },
    { template: 'request-moved', status: 'duplicate' },
    { template: 'request-moved', status: 'resolved' },
  ])
})

test('whatever happens to requests, the roll-up is what counting anew would give', async () => {
  const ids: number[] = []
  for (let i = 0; i < 6; i++) ids.push((await reported({ location: [23.685 + i * 0.006, 37.992] })).id)
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          subset: fc.subarray(ids, { minLength: 1 }),
          to: fc.constantFrom(...requestStatuses),
          hours: fc.integer({ min: 1, max: 300 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
      async (moves) => {
        for (const { subset, to, hours } of moves) {
          const at = new Date(api.clock.now().getTime() + hours * 3_600_000)
          await move(api, { ids: subset, to, at, reason: 'because', duplicateOfId: ids[0] })
        }
        const kept = await rollupRows()
        await api.context.db.tenant(cityId, rebuildRollup)
        expect(kept).toEqual(await rollupRows())
      },
    ),
    { numRuns: 15 },
  )
})
