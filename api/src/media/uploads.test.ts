import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { chunkBytes, declareUpload, getRunSheet, sendChunk } from '../contract/index.ts'
import { day } from '../dispatch/testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { cleanMediaJob } from '../jobs/clean-media.ts'
import { developPhotoJob } from '../jobs/develop-photo.ts'
import { cityId } from '../testing.ts'
import { mostOfAccount } from './take-upload.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let picture: Buffer
let visit: Awaited<ReturnType<TestField['visitOf']>>
let other: typeof visit
let isArranged = false

beforeAll(async () => {
  field = await testField()
  picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer()
})
// planning waits for its worker, which only a test may do
beforeEach(async () => {
  if (isArranged) return
  isArranged = true
  const orders = await field.publishedDay()
  ;[visit, other] = [await field.visitOf(orders[0].id), await field.visitOf(orders[1].id)]
})

afterAll(() => field?.[Symbol.asyncDispose]())

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A tap that names a photo by its hash. */
async function tapped(bytes = picture): Promise<string> {
  const mediaId = randomUUID() as string
  const mediaHashes = { [mediaId]: hashOf(bytes) }
  await field.send([op(visit, 'photo', undefined, { mediaId, mediaHashes })])
  return mediaId
}

function declare(mediaId: string, bytes = picture, visitId = visit.id, client = field.tablet) {
  const body = { visitId, sha256: hashOf(bytes), bytes: bytes.length }
  return client(declareUpload, { params: { ...params, mediaId }, body })
}

function send(mediaId: string, bytes = picture, index = 0) {
  const blob = new Blob([new Uint8Array(bytes)])
  return field.tablet(sendChunk, { params: { ...params, mediaId, index }, query: {} }, { bytes: blob })
}

async function run(handler: typeof developPhotoJob | typeof cleanMediaJob, payload: object) {
  const { context } = field.dispatch.api
  const job = { id: 'x', context, signal: new AbortController().signal }
  await handler.handle(payload as never, job)
}

const uploads = async () =>
  (await field.dispatch.api.database.owner.query(sql`select media_id from upload`)).rows.length

test('a photo is received with its last chunk, and is proof of its visit once it is developed', async () => {
  const mediaId = await tapped()
  expect(await declare(mediaId)).toEqual({ isReceived: false, missing: [0] })
  expect(await send(mediaId)).toEqual({ isReceived: true, missing: [] })
  expect(await declare(mediaId)).toEqual({ isReceived: true, missing: [] })
  await run(developPhotoJob, { ...params, mediaId })
  await run(developPhotoJob, { ...params, mediaId })
  expect(await uploads()).toBe(0)
  expect(await declare(mediaId)).toMatchObject({ isReceived: true })
  expect(await send(mediaId)).toMatchObject({ isReceived: true })
  const { visits } = await field.tablet(getRunSheet, { params, query: { day } })
  expect(visits.map(({ id, proof }) => [id, proof.map((each) => each.id)])).toEqual(
    expect.arrayContaining([
      [visit.id, [mediaId]],
      [other.id, []],
    ]),
  )
})

test('a photo that no operation names, or as another, or for another job, is refused', async () => {
  const mediaId = await tapped()
  const wrong = Buffer.concat([picture, Buffer.from('x')])
  await expect(declare(randomUUID())).rejects.toMatchObject({ problem: { type: 'not-found' } })
  await expect(declare(mediaId, wrong)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await expect(declare(mediaId, picture, other.id)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await expect(send(mediaId)).rejects.toMatchObject({ problem: { type: 'not-found' } })
  await field.setMember(null)
  await expect(declare(mediaId)).rejects.toMatchObject({ problem: { type: 'forbidden' } })
  await field.setMember(field.crew.accountId)
  const second = op(visit, 'photo', undefined, { mediaId, mediaHashes: { [mediaId]: hashOf(wrong) } })
  expect(await field.send([second])).toMatchObject({ results: [{ outcome: 'conflict' }] })
})

test('bytes that are not what was declared are all asked for again; what is no picture is told', async () => {
  const mediaId = await tapped()
  await declare(mediaId)
  await expect(send(mediaId, picture.subarray(1))).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  await expect(send(mediaId, picture, 3)).rejects.toMatchObject({ problem: { type: 'bad-input' } })
  const damaged = Buffer.from(picture)
  damaged[50] = damaged[50]! ^ 1
  expect(await send(mediaId, damaged)).toEqual({ isReceived: false, missing: [0] })
  expect(await send(mediaId)).toMatchObject({ isReceived: true })
  const text = Buffer.from('no picture')
  const told = await tapped(text)
  await declare(told, text)
  await expect(send(told, text)).rejects.toMatchObject({ problem: { type: 'unreadable-picture' } })
})

test('chunks that follow each other come in one body, also those that are left of a photo', async () => {
  // what follows the end of a picture is ignored by whoever reads it
  const long = Buffer.concat([picture, Buffer.alloc(2 * chunkBytes, 'x')])
  const mediaId = await tapped(long)
  expect(await declare(mediaId, long)).toEqual({ isReceived: false, missing: [0, 1, 2] })
  await expect(send(mediaId, long.subarray(0, chunkBytes + 1))).rejects.toMatchObject({
    problem: { type: 'bad-input' },
  })
  expect(await declare(mediaId, long)).toEqual({ isReceived: false, missing: [1, 2] })
  expect(await send(mediaId, long.subarray(chunkBytes), 1)).toEqual({ isReceived: true, missing: [] })
  const other = await tapped(long)
  await declare(other, long)
  expect(await send(other, long)).toEqual({ isReceived: true, missing: [] })
  for (const each of [mediaId, other]) await run(developPhotoJob, { ...params, mediaId: each })
})

test('a photo may be declared with its chunks, under the same conditions', async () => {
  const long = Buffer.concat([picture, Buffer.alloc(chunkBytes, 'x')])
  const mediaId = await tapped(long)
  const inOneBreath = (bytes: Buffer, visitId = visit.id, of = mediaId) =>
    field.tablet(
      sendChunk,
      {
        params: { ...params, mediaId: of, index: 0 },
        query: { visitId, sha256: hashOf(long), bytes: long.length },
      },
      { bytes: new Blob([new Uint8Array(bytes)]) },
    )
  await expect(inOneBreath(long, other.id)).rejects.toMatchObject({ problem: { type: 'conflict' } })
  await expect(inOneBreath(long, visit.id, randomUUID())).rejects.toMatchObject({
    problem: { type: 'not-found' },
  })
  await field.setMember(null)
  await expect(inOneBreath(long)).rejects.toMatchObject({ problem: { type: 'forbidden' } })
  await field.setMember(field.crew.accountId)
  expect(await inOneBreath(long.subarray(0, chunkBytes))).toEqual({ isReceived: false, missing: [1] })
  expect(await declare(mediaId, long)).toEqual({ isReceived: false, missing: [1] })
  expect(await inOneBreath(long)).toEqual({ isReceived: true, missing: [] })
  expect(await inOneBreath(long)).toEqual({ isReceived: true, missing: [] })
  await run(developPhotoJob, { ...params, mediaId })
})

test('half-done photos of one account are bounded, and swept after a day', async () => {
  const { api } = field.dispatch
  const half = Buffer.concat([picture, Buffer.alloc(chunkBytes)])
  const first = await tapped(half)
  await declare(first, half)
  await send(first, half.subarray(0, chunkBytes))
  await api.database.owner.query(sql`
    with made as (
      insert into visit_media (jurisdiction_id, media_id, visit_id, bound_at)
      select ${cityId}, gen_random_uuid(), ${visit.id}, now() from generate_series(2, ${mostOfAccount}::integer)
      returning media_id
    )
    insert into upload (jurisdiction_id, media_id, visit_id, sha256, bytes, uploaded_by, started_at, touched_at)
    select ${cityId}, media_id, ${visit.id}, ${hashOf(picture)}, 1, ${field.crew.accountId}, ${api.clock.now()},
      ${api.clock.now()} from made`)
  const next = await tapped()
  await expect(declare(next)).rejects.toMatchObject({ problem: { type: 'too-many-requests' } })
  expect(await declare(first, half)).toEqual({ isReceived: false, missing: [1] })
  api.clock.set('2026-03-12T09:00:00Z')
  await run(cleanMediaJob, {})
  // what has come whole waits for its job for a week
  expect(await uploads()).toBe(1)
  expect(await api.context.chunks.photos(cityId)).not.toContain(first)
  expect(await declare(next)).toMatchObject({ missing: [0] })
})
