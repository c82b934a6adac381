import type { Client } from '@dromos/api/contract'
import { beforeEach, expect, test } from 'vitest'
import { hashOf } from './hash-of.ts'
import { openMemoryStore } from './memory-store.ts'
import { Outbox, undoMs } from './outbox.ts'
import { photosLeft } from './storage-room.ts'

const visit = { id: 1, version: 1 }
const picture = new Blob(['a photo'])
/** bytes of photos that the tablet has room for */
let room: number
let mapBytes: number
let store: ReturnType<typeof openMemoryStore>
let outbox: Outbox

beforeEach(() => {
  room = 1000
  mapBytes = 0
  const memory = openMemoryStore('device-0001')
  store = {
    ...memory,
    addOperation: async (operation, photos) => {
      const wanted = photos.reduce((sum, photo) => sum + photo.picture.size, 0)
      if (wanted > room - mapBytes) throw new DOMException('full', 'QuotaExceededError')
      await memory.addOperation(operation, photos)
    },
  }
  outbox = new Outbox((() => {}) as unknown as Client, store, {
    jurisdictionId: 'aigaleo',
    upload: async () => 'sent',
    makeRoom: async () => void (mapBytes = 0),
  })
})

const kept = async () => (await store.operations('aigaleo')).map(({ operation }) => operation)

test('a tap names its photos, each by the hash of what is kept', async () => {
  await outbox.record(visit, { kind: 'done' }, [{ picture }])
  const [photo] = await store.photos('aigaleo')
  const mediaHashes = { [photo.mediaId]: await hashOf(picture) }
  expect(await kept()).toMatchObject([{ kind: 'done', mediaIds: [photo.mediaId], mediaHashes }])
})

test('what may have left is not taken back, wherever the clock goes then', async () => {
  let now = Date.parse('2026-11-24T07:00:00Z')
  const cut = (() => Promise.reject(new TypeError('cut'))) as unknown as Client
  const options = { jurisdictionId: 'aigaleo', upload: async () => 'sent' as const, now: () => now }
  const cutting = new Outbox(cut, store, options)
  await cutting.record(visit, { kind: 'done' })
  now += undoMs + 1
  await expect(cutting.send()).rejects.toThrow('cut')
  now -= undoMs
  const [left] = await store.operations('aigaleo')
  expect(await cutting.undo(left)).toBe(false)
  expect(await kept()).toMatchObject([{ kind: 'done' }])
})

test('on a full tablet the map gives way to a photo', async () => {
  mapBytes = room
  await outbox.record(visit, { kind: 'done' }, [{ picture }])
  expect(await store.photos('aigaleo')).toHaveLength(1)
  expect(await store.refusals('aigaleo')).toEqual([])
})

test('where there is no room at all the tap is kept without its photo, and the crew is told', async () => {
  room = 0
  await outbox.record(visit, { kind: 'done' }, [{ picture }])
  expect(await kept()).toMatchObject([{ kind: 'done', mediaIds: [] }])
  expect(await store.photos('aigaleo')).toEqual([])
  expect(await store.refusals('aigaleo')).toMatchObject([{ kind: 'photo', why: 'full' }])
})

test('a tablet that fills up says so in good time', () => {
  expect([null, 60_000_000, 41_500_000, -1].map(photosLeft)).toEqual([null, null, 41, 0])
})
