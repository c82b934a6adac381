import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  addCompanionOrder,
  addFollowOnOrder,
  attachToWorkOrder,
  changeWorkOrder,
  createWorkOrder,
  detachFromWorkOrder,
  getWorkOrder,
  mediaPath,
  mergeWorkOrders,
  mostAttachments,
  splitWorkOrder,
  type Client,
  type MediaKind,
} from '../contract/index.ts'
import { arrangeRequests } from '../crews/testing.ts'
import { cleanMediaJob } from '../jobs/clean-media.ts'
import { putMedia } from '../media/testing.ts'
import { report } from '../requests/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'

const params = { jurisdictionId: cityId }
let api: TestApi
let dispatcher: Client
let desk: { cookie: string }

beforeAll(async () => {
  api = await testApi()
  ;({ client: dispatcher, headers: desk } = await api.signIn('dispatcher'))
})
beforeEach(() => clearTables(api.database.owner, 'request, work_order, reporter, live_event'))
afterAll(() => api?.[Symbol.asyncDispose]())

let shade = 0

/** Sends a picture that no other is the same as. */
async function send(kind: MediaKind = 'attachment', headers = desk, colour = shade++): Promise<string> {
  const background = { r: 200, g: (colour % 16) * 16, b: (colour >> 4) * 16 }
  const body = await sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer()
  const id = randomUUID()
  const answer = await putMedia(api, body, { id, kind, headers })
  if (!answer.ok) throw new Error(((await answer.json()) as { title: string }).title)
  return id
}

async function shown(mediaId: string, headers: Record<string, string> = {}): Promise<number> {
  return (await fetch(api.origin + mediaPath(cityId, mediaId, 'small'), { headers })).status
}

async function order(requestCount = 2) {
  const requests = Array.from({ length: requestCount }, (_, east) => ({
    at: [east * 30, 0] as [number, number],
  }))
  const requestIds = await arrangeRequests(api.database.owner, requests)
  const body = { idempotencyKey: randomUUID(), requestIds }
  return { requestIds, ...(await dispatcher(createWorkOrder, { params, body })) }
}

function attach(id: number, mediaId: string, label?: string, client = dispatcher) {
  return client(attachToWorkOrder, { params: { ...params, id, mediaId }, body: { label } })
}

function detach(id: number, mediaId: string) {
  return dispatcher(detachFromWorkOrder, { params: { ...params, id, mediaId } })
}

function detail(id: number) {
  return dispatcher(getWorkOrder, { params: { ...params, id } })
}

const idsOf = ({ attachments }: { attachments: { id: string }[] }) => attachments.map(({ id }) => id)

test('pictures stand on the order in the order they were attached, with who did it and when', async () => {
  const { id, version } = await order()
  expect((await detail(id)).attachments).toEqual([])
  const [drawing, permit] = [await send(), await send()]
  await attach(id, drawing)
  const both = await attach(id, permit, ' Άδεια τομής ')
  expect(both.attachments).toEqual([
    {
      id: drawing,
      document: null,
      width: 60,
      height: 40,
      label: '',
      attachedAt: '2026-03-11T08:00:00.000Z',
      attachedBy: 'Test dispatcher',
    },
    expect.objectContaining({ id: permit, label: 'Άδεια τομής' }),
  ])
  expect((await detail(id)).attachments).toEqual(both.attachments)
  // what waits for its version is not refused over a picture
  expect(both.version).toBe(version)
})

test('attached twice a picture is there once, also when its file was sent again', async () => {
  const { id } = await order()
  const mediaId = await send('attachment', desk, 255)
  await attach(id, mediaId)
  await attach(id, mediaId)
  const again = await send('attachment', desk, 255)
  const after = await attach(id, again)
  expect(idsOf(after)).toEqual([mediaId])
  expect(after.events.filter(({ data }) => data.attachment)).toHaveLength(1)
})

test('taken off and attached again a picture is where it was, under its label', async () => {
  const { id } = await order()
  const [first, second] = [await send(), await send()]
  await attach(id, first, 'Σχέδιο')
  await attach(id, second)
  expect(idsOf(await detach(id, first))).toEqual([second])
  // asked for twice, it is done once
  expect(idsOf(await detach(id, first))).toEqual([second])
  expect(idsOf(await detach(id, randomUUID()))).toEqual([second])
  const back = await attach(id, first)
  expect(back.attachments).toMatchObject([{ id: first, label: 'Σχέδιο' }, { id: second }])
})

test('the history tells what was attached, named and taken off', async () => {
  const { id } = await order()
  const mediaId = await send()
  await attach(id, mediaId)
  await attach(id, mediaId, 'Σχέδιο')
  await attach(id, mediaId, 'Σχέδιο')
  const { events } = await detach(id, mediaId)
  expect(events.slice(1)).toMatchObject([
    { kind: 'changed', actorName: 'Test dispatcher', data: { attachment: 'added', mediaId } },
    { kind: 'changed', data: { attachmentLabel: 'Σχέδιο', was: { attachmentLabel: '' }, mediaId } },
    { kind: 'changed', data: { attachment: 'removed', mediaId } },
  ])
})

test('an order takes twelve pictures, and another one once there is room', async () => {
  const { id } = await order()
  const pictures = []
  for (let count = 0; count < mostAttachments; count++) pictures.push(await send())
  for (const mediaId of pictures) await attach(id, mediaId)
  const oneMore = await send()
  await expect(attach(id, oneMore)).rejects.toMatchObject({
    problem: { type: 'not-allowed-now', data: { most: mostAttachments } },
  })
  await attach(id, pictures[0])
  await detach(id, pictures[3])
  expect(idsOf(await attach(id, oneMore))).toHaveLength(mostAttachments)
})

test('only pictures that were sent to this city to be attached are attached', async () => {
  const { id } = await order()
  const refused = { problem: { type: 'bad-input', errors: [{ path: 'params.mediaId' }] } }
  const ofReport = await send('report')
  await expect(attach(id, ofReport)).rejects.toMatchObject(refused)
  await expect(attach(id, await send('proof'))).rejects.toMatchObject(refused)
  await expect(attach(id, randomUUID())).rejects.toMatchObject(refused)
  const abroad = await elsewhere()
  await expect(attach(id, abroad)).rejects.toMatchObject(refused)
  await expect(attach(99_999, await send())).rejects.toMatchObject({ problem: { type: 'not-found' } })
})

/** A picture that another city has, ready to be attached there. */
async function elsewhere(): Promise<string> {
  const mediaId = randomUUID()
  await api.database.owner.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
    select 'elsewhere', 'Αλλού', 'Elsewhere', timezone, boundary, center
    from jurisdiction where id = ${cityId}`)
  await api.database.owner.query(sql`
    insert into media (jurisdiction_id, id, sha256, kind, content_type, width, height, bytes, received_at)
    values ('elsewhere', ${mediaId}, ${'a'.repeat(64)}, 'attachment', 'image/webp', 9, 9, 9, now())`)
  return mediaId
}

test('pictures of an order that is over stay as they are', async () => {
  const { id, version } = await order()
  const mediaId = await send()
  await attach(id, mediaId)
  const cancel = { version, status: 'cancelled' as const }
  await dispatcher(changeWorkOrder, { params: { ...params, id }, body: cancel })
  const over = { problem: { type: 'not-allowed-now', data: { status: 'cancelled' } } }
  await expect(attach(id, await send())).rejects.toMatchObject(over)
  await expect(detach(id, mediaId)).rejects.toMatchObject(over)
  expect(idsOf(await detail(id))).toEqual([mediaId])
})

test('only the city sends such pictures, and only who changes orders attaches them', async () => {
  await expect(send('attachment', {} as typeof desk)).rejects.toThrow(
    'Only the city attaches pictures to work',
  )
  const { id } = await order()
  const mediaId = await send()
  for (const role of ['crew', 'agent', 'nobody'] as const)
    await expect(attach(id, mediaId, '', (await api.signIn(role)).client)).rejects.toMatchObject({
      problem: { type: 'forbidden' },
    })
})

test('the desk and the crew are shown a picture, the public never, whatever names it', async () => {
  const { id } = await order()
  const mediaId = await send()
  await attach(id, mediaId)
  expect(await shown(mediaId)).toBe(404)
  expect(await shown(mediaId, (await api.signIn('citizen')).headers)).toBe(404)
  expect(await shown(mediaId, desk)).toBe(200)
  expect(await shown(mediaId, (await api.signIn('crew')).headers)).toBe(200)
  await expect(report(api.visitor, { mediaIds: [mediaId] })).rejects.toMatchObject({
    problem: { type: 'bad-input', errors: [{ path: 'body.mediaIds' }] },
  })
  await detach(id, mediaId)
  await expect(report(api.visitor, { mediaIds: [mediaId] })).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  expect(await shown(mediaId)).toBe(404)
})

test('what is attached is kept, and what was taken off for a day longer', async () => {
  const { id } = await order()
  const [kept, taken, alone] = [await send(), await send(), await send()]
  await attach(id, kept)
  await attach(id, taken)
  const clean = () =>
    cleanMediaJob.handle({}, { id: 'x', context: api.context, signal: new AbortController().signal })
  const left = () => Promise.all([kept, taken, alone].map((mediaId) => shown(mediaId, desk)))
  api.clock.set('2026-03-13T08:00:00Z')
  await detach(id, taken)
  await clean()
  expect(await left()).toEqual([200, 200, 404])
  expect(idsOf(await attach(id, taken))).toEqual([kept, taken])
  await detach(id, taken)
  api.clock.set('2026-03-14T09:00:00Z')
  await clean()
  expect(await left()).toEqual([200, 404, 404])
  await expect(attach(id, taken)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  api.clock.set('2026-03-11T08:00:00Z')
})

test('orders that are made of an order keep its pictures, those that were taken off not', async () => {
  const { id, version, requestIds } = await order(3)
  const [plan, place, gone] = [await send(), await send(), await send()]
  await attach(id, plan, 'Σχέδιο')
  for (const mediaId of [gone, place]) await attach(id, mediaId)
  await detach(id, gone)
  const of = { params: { ...params, id } }
  const key = () => ({ idempotencyKey: randomUUID() })
  const split = { ...key(), version, requestIds: [requestIds[2]] }
  const part = await dispatcher(splitWorkOrder, { ...of, body: split })
  expect(part.attachments).toMatchObject([
    { id: plan, label: 'Σχέδιο', attachedBy: 'Test dispatcher' },
    { id: place },
  ])
  expect(idsOf(await detail(id))).toEqual([plan, place])
  const next = await dispatcher(addFollowOnOrder, { ...of, body: { ...key(), notes: '' } })
  const companion = await dispatcher(addCompanionOrder, { ...of, body: key() })
  for (const made of [next, companion]) expect(idsOf(made)).toEqual([plan, place])
  await detach(part.id, plan)
  expect(idsOf(await detail(id))).toEqual([plan, place])
})

test('an order that takes others in shows their pictures after its own, each once', async () => {
  const [one, other] = [await order(), await order()]
  const [mine, shared, theirs] = [await send(), await send(), await send()]
  for (const mediaId of [mine, shared]) await attach(one.id, mediaId)
  for (const mediaId of [shared, theirs]) await attach(other.id, mediaId)
  const body = { version: one.version, workOrderIds: [other.id] }
  const merged = await dispatcher(mergeWorkOrders, { params: { ...params, id: one.id }, body })
  expect(idsOf(merged)).toEqual([mine, shared, theirs])
})
