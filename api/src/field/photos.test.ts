import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getRunSheet, listWorkDone, pairPhotos, trackRequest, type RunSheetVisit } from '../contract/index.ts'
import { day } from '../dispatch/testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { noteUnreadable } from '../media/note-unreadable.ts'
import { cityId } from '../testing.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let visits: RunSheetVisit[]

beforeAll(async () => {
  field = await testField()
})
afterAll(() => field?.[Symbol.asyncDispose]())

function workOf(visit: RunSheetVisit) {
  return field.dispatch.client(listWorkDone, { params: { ...params, id: visit.workOrderId } })
}

test('photos say what they show, when and where; dispatcher and citizen see them in pairs', async () => {
  await field.publishedDay()
  ;({ visits } = await field.tablet(getRunSheet, { params, query: { day } }))
  const [visit] = visits
  field.dispatch.api.clock.set('2026-03-12T09:00:00Z')
  const before = await field.upload()
  const after = await field.upload()
  const mark = { takenAt: '2026-03-12T08:00:00.000Z', location: visit.location, accuracyMeters: 6 }
  await field.send([
    op(visit, 'photo', '2026-03-12T08:01:00Z', {
      mediaId: before,
      mediaMarks: { [before]: { ...mark, shows: 'before' } },
    }),
    op(visit, 'done', '2026-03-12T08:30:00Z', {
      mediaIds: [after],
      mediaMarks: { [after]: { shows: 'after', takenAt: '2031-01-01T00:00:00Z' } },
    }),
  ])
  const { photos } = (await workOf(visit)).visits[0]
  expect(photos).toMatchObject([
    { id: before, shows: 'before', takenAt: mark.takenAt, distanceMeters: 0, accuracyMeters: 6 },
    // a time to come is no time
    { id: after, shows: 'after', takenAt: '2026-03-12T09:00:00.000Z', distanceMeters: null },
  ])
  const [{ publicId }] = (await field.dispatch.readOrder(visit.workOrderId)).requests
  const { media } = await field.dispatch.api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(pairPhotos(media).map((pair) => [pair.before?.id, pair.after?.id])).toEqual([[before, after]])
  expect((await field.visitOf(visit.workOrderId)).proof.map(({ shows }) => shows)).toEqual([
    'before',
    'after',
  ])
})

test('a photo of a fault found here is of the request it became, whether it comes before or after the tap', async () => {
  const [, visit] = visits
  const early = await field.upload()
  const late = randomUUID()
  const found = op(visit, 'found', '2026-03-12T08:40:00Z', {
    serviceCode: 'bulky-waste',
    mediaIds: [early, late],
  })
  const { results } = await field.send([found, found])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  await field.upload(late)
  const publicId = results[0].detail!
  const { media } = await field.dispatch.api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(media.map(({ id, kind }) => `${kind} ${id}`).sort()).toEqual(
    [`report ${early}`, `report ${late}`].sort(),
  )
  expect((await field.visitOf(visit.workOrderId)).proof).toEqual([])
})

test('a photo that cannot be read is told on the job, once, until another one was taken', async () => {
  const [, visit] = visits
  const mediaId = randomUUID()
  await field.send([op(visit, 'photo', '2026-03-12T08:45:00Z', { mediaId })])
  const { context } = field.dispatch.api
  for (let time = 0; time < 2; time++)
    await context.db.tenant(cityId, (tx) => noteUnreadable(tx, context, mediaId))
  expect((await field.visitOf(visit.workOrderId)).unreadablePhotos).toBe(1)
  const { events } = await field.dispatch.readOrder(visit.workOrderId)
  expect(events.filter(({ reason }) => reason === 'photo unreadable')).toHaveLength(1)
  expect((await workOf(visit)).visits[0]).toMatchObject({ unreadablePhotos: 1, awaitedPhotos: 0 })
  field.dispatch.api.clock.set('2026-03-12T09:10:00Z')
  await field.send([op(visit, 'photo', '2026-03-12T09:05:00Z', { mediaId: randomUUID() })])
  expect((await field.visitOf(visit.workOrderId)).unreadablePhotos).toBe(0)
  expect((await workOf(visit)).visits[0]).toMatchObject({ unreadablePhotos: 1, awaitedPhotos: 1 })
  const { rows } = await field.dispatch.api.database.owner.query(sql`
    select count(*)::integer as told from live_event where entity = 'visit' and entity_id = ${String(visit.id)}`)
  expect(rows[0].told).toBeGreaterThan(0)
})
