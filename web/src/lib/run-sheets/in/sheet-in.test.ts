import {
  ApiError,
  type Client,
  type OperationResult,
  type RunSheet,
  type RunSheetVisit,
} from '@dromos/api/contract'
import { beforeEach, expect, test } from 'vitest'
import { readTime } from './paper-entry.ts'
import type { Shelf } from './paper-shelf.ts'
import { SheetIn } from './sheet-in.svelte.ts'

type Sent = {
  from: string
  operations: { opId: string; kind: string; occurredAt: string; visitId: number }[]
}

const visit = { id: 7, version: 2, job: { answers: {}, materials: {} } } as unknown as RunSheetVisit
const sheet = {
  day: '2026-03-12',
  crew: { id: 1 },
  shift: { startsAt: '2026-03-12T05:00:00.000Z' },
  visits: [visit],
} as unknown as RunSheet
const now = () => new Date('2026-03-12T15:00:00Z')

let sent: Sent[]
let answer: (body: Sent) => Promise<Partial<OperationResult>[]>
let shelf: Shelf

const client = (async (_endpoint: unknown, { body }: { body: Sent }) => {
  sent.push(body)
  return { at: now().toISOString(), results: await answer(body) }
}) as unknown as Client
const taken = async ({ operations }: Sent) =>
  operations.map(({ opId }) => ({ opId, outcome: 'applied' as const, detail: null, conflict: null }))
const open = () =>
  new SheetIn(client, {
    jurisdictionId: 'aigaleo',
    timezone: 'Europe/Athens',
    accountId: 'eleni',
    shelf,
    now,
  })
const written = { outcome: 'done' as const, begun: '0900', ended: '9.30', note: 'Καθαρό' }

beforeEach(() => {
  sent = []
  answer = taken
  const kept = new Map<string, string>()
  shelf = {
    get length() {
      return kept.size
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
})

function typed(desk: SheetIn, change: object = written) {
  desk.type(desk.entryOf(sheet, visit), change)
  return desk.entryOf(sheet, visit)
}

test('times are read as people write them', () => {
  expect(['0815', '8:15', '8.15', '815', '8', '23,59'].map(readTime)).toEqual([
    '08:15',
    '08:15',
    '08:15',
    '08:15',
    '08:00',
    '23:59',
  ])
  expect(['', '24:00', '8:60', 'x', '12345'].map(readTime)).toEqual([null, null, null, null, null])
})

test('a stop leaves as its crew would have told it, at the times on the paper', async () => {
  const desk = open()
  expect(desk.send(typed(desk, { ...written, materials: { paint: 2 } }), sheet, visit)).toBeNull()
  await desk.flush()
  expect(sent[0]).toMatchObject({
    from: 'paper',
    operations: [
      { kind: 'arrive', occurredAt: '2026-03-12T07:00:00.000Z' },
      { kind: 'start', occurredAt: '2026-03-12T07:00:00.000Z' },
      { kind: 'material', material: 'paint', value: 2, before: null },
      { kind: 'done', occurredAt: '2026-03-12T07:30:00.000Z', note: 'Καθαρό' },
    ],
  })
  await expect.poll(() => desk.entryOf(sheet, visit).state).toBe('taken')
})

test('what lacks is said before anything leaves', () => {
  const desk = open()
  const lack = (change: object) => desk.send(typed(desk, { ...written, reason: '', ...change }), sheet, visit)
  expect(lack({ outcome: null })).toBe('outcome')
  expect(lack({ outcome: 'failed' })).toBe('reason')
  expect(lack({ begun: '9h' })).toBe('begun')
  expect(lack({ ended: '' })).toBe('ended')
  expect(lack({ begun: '10:00' })).toBe('order')
  expect(lack({ ended: '17:30' })).toBe('future')
  expect(sent).toEqual([])
})

test('without a network it waits, also over a reload, and leaves under the same ids', async () => {
  answer = () => Promise.reject(new TypeError('cut'))
  const desk = open()
  desk.send(typed(desk), sheet, visit)
  await expect.poll(() => desk.isSending).toBe(false)
  expect(desk.failure).toBeInstanceOf(TypeError)
  answer = taken
  const again = open()
  expect(again.waiting).toBe(1)
  await again.flush()
  expect(sent[1]!.operations).toEqual(sent[0]!.operations)
  expect(again.entryOf(sheet, visit).state).toBe('taken')
})

test('what the city does not take stays as it was typed, with the reason, and leaves anew once it is changed', async () => {
  answer = async ({ operations }) =>
    operations.map(({ opId, kind }) => ({
      opId,
      outcome: kind === 'done' ? ('conflict' as const) : ('merged' as const),
      detail: 'the visit is failed',
      conflict: { field: 'status' as const, yours: 'done', theirs: 'failed' },
    }))
  const desk = open()
  desk.send(typed(desk), sheet, visit)
  await expect.poll(() => desk.entryOf(sheet, visit).state).toBe('contested')
  expect(open().entryOf(sheet, visit)).toMatchObject({
    ...written,
    answer: { conflict: { theirs: 'failed' } },
  })
  answer = taken
  desk.send(typed(desk, { ended: '9:40' }), sheet, visit)
  await expect.poll(() => desk.entryOf(sheet, visit).state).toBe('taken')
  const ids = sent.map(({ operations }) => operations.map(({ opId }) => opId))
  expect(ids[0]!.some((id) => ids[1]!.includes(id))).toBe(false)
})

test('one that cannot be read does not keep the others', async () => {
  answer = async (body) => {
    if (body.operations.some(({ visitId }) => visitId === 7))
      throw new ApiError({ type: 'bad-input', title: 'no', status: 400 })
    return taken(body)
  }
  const other = { ...visit, id: 8 } as RunSheetVisit
  const desk = open()
  answer = (
    (given) => async (body: Sent) =>
      given(body)
  )(answer)
  desk.isSending = true
  desk.send(typed(desk), sheet, visit)
  desk.type(desk.entryOf(sheet, other), written)
  desk.send(desk.entryOf(sheet, other), sheet, other)
  desk.isSending = false
  await desk.flush()
  expect([visit, other].map((each) => desk.entryOf(sheet, each).state)).toEqual(['refused', 'taken'])
})

test('a night goes on after midnight', async () => {
  const night = {
    ...sheet,
    day: '2026-03-11',
    shift: { startsAt: '2026-03-11T20:00:00.000Z' },
  } as unknown as RunSheet
  const desk = open()
  desk.type(desk.entryOf(night, visit), { outcome: 'done', begun: '23:30', ended: '0:20' })
  desk.send(desk.entryOf(night, visit), night, visit)
  await desk.flush()
  expect(sent[0]!.operations.map(({ occurredAt }) => occurredAt)).toEqual([
    '2026-03-11T21:30:00.000Z',
    '2026-03-11T21:30:00.000Z',
    '2026-03-11T22:20:00.000Z',
  ])
})

test('another account at the same browser sees none of it', () => {
  typed(open())
  const other = new SheetIn(client, {
    jurisdictionId: 'aigaleo',
    timezone: 'Europe/Athens',
    accountId: 'nikos',
    shelf,
    now,
  })
  expect(other.entries.size).toBe(0)
})
