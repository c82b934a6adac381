import type { JobForm } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { applyOperation } from './apply-operation.ts'
import { JobDraft } from './job-draft.svelte.ts'
import { openMemoryStore } from './memory-store.ts'
import { Outbox } from './outbox.ts'
import { visit } from './testing.ts'

const field = { isRequired: true, labelEl: 'Πεδίο', labelEn: 'Field', options: [] }
const form: JobForm = {
  serviceCode: 'bulky-waste',
  version: 3,
  fields: [
    { ...field, code: 'pieces', kind: 'number' },
    { ...field, code: 'signed', kind: 'signature', isRequired: false },
  ],
  equipment: [],
  safety: [],
}
const job = { ...visit(1), job: { answers: { pieces: 2 }, materials: { bags: 1 } } }
const jurisdictionId = 'aigaleo'

test('a draft is on the tablet with every touch, and goes on after a restart', async () => {
  const store = openMemoryStore('device-0001')
  const before = new JobDraft(visit(1), form, { jurisdictionId, store })
  expect(before.missing.map(({ code }) => code)).toEqual(['pieces'])
  await before.setAnswer('pieces', 3)
  await before.setPicture('signed', new Blob(['ink']))
  await before.setQuantity('bags', 2)
  const after = new JobDraft(visit(1), form, { jurisdictionId, store })
  await after.open()
  expect([after.answer('pieces'), after.quantity('bags'), after.missing, after.answeredCount]).toEqual([
    3,
    2,
    [],
    2,
  ])
  await after.forget(job)
  expect(await store.draft(jurisdictionId, 1)).toBeUndefined()
})

test('only what differs from what is told becomes a tap, with what stood there before', async () => {
  const draft = new JobDraft(job, form, { jurisdictionId, store: openMemoryStore('device-0001') })
  await draft.setAnswer('pieces', 2)
  await draft.setQuantity('bags', 1)
  expect(draft.changes()).toEqual([])
  await draft.setAnswer('pieces', null)
  await draft.setQuantity('tape', 10)
  expect(draft.changes().map(({ tap }) => tap)).toEqual([
    { kind: 'answer', formVersion: 3, field: 'pieces', value: null, before: 2 },
    { kind: 'material', material: 'tape', value: 10, before: null },
  ])
})

test('a picture is the answer by the id it is kept under, and the tablet shows it at once', async () => {
  const store = openMemoryStore('device-0001')
  const outbox = new Outbox((() => {}) as never, store, { jurisdictionId, upload: async () => 'sent' })
  const draft = new JobDraft(job, form, { jurisdictionId, store })
  await draft.setPicture('signed', new Blob(['ink']))
  for (const { tap, pictures } of draft.changes()) await outbox.record(job, tap, pictures)
  const [photo] = await store.photos(jurisdictionId)
  const [{ operation }] = await store.operations(jurisdictionId)
  expect(operation).toMatchObject({ kind: 'answer', value: photo.mediaId, mediaIds: [photo.mediaId] })
  expect(applyOperation(job, operation).job).toEqual({
    answers: { pieces: 2, signed: photo.mediaId },
    materials: { bags: 1 },
  })
})
