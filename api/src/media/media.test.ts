import { randomBytes, randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mediaPath, pictureLimit, trackRequest } from '../contract/index.ts'
import { cleanMediaJob } from '../jobs/clean-media.ts'
import { report } from '../requests/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { putMedia } from './testing.ts'

let api: TestApi
const params = { jurisdictionId: cityId }

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

const send = (body: string | Uint8Array, sent?: Parameters<typeof putMedia>[2]) => putMedia(api, body, sent)

function show(id: string, size: 'full' | 'small' = 'full', headers: Record<string, string> = {}) {
  return fetch(api.origin + mediaPath(cityId, id, size), { headers })
}

function street(width = 800, height = 600): Sharp {
  return sharp({ create: { width, height, channels: 3, background: { r: 90, g: 120, b: 60 } } })
}

/** A small PNG that says it has 60,000 × 60,000 pixels. */
async function bomb(): Promise<Buffer> {
  const png = await street(8, 8).png().toBuffer()
  png.writeUInt32BE(60_000, 16)
  png.writeUInt32BE(60_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)(
  'a %s picture is taken and kept as WebP',
  async (format) => {
    const id = randomUUID()
    const response = await send(await street().toFormat(format).toBuffer(), { id })
    expect(await response.json()).toEqual({ id, width: 800, height: 600, kind: 'report' })
  },
)

test('what the camera wrote into the picture is gone, and it stands upright', async () => {
  const { headers } = await api.signIn('agent')
  const id = randomUUID()
  const sent = await street(3000, 1000)
    .withExif({ IFD0: { Artist: 'Maria' }, IFD3: { GPSLatitude: '37/1 59/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  expect((await send(sent, { id })).status).toBe(200)
  const shown = Buffer.from(await (await show(id, 'full', headers)).arrayBuffer())
  const kept = await sharp(shown).metadata()
  expect(kept).toMatchObject({ format: 'webp', width: 683, height: 2048 })
  expect(kept.exif).toBeUndefined()
  const small = await sharp(Buffer.from(await (await show(id, 'small', headers)).arrayBuffer())).metadata()
  expect(small).toMatchObject({ width: 160, height: 480 })
})

test('text, damage and bombs are unreadable, and what is no photo is not taken', async () => {
  const jpeg = await sharp(randomBytes(600 * 400 * 3), { raw: { width: 600, height: 400, channels: 3 } })
    .jpeg()
    .toBuffer()
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
  const answers = []
  for (const body of ['hello', '', jpeg.subarray(0, jpeg.length / 2), await bomb(), svg]) {
    const response = await send(body)
    answers.push([response.status, ((await response.json()) as { type: string }).type])
  }
  expect(answers).toEqual([
    [422, 'unreadable-picture'],
    [422, 'unreadable-picture'],
    [422, 'unreadable-picture'],
    [422, 'unreadable-picture'],
    [415, 'unsupported-media'],
  ])
})

test('a picture that is too large is said to be so', async () => {
  const response = await send(Buffer.alloc(pictureLimit + 1))
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ type: 'too-large', data: { limitBytes: pictureLimit } })
})

test('the same id again keeps the first picture', async () => {
  const id = randomUUID()
  await send(await street(100, 50).png().toBuffer(), { id })
  const again = await send(await street(60, 60).png().toBuffer(), { id })
  expect(await again.json()).toMatchObject({ width: 100, height: 50 })
})

test('a picture is private until a report names it, and then anyone may keep it', async () => {
  const agent = await api.signIn('agent')
  const id = randomUUID()
  await send(await street().png().toBuffer(), { id })
  expect((await show(id)).status).toBe(404)
  const seen = await show(id, 'small', agent.headers)
  expect(seen.headers.get('cache-control')).toContain('private')
  const { publicId } = await report(api.visitor, { mediaIds: [id] })
  const shown = await show(id)
  expect(shown.status).toBe(200)
  expect(shown.headers.get('content-type')).toBe('image/webp')
  expect(shown.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await show(id, 'full', { 'if-none-match': shown.headers.get('etag')! })).status).toBe(304)
  const tracked = await api.visitor(trackRequest, { params: { ...params, publicId } })
  expect(tracked.media).toEqual([{ id, width: 800, height: 600, kind: 'report', shows: null }])
})

test('a picture belongs to one report', async () => {
  const id = randomUUID()
  await send(await street().png().toBuffer(), { id })
  await report(api.visitor, { mediaIds: [id] })
  await expect(report(api.visitor, { mediaIds: [id] })).rejects.toMatchObject({
    problem: { type: 'bad-input', errors: [{ path: 'body.mediaIds' }] },
  })
})

test('proof is sent by the city only', async () => {
  const body = await street().png().toBuffer()
  expect((await send(body, { kind: 'proof' })).status).toBe(403)
  const { headers } = await api.signIn('crew')
  expect((await send(body, { kind: 'proof', headers })).status).toBe(200)
})

test('after a day what nobody named is removed, and its file unless another picture is the same', async () => {
  const { headers } = await api.signIn('agent')
  const [bound, forgotten, alone, fresh] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const same = await street(31, 17).png().toBuffer()
  api.clock.set('2026-03-11T08:00:00Z')
  await send(same, { id: bound })
  await send(same, { id: forgotten })
  await send(await street(33, 11).png().toBuffer(), { id: alone })
  await report(api.visitor, { mediaIds: [bound] })
  api.clock.set('2026-03-12T07:00:00Z')
  await send(await street(20, 20).png().toBuffer(), { id: fresh })
  api.clock.set('2026-03-12T09:00:00Z')
  const job = { id: 'x', context: api.context, signal: new AbortController().signal }
  await cleanMediaJob.handle({}, job)
  const statuses = []
  for (const id of [bound, forgotten, alone, fresh]) statuses.push((await show(id, 'full', headers)).status)
  expect(statuses).toEqual([200, 404, 404, 200])
})
