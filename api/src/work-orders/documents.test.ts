import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  attachToWorkOrder,
  createWorkOrder,
  getRunSheet,
  getWorkOrder,
  mediaPath,
  mergeWorkOrders,
  mostAttachments,
  type Client,
  type MediaKind,
} from '../contract/index.ts'
import { day } from '../dispatch/testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { putMedia } from '../media/testing.ts'
import { cityId, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let api: TestApi
let dispatcher: Client
let desk: { cookie: string }

beforeAll(async () => {
  field = await testField()
  ;({ api, client: dispatcher } = field.dispatch)
  desk = (await api.signIn('dispatcher')).headers
})
beforeEach(() => clearTables(api.database.owner, 'request, work_order, reporter, live_event'))
afterAll(() => field?.[Symbol.asyncDispose]())

/** Sends bytes, whatever they are, to be attached. */
async function sendBytes(body: Buffer, kind: MediaKind = 'attachment', headers = desk) {
  const id = randomUUID()
  const answer = await putMedia(api, body, { id, kind, headers })
  return { id, status: answer.status, answer: (await answer.json()) as Record<string, unknown> }
}

function pdf(words: string, pages = 1, userPassword?: string): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', ...(userPassword ? { userPassword } : {}) })
  document.text(words)
  for (let page = 1; page < pages; page++) document.addPage().text(words)
  document.end()
  return buffer(document)
}

async function sendPicture(): Promise<string> {
  const create = { width: 60, height: 40, channels: 3, background: 'teal' } as const
  return (await sendBytes(await sharp({ create }).png().toBuffer())).id
}

function order() {
  const place = { location: [23.7, 37.985] as [number, number] }
  const body = { idempotencyKey: randomUUID(), serviceCode: 'pothole', place }
  return dispatcher(createWorkOrder, { params, body })
}

/** So many documents that an order without any has already. */
async function fill(workOrderId: number, count: number): Promise<void> {
  await api.database.owner.query(sql`
    with paper as (
      insert into media (jurisdiction_id, id, sha256, kind, content_type, width, height, bytes, pages, received_at)
      select ${cityId}, gen_random_uuid(), lpad(n::text, 64, '0'), 'attachment', 'application/pdf', 595, 842, 9, 1,
        now()
      from generate_series(1, ${count}::integer) n
      returning id
    )
    insert into work_order_attachment (jurisdiction_id, work_order_id, media_id, position, label, attached_at)
    select ${cityId}, ${workOrderId}, id, row_number() over (), '', now() from paper`)
}

const detail = (id: number) => dispatcher(getWorkOrder, { params: { ...params, id } })

function attach(id: number, mediaId: string, label?: string) {
  return dispatcher(attachToWorkOrder, { params: { ...params, id, mediaId }, body: { label } })
}

test('a document is attached with its pages and size, and is saved as it was sent', async () => {
  const { id } = await order()
  const bytes = await pdf('Permit 17', 3)
  const sent = await sendBytes(bytes)
  expect(sent).toMatchObject({ status: 200, answer: { kind: 'attachment', width: 595, height: 842 } })
  const { attachments } = await attach(id, sent.id, 'Άδεια τομής')
  expect(attachments).toMatchObject([
    { id: sent.id, label: 'Άδεια τομής', document: { pages: 3, bytes: bytes.length } },
  ])
  // a picture says of itself that it is none
  expect((await attach(id, await sendPicture())).attachments[1]).toMatchObject({ document: null })
  const saved = await fetch(api.origin + mediaPath(cityId, sent.id), { headers: desk })
  expect(Object.fromEntries(saved.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': expect.stringContaining('private'),
  })
  expect(Buffer.from(await saved.arrayBuffer()).equals(bytes)).toBe(true)
  expect((await fetch(api.origin + mediaPath(cityId, sent.id))).status).toBe(404)
  // it has no small picture
  const small = await fetch(api.origin + mediaPath(cityId, sent.id, 'small'), { headers: desk })
  expect(small.status).toBe(404)
})

test('only documents that can be read are taken, and only to be attached', async () => {
  const good = await pdf('Permit 18')
  expect(await sendBytes(good, 'report')).toMatchObject({
    status: 422,
    answer: { type: 'unreadable-picture' },
  })
  expect(await sendBytes(await pdf('Secret', 1, 'word'))).toMatchObject({
    status: 422,
    answer: { type: 'unreadable-document', detail: 'It asks for a password' },
  })
  expect(await sendBytes(Buffer.from('%PDF-1.7 and nothing behind it'))).toMatchObject({
    status: 422,
    answer: { type: 'unreadable-document' },
  })
  expect(await sendBytes(Buffer.from('<html>%PDX-</html>'))).toMatchObject({ status: 422 })
  const stranger = (await api.signIn('nobody')).headers
  expect(await sendBytes(good, 'attachment', stranger)).toMatchObject({ status: 403 })
})

test('a picture that speaks of a document is a picture; a document behind a little else is a document', async () => {
  const { id } = await order()
  const create = { width: 60, height: 40, channels: 3, background: 'teal' } as const
  const photo = await sharp({ create })
    .withExif({ IFD0: { ImageDescription: 'Scan of %PDF-1.7' } })
    .jpeg()
    .toBuffer()
  expect(photo.subarray(0, 1024).includes('%PDF-')).toBe(true)
  const behind = Buffer.concat([Buffer.from('\n\n'), await pdf('Permit 21')])
  for (const bytes of [photo, behind]) await attach(id, (await sendBytes(bytes)).id)
  expect((await detail(id)).attachments).toMatchObject([
    { document: null },
    { document: { pages: 1, bytes: behind.length } },
  ])
})

test('the tablet that has the job is told of its documents, and can keep them', async () => {
  const orders = await field.publishedDay()
  const { id } = await sendBytes(await pdf('Permit 19', 2))
  await attach(orders[0].id, id, 'Άδεια')
  const crew = await api.signIn('crew')
  const sheet = await crew.client(getRunSheet, { params, query: { day } })
  expect(sheet.visits.flatMap(({ attachments }) => attachments ?? [])).toMatchObject([
    { id, label: 'Άδεια', document: { pages: 2 } },
  ])
  expect((await fetch(api.origin + mediaPath(cityId, id), { headers: crew.headers })).status).toBe(200)
})

test('the tablet that has the job shows its pictures, and what is left of the job keeps them', async () => {
  const orders = await field.publishedDay()
  const { visits } = await field.tablet(getRunSheet, { params, query: { day } })
  expect(visits.map(({ attachments }) => attachments)).toEqual(visits.map(() => []))
  const visit = visits.find(({ workOrderId }) => workOrderId === orders[0].id)!
  const mediaId = await sendPicture()
  await attach(visit.workOrderId, mediaId, 'Σχέδιο')
  expect((await field.visitOf(visit.workOrderId)).attachments).toEqual([
    { id: mediaId, width: 60, height: 40, label: 'Σχέδιο', document: null },
  ])
  await field.send([op(visit, 'photo', '2026-03-12T08:00:00Z', { mediaId })])
  expect((await field.visitOf(visit.workOrderId)).proof).toEqual([])
  const rest = { left: 'Το υπόλοιπο', leftMinutes: 20 }
  await field.send([op(visit, 'partial', '2026-03-12T08:30:00Z', rest)])
  const { events } = await detail(visit.workOrderId)
  const followOn = events.map(({ data }) => data.followOnId).find((id) => typeof id === 'number')!
  expect((await detail(followOn)).attachments.map(({ id }) => id)).toEqual([mediaId])
  expect((await fetch(api.origin + mediaPath(cityId, mediaId, 'small'))).status).toBe(404)
})

test('an order that takes others in tells for which attachments it has no room', async () => {
  const [into, from] = [await order(), await order()]
  const paper = async (words: string) => (await sendBytes(await pdf(words))).id
  const same = await paper('same')
  await fill(into.id, mostAttachments - 2)
  await attach(into.id, same)
  await attach(from.id, same)
  for (const label of ['Πρώτο', 'Δεύτερο', 'Τρίτο']) await attach(from.id, await paper(label), label)
  const merged = await dispatcher(mergeWorkOrders, {
    params: { ...params, id: into.id },
    body: { version: into.version, workOrderIds: [from.id] },
  })
  expect(merged.attachments).toHaveLength(mostAttachments)
  expect(merged.attachments.at(-1)).toMatchObject({ label: 'Πρώτο' })
  expect(merged.leftAttachments).toEqual([
    { workOrderId: from.id, label: 'Δεύτερο' },
    { workOrderId: from.id, label: 'Τρίτο' },
  ])
  expect(merged.events.at(-1)).toMatchObject({ data: { linkedId: from.id, attachmentsLeft: 2 } })
  // they stay where they were
  const left = await detail(from.id)
  expect(left.attachments).toHaveLength(4)
})

test('an order that has more attachments than it has room for takes no other', async () => {
  const [into, from] = [await order(), await order()]
  // an order could take in any number once
  await fill(into.id, mostAttachments + 2)
  const drawings = ['Πρώτο', 'Δεύτερο', 'Τρίτο']
  for (const label of drawings) await attach(from.id, (await sendBytes(await pdf(label))).id, label)
  const merged = await dispatcher(mergeWorkOrders, {
    params: { ...params, id: into.id },
    body: { version: into.version, workOrderIds: [from.id] },
  })
  expect(merged.attachments).toHaveLength(mostAttachments + 2)
  expect(merged.leftAttachments.map(({ label }) => label)).toEqual(drawings)
})
