import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  changeWorkOrder,
  getRunSheet,
  isAnswerTo,
  judgeValue,
  listJobForms,
  listWorkDone,
  missingFields,
  setJobForm,
  trackRequest,
  type JobField,
  type RunSheetVisit,
} from '../contract/index.ts'
import { day } from '../dispatch/testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { cityId } from '../testing.ts'

const params = { jurisdictionId: cityId }
const named = { labelEl: 'Πεδίο', labelEn: 'Field', options: [], isRequired: false }
const fields: JobField[] = [
  { ...named, code: 'pieces', kind: 'number', isRequired: true },
  { ...named, code: 'state', kind: 'choice', options: [{ key: 'good', nameEl: 'Καλή', nameEn: 'Good' }] },
  { ...named, code: 'signed', kind: 'signature' },
  { ...named, code: 'bin', kind: 'asset', assetKind: 'bin' },
]
const form = { fields, equipment: [{ nameEl: 'Γάντια', nameEn: 'Gloves' }], safety: [] }
let field: TestField
let visit: RunSheetVisit
let orderId: number

beforeAll(async () => {
  field = await testField()
  const { owner } = field.dispatch.api.database
  const admin = await field.dispatch.api.signIn('admin')
  const set = (baseVersion: number, changed: object = {}) =>
    admin.client(setJobForm, {
      params: { ...params, serviceCode: 'bulky-waste' },
      body: { ...form, ...changed, baseVersion },
    })
  await set(0)
  await expect(set(0)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await expect(set(1, { fields: [fields[0], fields[0]] })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  await owner.query(sql`
    insert into material (jurisdiction_id, code, department_code, name_el, name_en, unit_el, unit_en, position) values
      (${cityId}, 'bags', 'cleaning', 'Σακούλες', 'Bags', 'τεμ.', 'pcs', 1),
      (${cityId}, 'lamp', 'lighting', 'Λαμπτήρας', 'Lamp', 'τεμ.', 'pcs', 2)`)
  await owner.query(sql`
    insert into asset (jurisdiction_id, code, kind, geom) values
      (${cityId}, 'B-1', 'bin', st_point(23.7001, 37.985, 4326)), (${cityId}, 'B-9', 'bin', st_point(23.71, 37.985, 4326)),
      (${cityId}, 'P-1', 'pole', st_point(23.7, 37.985, 4326))`)
  await set(1, { fields: [fields[0], fields[3]] })
})
afterAll(() => field?.[Symbol.asyncDispose]())

function answer(code: string, value: unknown, before: unknown = null, more: object = {}) {
  const told = { formVersion: 1, field: code, value, before, ...more }
  return op(visit, 'answer', '2026-03-12T08:00:00Z', told)
}

test('a day brings its forms in their newest version, the materials of the department and what stands near', async () => {
  const [order] = await field.publishedDay()
  orderId = order.id
  visit = await field.visitOf(orderId)
  field.dispatch.api.clock.set('2026-03-12T09:00:00Z')
  expect(visit).toMatchObject({ accessNotes: '', assets: [{ code: 'B-1', kind: 'bin', distanceMeters: 9 }] })
  expect(visit.job).toBeUndefined()
  const sheet = await field.tablet(getRunSheet, { params, query: { day } })
  expect(sheet.forms).toMatchObject([{ serviceCode: 'bulky-waste', version: 2, equipment: form.equipment }])
  expect(sheet.materials?.map(({ code }) => code)).toEqual(['bags'])
  expect((await field.tablet(listJobForms, { params })).map(({ version }) => version)).toEqual([2])
})

test('answers are judged by the form that the tablet had, merged by field, and told once', async () => {
  const pieces = answer('pieces', 3)
  const sent = await field.send([pieces, answer('state', 'good'), pieces])
  expect(sent.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
  const other = await field.send(
    [answer('pieces', 3), answer('pieces', 5), answer('pieces', 4, 3)],
    'tablet-two',
  )
  expect(other.results.map(({ outcome }) => outcome)).toEqual(['merged', 'conflict', 'applied'])
  expect(other.results[1].conflict).toEqual({ field: 'answer', code: 'pieces', yours: '5', theirs: '3' })
  const refused = await field.send([
    answer('state', 'bad'),
    answer('nothing', 'x'),
    answer('state', 'good', null, { formVersion: 2 }),
  ])
  expect(refused.results.map(({ outcome, detail }) => [outcome, detail])).toEqual([
    ['refused', 'this is no answer to it'],
    ['refused', 'its form asks no such thing'],
    ['refused', 'its form asks no such thing'],
  ])
  expect((await field.visitOf(orderId)).job).toEqual({ answers: { pieces: 4, state: 'good' }, materials: {} })
})

test('materials are told by their quantity, and one that the city does not have is refused', async () => {
  const tell = (material: string, value: number, before: number | null) =>
    op(visit, 'material', '2026-03-12T08:05:00Z', { material, value, before })
  const { results } = await field.send([tell('bags', 2, null), tell('bags', 3, 2), tell('gold', 1, null)])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'refused'])
  const { results: late } = await field.send([tell('bags', 7, 2)], 'tablet-two')
  expect(late).toMatchObject([{ outcome: 'conflict', conflict: { code: 'bags', yours: '7', theirs: '3' } }])
})

test('a signature is for the city alone; the dispatcher sees all that was told, by its form', async () => {
  const mediaId = randomUUID()
  await field.send([answer('signed', mediaId, null, { mediaIds: [mediaId] })])
  await field.upload(mediaId)
  const proofId = await field.upload()
  await field.send([op(visit, 'done', '2026-03-12T08:30:00Z', { mediaIds: [proofId] })])
  const { visits, materials } = await field.dispatch.client(listWorkDone, {
    params: { ...params, id: orderId },
  })
  expect(visits).toMatchObject([
    {
      status: 'done',
      form: { version: 1 },
      answers: { pieces: 4, state: 'good', signed: mediaId },
      materials: { bags: 3 },
    },
  ])
  expect(materials.map(({ code }) => code)).toEqual(['bags', 'lamp'])
  const [{ publicId }] = (await field.dispatch.readOrder(orderId)).requests
  const tracked = await field.dispatch.api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(tracked.media.map(({ id }) => id)).toEqual([proofId])
  const shown = await fetch(`${field.dispatch.api.origin}/api/v1/${cityId}/media/${mediaId}/small`)
  expect(shown.status).toBe(404)
  expect((await field.visitOf(orderId)).proof.map(({ id }) => id)).toEqual([proofId])
})

test('a picture of another job is no answer here', async () => {
  const mediaId = await field.upload()
  const { visits } = await field.tablet(getRunSheet, { params, query: { day } })
  const other = visits.find(({ id }) => id !== visit.id)!
  await field.send([op(other, 'photo', '2026-03-12T08:40:00Z', { mediaId })])
  const { results } = await field.send([answer('signed', mediaId, null, { mediaIds: [mediaId] })])
  expect(results).toMatchObject([{ outcome: 'conflict', conflict: { field: 'media' } }])
})

test('a dispatcher says how to get there, and the crew reads it', async () => {
  const { visits } = await field.tablet(getRunSheet, { params, query: { day } })
  const other = visits.find(({ id }) => id !== visit.id)!
  const { version } = await field.dispatch.readOrder(other.workOrderId)
  const body = { version, accessNotes: 'Κλειδί στο περίπτερο' }
  const changed = await field.dispatch.client(changeWorkOrder, {
    params: { ...params, id: other.workOrderId },
    body,
  })
  expect(changed.accessNotes).toBe(body.accessNotes)
  expect((await field.visitOf(other.workOrderId)).accessNotes).toBe(body.accessNotes)
})

test('of two values the one that knew of the other wins, else the first', () => {
  expect(judgeValue({ value: 2, before: 1 }, 1)).toBe('set')
  expect(judgeValue({ value: 2, before: null }, 1)).toBe('conflict')
  expect(judgeValue({ value: 2, before: null }, null)).toBe('set')
  expect(judgeValue({ value: 1, before: null }, 1)).toBe('same')
  expect(judgeValue({ value: null, before: 'x' }, 'x')).toBe('set')
})

test('a field takes its own kind only, and what it demands is missing until it is told', () => {
  const of = (kind: JobField['kind']): JobField => ({ ...named, code: 'it', kind })
  expect(isAnswerTo(of('number'), 'three')).toBe(false)
  expect(isAnswerTo(of('number'), Infinity)).toBe(false)
  expect(isAnswerTo(of('photo'), 'a photo')).toBe(false)
  expect(isAnswerTo(of('barcode'), '5201234567890')).toBe(true)
  expect(isAnswerTo(of('text'), null)).toBe(true)
  expect(missingFields(fields, {}).map(({ code }) => code)).toEqual(['pieces'])
  expect(missingFields(fields, { pieces: 0 })).toEqual([])
})
