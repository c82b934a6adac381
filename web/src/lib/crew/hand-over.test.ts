import { ApiError, type Client, type Operation } from '@dromos/api/contract'
import { beforeEach, expect, test } from 'vitest'
import type { TabletStore } from './kept.ts'
import { openMemoryStore } from './memory-store.ts'
import { Outbox } from './outbox.ts'
import { photoSender } from './send-photo.ts'
import { ShiftOutbox } from './shift-outbox.ts'
import { at } from './testing.ts'

const jurisdictionId = 'aigaleo'
let store: TabletStore
let received: { kind: string; by?: string }[]
let isOfCrew: boolean

beforeEach(async () => {
  store = openMemoryStore('device-0001')
  received = []
  isOfCrew = true
  // Maria goes home with all of it unsent
  const { outbox, shift } = tabletOf('maria')
  await outbox.record({ id: 1, version: 1 }, { kind: 'photo' }, [{ picture: new Blob(['a']) }])
  await outbox.record({ id: 2, version: 1 }, { kind: 'arrive' })
  await shift.record({ kind: 'break_start', crewId: 7, day: '2026-11-24' })
})

function tabletOf(account: string | null, isShared = true) {
  const client = (async (endpoint: { name: string }, { body }: { body: { operations: Operation[] } }) => {
    if (endpoint.name === 'declareUpload' && !isOfCrew)
      throw new ApiError({ type: 'forbidden', title: '', status: 403 })
    if (endpoint.name === 'declareUpload') return { isReceived: true, missing: [] }
    received.push(...body.operations)
    const results = body.operations.map(({ opId }) => ({ opId, outcome: 'applied', conflict: null }))
    return { at, results }
  }) as unknown as Client
  const options = { jurisdictionId, accountId: () => account, isShared: () => isShared }
  return {
    outbox: new Outbox(client, store, { ...options, upload: photoSender(client) }),
    shift: new ShiftOutbox(client, store, options),
  }
}

async function sendAll({ outbox, shift }: ReturnType<typeof tabletOf>): Promise<void> {
  await outbox.send()
  await shift.send()
}

const told = () => received.map(({ kind, by }) => [kind, by])
const left = async () => [
  (await store.operations(jurisdictionId)).length,
  (await store.photos(jurisdictionId)).length,
]

test('on a shared tablet the next one in sends what the one before left, under her name and before their own', async () => {
  const next = tabletOf('petros')
  await next.outbox.record({ id: 2, version: 1 }, { kind: 'start' })
  await sendAll(next)
  expect(told()).toEqual([
    ['photo', 'maria'],
    ['arrive', 'maria'],
    ['start', undefined],
    ['break_start', 'maria'],
  ])
  expect(await left()).toEqual([0, 0])
})

test('after a password, and where nobody is known, it waits for her', async () => {
  for (const account of ['petros', null]) await sendAll(tabletOf(account, false))
  expect([told(), await left()]).toEqual([[], [2, 1]])
  await sendAll(tabletOf('maria', false))
  expect([received.length, await left()]).toEqual([3, [0, 0]])
})

test('a photo that the next one in may not send waits alone, and is not lost', async () => {
  isOfCrew = false
  await sendAll(tabletOf('petros'))
  expect([received.length, await left(), await store.refusals(jurisdictionId)]).toEqual([3, [0, 1], []])
  isOfCrew = true
  await sendAll(tabletOf('maria'))
  expect(await left()).toEqual([0, 0])
})
