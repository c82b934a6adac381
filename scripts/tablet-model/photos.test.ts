import { createHash, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { many, sql } from '@dromos/db'
import {
  chunkBytes,
  createClient,
  declareUpload,
  fillPath,
  sendChunk,
  sendOperations,
  type Client,
} from '@dromos/api/contract'
import { readPicture } from '../../api/src/media/picture.ts'
import { cityId } from '../../api/src/testing.ts'
import { photoSender } from '../../web/src/lib/crew/send-photo.ts'
import { drawPng } from './draw-png.ts'
import { openModelCity, type ModelCity } from './model-city.ts'

const runs = 4
const chunks = 3
let city: ModelCity
let client: Client
let photos: Buffer[]
let visits: number[]

beforeAll(async () => {
  city = await openModelCity()
  client = createClient({ baseUrl: `${city.origin}/api`, headers: { cookie: city.cookie } })
  photos = [noise('one'), noise('two')]
  visits = await city.giveOut(2)
})

afterAll(() => city?.[Symbol.asyncDispose]())

/** A PNG that no compression makes smaller: a little more than two chunks. */
function noise(seed: string): Buffer {
  const size = 620
  const pixels = Buffer.alloc(size * size * 3)
  for (let at = 0; at < pixels.length; at += 32)
    createHash('sha256').update(`${seed} ${at}`).digest().copy(pixels, at)
  const png = drawPng(size, size, pixels)
  expect(Math.ceil(png.length / chunkBytes)).toBe(chunks)
  return png
}

const Step = fc.record({
  photo: fc.nat({ max: 1 }),
  index: fc.nat({ max: chunks - 1 }),
  fault: fc.constantFrom(
    'none',
    'none',
    'none',
    'none',
    'cut',
    'cut',
    'damaged',
    'declared again',
    'server restarts',
  ),
})
type Step = { photo: number; index: number; fault: string }

test(
  'however chunks are cut, damaged, repeated and mixed up, each photo comes whole, once, to its job',
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const sent = photos.map(() => randomUUID() as string)
        for (const photo of [0, 1]) await take(photo, sent[photo])
        for (const step of steps) await play(step, sent[step.photo])
        const upload = photoSender(client)
        for (const photo of [0, 1]) {
          const kept = { jurisdictionId: cityId, mediaId: sent[photo], visitId: visits[photo] }
          expect(await upload({ ...kept, picture: blobOf(photo), sha256: hashOf(photo) })).toBe('sent')
        }
        await city.develop()
        expect(await storedOf(sent)).toEqual(await Promise.all([0, 1].map((photo) => expected(photo, sent))))
      }),
      { numRuns: runs, seed: 5 },
    )
    const { rows } = await city.owner.query(sql`select distinct sha256 from media`)
    expect(rows).toHaveLength(2)
  },
)

function hashOf(photo: number): string {
  return createHash('sha256').update(photos[photo]).digest('hex')
}

function blobOf(photo: number): Blob {
  return new Blob([new Uint8Array(photos[photo])])
}

/** The tap comes before its photo and names it by its hash. */
async function take(photo: number, mediaId: string): Promise<void> {
  const operation = {
    kind: 'photo' as const,
    opId: randomUUID() as string,
    visitId: visits[photo],
    sequence: 1,
    baseVersion: 1,
    occurredAt: '2026-03-12T06:00:00.000Z',
    mediaId,
    mediaHashes: { [mediaId]: hashOf(photo) },
  }
  const body = { deviceId: 'tablet-photos', operations: [operation] }
  const { results } = await client(sendOperations, { params: { jurisdictionId: cityId }, body })
  expect(results).toMatchObject([{ outcome: 'applied' }])
  await declare(photo, mediaId)
}

function declare(photo: number, mediaId: string) {
  const body = { visitId: visits[photo], sha256: hashOf(photo), bytes: photos[photo].length }
  return client(declareUpload, { params: { jurisdictionId: cityId, mediaId }, body })
}

async function play({ photo, index, fault }: Step, mediaId: string): Promise<void> {
  if (fault === 'server restarts') return city.restart()
  if (fault === 'declared again') return void (await declare(photo, mediaId))
  const chunk = Buffer.from(photos[photo].subarray(index * chunkBytes, (index + 1) * chunkBytes))
  if (fault === 'damaged') chunk[7] = chunk[7]! ^ 1
  const body = fault === 'cut' ? halfOf(chunk) : new Uint8Array(chunk)
  const path = fillPath(sendChunk.path, { jurisdictionId: cityId, mediaId, index })
  await fetch(`${city.origin}/api${path}`, {
    method: 'PUT',
    headers: { cookie: city.cookie },
    body,
    duplex: 'half',
  } as RequestInit).then(
    (answer) => expect(answer.status).toBeLessThan(500),
    () => expect(fault).toBe('cut'),
  )
}

/** A connection that is lost in the middle of a chunk. */
function halfOf(chunk: Buffer): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(chunk.subarray(0, chunk.length / 2)))
    },
    pull: (controller) => controller.error(new Error('cut')),
  })
}

const Stored = z.object({ id: z.string(), visitId: z.number(), sha256: z.string() })

async function storedOf(ids: string[]) {
  const rows = await many(
    city.owner,
    Stored,
    sql`select id, visit_id, sha256 from media where id = any (${ids}::uuid[])`,
  )
  return ids.map((id) => rows.find((row) => row.id === id))
}

async function expected(photo: number, sent: string[]) {
  const { sha256 } = await readPicture(photos[photo])
  return { id: sent[photo], visitId: visits[photo], sha256 }
}
