import { ApiError, type Client, type Operation } from '@dromos/api/contract'
import { beforeEach, expect, test } from 'vitest'
import { CrewDay } from './day.svelte.ts'
import { openMemoryStore } from './memory-store.ts'
import type { TabletStore } from './kept.ts'
import { at, settled, sheet, today } from './testing.ts'

const tomorrow = '2026-11-25'

let store: TabletStore
let account: string | null
let signedIn: boolean
let revoked: boolean
let unreadable: string | undefined
let network: 'on' | 'off'
let received: Operation[]
let uploaded: string[]
let onReceived: (() => Promise<void>) | undefined

type Call = { body?: { operations: Operation[] }; query?: { day?: string } }

beforeEach(() => {
  store = openMemoryStore('device-0001')
  account = 'maria'
  signedIn = true
  revoked = false
  unreadable = undefined
  network = 'on'
  received = []
  uploaded = []
  onReceived = undefined
})

test('a tap without a network is shown at once, kept, and sent when the network is back', async () => {
  const day = newDay()
  await day.open()
  network = 'off'
  await day.tap(day.next!, { kind: 'arrive' })
  await settled(day)
  expect(day.visits[0].status).toBe('arrived')
  expect(day.pending).toHaveLength(1)
  expect(day.isOnline).toBe(false)
  network = 'on'
  await day.sync()
  expect(day.pending).toHaveLength(0)
  expect(received.map((operation) => operation.kind)).toEqual(['arrive'])
})

test('a tablet that restarts without a network shows the day and the taps it had kept', async () => {
  const before = newDay()
  await before.open()
  network = 'off'
  await before.tap(before.next!, { kind: 'done' }, [{ picture: new Blob(['x']) }])
  await settled(before)
  const after = newDay()
  await after.open()
  expect(after.visits.map((visit) => visit.status)).toEqual(['done', 'dispatched'])
  expect(after.next?.id).toBe(2)
  expect(after.unsentPhotos).toBe(1)
})

test('the tap goes first, then its photos, each under the id that the tap names', async () => {
  const day = newDay()
  await day.open()
  await day.tap(day.next!, { kind: 'done', note: 'ok' }, [
    { picture: new Blob(['a']) },
    { picture: new Blob(['b']) },
  ])
  await settled(day)
  await day.sendNow()
  const [done] = received
  expect(done).toMatchObject({ kind: 'done', visitId: 1, note: 'ok' })
  expect('mediaIds' in done && done.mediaIds).toEqual(uploaded)
  expect(await store.photos('aigaleo')).toEqual([])
})

test('taps are sent in the order they were made, and a second sync sends nothing twice', async () => {
  const day = newDay()
  await day.open()
  network = 'off'
  for (const kind of ['en_route', 'arrive', 'start'] as const) await day.tap(day.visits[0], { kind })
  await settled(day)
  network = 'on'
  await day.sync()
  await day.sync()
  expect(received.map((operation) => operation.kind)).toEqual(['en_route', 'arrive', 'start'])
  expect(received.map((operation) => operation.sequence)).toEqual([1, 2, 3])
})

test('what the city refuses is told and not sent again', async () => {
  const day = newDay({ outcome: 'refused' })
  await day.open()
  await day.tap(day.next!, { kind: 'arrive' })
  await settled(day)
  expect(day.refusals).toMatchObject([{ place: 'Θηβών 1', why: 'refused', visitStatus: 'done' }])
  const restarted = newDay()
  await restarted.open()
  expect(restarted.refusals).toEqual(day.refusals)
  await day.forgetRefusal(day.refusals[0])
  expect(day.refusals).toEqual([])
  expect(day.pending).toEqual([])
})

test('a tap made while another is being sent goes out right after it', async () => {
  const day = newDay()
  await day.open()
  onReceived = async () => {
    onReceived = undefined
    await day.tap(day.visits[1], { kind: 'arrive' })
  }
  await day.tap(day.visits[0], { kind: 'arrive' })
  await settled(day)
  expect(received.map((operation) => operation.visitId)).toEqual([1, 2])
  expect(day.pending).toEqual([])
})

test("tomorrow's route is looked at, and worked on once the crew begins it early", async () => {
  const day = newDay()
  await day.open(tomorrow)
  expect(day.visits.map(({ id }) => id)).toEqual([3, 4])
  expect(day.isOnlyLookedAt).toBe(true)
  day.beginEarly()
  expect(day.isOnlyLookedAt).toBe(false)
  network = 'off'
  await day.tap(day.visits[0], { kind: 'arrive' })
  const restarted = newDay()
  await restarted.open(tomorrow)
  expect(restarted.isOnlyLookedAt).toBe(false)
})

test('days are kept side by side; without a network none is taken for another', async () => {
  const day = newDay()
  await day.open()
  await day.open(tomorrow)
  network = 'off'
  await day.open()
  expect([day.shown, day.visits[0].id]).toEqual([today, 1])
  expect(day.isOnlyLookedAt).toBe(false)
  await day.open('2026-11-26')
  expect([day.shown, day.sheet, day.isLoading]).toEqual(['2026-11-26', null, false])
})

test('an answer for a day that was left is kept and not shown', async () => {
  const day = newDay()
  await Promise.all([day.open(), day.open(tomorrow)])
  expect(day.visits.map(({ id }) => id)).toEqual([3, 4])
})

test('a session that ended offline keeps what is done until the crew signs in again', async () => {
  const day = newDay()
  await day.open()
  signedIn = false
  await day.tap(day.next!, { kind: 'arrive' })
  await settled(day)
  expect([day.isSignedOut, day.pending.length, day.visits[0].status]).toEqual([true, 1, 'arrived'])
  signedIn = true
  await day.sync()
  expect([day.isSignedOut, day.pending.length]).toEqual([false, 0])
})

test("another person's session does not send what this one did", async () => {
  const day = newDay()
  await day.open()
  network = 'off'
  await day.tap(day.visits[0], { kind: 'arrive' })
  await settled(day)
  network = 'on'
  account = 'giannis'
  await day.sync()
  expect([day.othersCount, received.length]).toEqual([1, 0])
  account = 'maria'
  await day.sync()
  expect([day.othersCount, received.length]).toEqual([0, 1])
})

test('a revoked tablet shows nothing of the day, and keeps what it did', async () => {
  const day = newDay()
  await day.open()
  network = 'off'
  await day.tap(day.visits[0], { kind: 'arrive' })
  await settled(day)
  network = 'on'
  revoked = true
  await day.sync()
  expect(day.sheet).toBeNull()
  expect(await store.runSheet('aigaleo', today)).toBeUndefined()
  expect(day.refusals).toMatchObject([{ why: 'revoked', operation: { kind: 'arrive' } }])
})

test('one tap that the city cannot read keeps none of the others back', async () => {
  const day = newDay()
  await day.open()
  network = 'off'
  for (const kind of ['en_route', 'arrive'] as const) await day.tap(day.visits[0], { kind })
  await settled(day)
  unreadable = day.pending[0].opId
  network = 'on'
  await day.sync()
  expect(received.map(({ kind }) => kind)).toEqual(['arrive'])
  expect(day.refusals).toMatchObject([{ why: 'unreadable', kind: 'en_route' }])
})

test('each tap says by how much the clock of the tablet is off', async () => {
  const day = newDay({}, () => '2026-11-24T07:10:00.000Z')
  await day.open()
  await day.tap(day.visits[0], { kind: 'arrive' })
  await settled(day)
  expect(received[0]).toMatchObject({ occurredAt: '2026-11-24T07:10:00.000Z', clockOffsetMs: 600_000 })
})

test('an end waits a minute on the tablet, and what follows it on the same job with it', async () => {
  let clock = at
  const day = newDay({}, () => clock)
  await day.open()
  await day.tap(day.visits[0], { kind: 'done' })
  await day.tap(day.visits[0], { kind: 'found', serviceCode: 'street-light' })
  await day.tap(day.visits[1], { kind: 'arrive' })
  await settled(day)
  expect(received.map(({ kind }) => kind)).toEqual(['arrive'])
  expect(day.undoable?.operation.kind).toBe('done')
  clock = '2026-11-24T07:01:01.000Z'
  await day.sync()
  expect(received.map(({ kind }) => kind)).toEqual(['arrive', 'done', 'found'])
  expect(day.undoable).toBeNull()
  day.stop()
})

test('an end that is taken back never leaves, nor do its photos; that it was taken back does', async () => {
  const day = newDay()
  await day.open()
  await day.tap(day.visits[0], { kind: 'done' }, [{ picture: new Blob(['a']) }])
  await settled(day)
  expect(await day.undo()).toBe(true)
  await settled(day)
  expect([day.visits[0].status, day.unsentPhotos]).toEqual(['dispatched', 0])
  expect(received).toMatchObject([{ kind: 'undo', undone: 'done', visitId: 1 }])
  expect(await day.undo()).toBe(false)
})

test('a clock that is set back holds nothing for longer', async () => {
  let clock = at
  const day = newDay({}, () => clock)
  await day.open()
  await day.tap(day.visits[0], { kind: 'done' })
  await settled(day)
  clock = '2026-11-20T07:00:00.000Z'
  await day.sync()
  expect(received.map(({ kind }) => kind)).toEqual(['done'])
  day.stop()
})

function newDay({ outcome = 'applied' }: { outcome?: string } = {}, clock: () => string = () => at): CrewDay {
  const client = (async (endpoint: { name: string }, call: Call) => {
    if (network === 'off') throw new TypeError('fetch failed')
    if (!signedIn) throw new ApiError({ type: 'unauthenticated', title: '', status: 401 })
    if (endpoint.name === 'getRunSheet') {
      if (revoked) throw new ApiError({ type: 'forbidden', title: '', status: 403 })
      return sheet(call.query?.day)
    }
    const { operations } = call.body!
    if (operations.some(({ opId }) => opId === unreadable))
      throw new ApiError({ type: 'bad-input', title: '', status: 400 })
    received.push(...operations)
    await onReceived?.()
    return {
      at,
      results: operations.map(({ opId, visitId }) => ({
        opId,
        visitId,
        outcome: revoked ? 'refused' : outcome,
        visitStatus: 'done',
        conflict: null,
        detail: revoked ? 'this tablet was revoked' : null,
      })),
    }
  }) as unknown as Client
  return new CrewDay(client, store, {
    city: { id: 'aigaleo', timezone: 'Europe/Athens' },
    upload: async (photo) => {
      if (network === 'off') throw new TypeError('fetch failed')
      uploaded.push(photo.mediaId)
      return 'sent'
    },
    now: () => new Date(clock()),
    accountId: () => account,
  })
}
