import { ApiError, type Client, type ShiftOperation, type ShiftResult } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { openMemoryStore } from './memory-store.ts'
import { ShiftLog } from './shift-log.svelte.ts'
import type { ShiftTap } from './shift-outbox.ts'
import { shiftState } from './shift-state.ts'

const of = { crewId: 7, day: '2026-11-24' }
const start: ShiftTap = { ...of, kind: 'shift_start', odometerKm: 100, faults: [], present: ['Μαρία'] }

function tablet(store = openMemoryStore('device-0001')) {
  const sent: ShiftOperation[] = []
  const given = { network: 'on', outcome: 'applied' as ShiftResult['outcome'], account: 'maria' }
  const client = (async (_: unknown, { body }: { body: { operations: ShiftOperation[] } }) => {
    if (given.network === 'off') throw new TypeError('no network')
    if (body.operations.some((operation) => 'odometerKm' in operation && operation.odometerKm === -1))
      throw new ApiError({ type: 'bad-input', title: '', status: 400 })
    sent.push(...body.operations)
    return { results: body.operations.map(({ opId }) => ({ opId, outcome: given.outcome, conflict: null })) }
  }) as unknown as Client
  const log = new ShiftLog(client, store, {
    jurisdictionId: 'aigaleo',
    accountId: () => given.account,
    onsent: async () => {},
  })
  return { log, sent, given, store }
}

test('a shift that begins without a network is begun on the tablet, and told in order once there is one', async () => {
  const { log, sent, given, store } = tablet()
  given.network = 'off'
  await log.tell(start)
  await log.tell({ ...of, kind: 'break_start' })
  await log.send()
  expect(shiftState(null, log.pending, of)).toMatchObject({ endedAt: null, odometerStartKm: 100 })
  expect(shiftState(null, log.pending, of).onBreakSince).not.toBeNull()
  expect(shiftState(null, log.pending, { ...of, crewId: 8 }).startedAt).toBeNull()
  const restarted = tablet(store)
  await restarted.log.open()
  expect(restarted.sent.map(({ kind }) => kind)).toEqual(['shift_start', 'break_start'])
  expect(restarted.log.pending).toEqual([])
  await restarted.log.send()
  expect(restarted.sent).toHaveLength(2)
  expect(sent).toEqual([])
})

test("another person's session does not tell a shift, and what was not taken is told until it is read", async () => {
  const { log, sent, given, store } = tablet()
  given.network = 'off'
  await log.tell(start)
  await log.send()
  given.network = 'on'
  given.account = 'petros'
  await log.send()
  expect(sent).toEqual([])
  given.account = 'maria'
  given.outcome = 'refused'
  await log.send()
  expect(log.contested).toMatchObject([{ outcome: 'refused' }])
  const restarted = tablet(store)
  await restarted.log.open()
  expect([restarted.sent, restarted.log.contested]).toEqual([[], log.contested])
  await log.understood()
  expect([log.contested, log.pending]).toEqual([[], []])
})

test('an end closes the shift and its break, and a start after it goes on', () => {
  const tap = (kind: ShiftOperation['kind'], occurredAt: string) => {
    const operation = { ...start, opId: occurredAt, sequence: 1, kind, occurredAt } as ShiftOperation
    return { opId: occurredAt, jurisdictionId: 'aigaleo', operation, accountId: null }
  }
  const ended = [tap('shift_start', '1'), tap('break_start', '2'), tap('shift_end', '3')]
  expect(shiftState(null, ended, of)).toEqual({
    startedAt: '1',
    endedAt: '3',
    onBreakSince: null,
    odometerStartKm: 100,
  })
  expect(shiftState(null, [...ended, tap('shift_start', '4')], of)).toMatchObject({
    startedAt: '1',
    endedAt: null,
  })
})

test('a word that the city cannot read keeps no other from it', async () => {
  const { log, sent, given } = tablet()
  given.network = 'off'
  await log.tell({ ...start, odometerKm: -1 })
  await log.tell(start)
  await log.send()
  given.network = 'on'
  await log.send()
  expect(sent).toMatchObject([{ odometerKm: 100 }])
  expect(log.contested).toMatchObject([{ outcome: 'refused' }])
})
