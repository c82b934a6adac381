import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import {
  getRunSheet,
  listCrewDays,
  sendShiftOperations,
  type CrewDay,
  type ShiftOperation,
} from '../contract/index.ts'
import { day } from '../dispatch/testing.ts'
import { testField, type TestField } from '../dispatch/testing-field.ts'
import { cityId } from '../testing.ts'
import { judgeShift } from './tell-shift.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let sequence = 0

beforeAll(async () => {
  field = await testField()
  field.dispatch.api.clock.set('2026-03-12T14:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

function told(kind: ShiftOperation['kind'], occurredAt: string, more: object = {}): ShiftOperation {
  const given = { opId: randomUUID(), crewId: 1, day, sequence: ++sequence, occurredAt, kind, ...more }
  return given as ShiftOperation
}

async function send(operations: ShiftOperation[], deviceId = 'tablet-one') {
  return (await field.tablet(sendShiftOperations, { params, body: { deviceId, operations } })).results
}

const start = (at: string, odometerKm: number | null, more: object = {}) =>
  told('shift_start', at, { odometerKm, faults: [], present: ['Μαρία'], ...more })

test('a shift is told by start, breaks and end; sent twice it is told once; dispatcher and crew see it', async () => {
  const operations = [
    start('2026-03-12T05:02:00Z', 81_200, { faults: ['lights'], note: 'αριστερό φανάρι' }),
    told('break_start', '2026-03-12T09:00:00Z'),
    told('break_end', '2026-03-12T09:25:00Z'),
    told('shift_end', '2026-03-12T13:00:00Z', { odometerKm: 81_264, faults: [] }),
  ]
  expect((await send(operations)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('applied'))
  expect((await send(operations)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('applied'))
  const expected = {
    crewId: 1,
    startedAt: '2026-03-12T05:02:00.000Z',
    endedAt: '2026-03-12T13:00:00.000Z',
    present: ['Μαρία'],
    odometerStartKm: 81_200,
    odometerEndKm: 81_264,
    faults: ['lights'],
    faultNote: 'αριστερό φανάρι',
    breakSeconds: 1500,
    onBreakSince: null,
  }
  expect(await field.dispatch.client(listCrewDays, { params, query: { day } })).toMatchObject([expected])
  expect((await field.tablet(getRunSheet, { params, query: { day } })).crewDay).toMatchObject(expected)
})

test('a second tablet of the crew adds what it saw; another odometer is told with both values', async () => {
  const [same, other] = await send(
    [
      start('2026-03-12T05:00:00Z', 81_200, { present: ['Πέτρος'], faults: ['tyres'] }),
      start('2026-03-12T05:05:00Z', 81_999),
    ],
    'tablet-two',
  )
  expect(same.outcome).toBe('merged')
  expect(other).toMatchObject({ outcome: 'conflict', conflict: { yours: '81999', theirs: '81200' } })
  const [told] = await field.dispatch.client(listCrewDays, { params, query: { day } })
  expect(told).toMatchObject({
    startedAt: '2026-03-12T05:00:00.000Z',
    present: ['Μαρία', 'Πέτρος'],
    faults: ['lights', 'tyres'],
    odometerStartKm: 81_200,
  })
})

test('another crew, and a tablet that was revoked, tell no shift', async () => {
  const foreign = { ...start('2026-03-12T05:00:00Z', 1), crewId: 2 }
  expect(await send([foreign])).toMatchObject([{ outcome: 'refused' }])
  await field.dispatch.api.database.owner.query(sql`
    insert into tablet (jurisdiction_id, id, crew_id, first_seen_at, last_seen_at, revoked_at)
    values (${cityId}, 'tablet-lost', 1, now(), now(), now())`)
  expect(await send([start('2026-03-12T05:00:00Z', 1)], 'tablet-lost')).toMatchObject([
    { outcome: 'refused' },
  ])
})

test('whichever order two starts come in, the day is the same', () => {
  const none: CrewDay = {
    crewId: 1,
    day,
    startedAt: null,
    endedAt: null,
    present: [],
    odometerStartKm: null,
    odometerEndKm: null,
    faults: [],
    faultNote: null,
    breakSeconds: 0,
    onBreakSince: null,
  }
  const one = start('x', 10, { faults: ['body'] })
  const two = start('x', null, { present: ['Πέτρος'] })
  const early = '2026-03-12T05:00:00.000Z'
  const late = '2026-03-12T06:00:00.000Z'
  const forth = judgeShift(two, judgeShift(one, none, early).changed, late).changed
  const back = judgeShift(one, judgeShift(two, none, late).changed, early).changed
  expect({ ...forth, present: forth.present.toSorted() }).toEqual({
    ...back,
    present: back.present.toSorted(),
  })
})

test('an end that comes late ends no shift that went on after it, and an end ends the break', async () => {
  const other = { day: '2026-03-10' }
  const end = (at: string) => told('shift_end', at, { ...other, odometerKm: null, faults: [] })
  const shown = async () => (await field.tablet(getRunSheet, { params, query: other })).crewDay
  const late = end('2026-03-10T12:00:00Z')
  await send([
    start('2026-03-10T05:00:00Z', null, other),
    told('break_start', '2026-03-10T11:40:00Z', other),
    start('2026-03-10T12:30:00Z', null, other),
  ])
  await send([late], 'tablet-two')
  expect(await shown()).toMatchObject({ endedAt: null, onBreakSince: null, breakSeconds: 1200 })
  await send([end('2026-03-10T14:00:00Z')])
  expect(await shown()).toMatchObject({ endedAt: '2026-03-10T14:00:00.000Z', breakSeconds: 1200 })
})

test('a shift of a crew that there is not is refused', async () => {
  const operations = [start('2026-03-12T05:00:00Z', null, { crewId: 999_999 })]
  const body = { deviceId: 'tablet-desk', operations }
  const { results } = await field.dispatch.client(sendShiftOperations, { params, body })
  expect(results).toMatchObject([{ opId: operations[0].opId, outcome: 'refused' }])
})
