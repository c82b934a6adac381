import type { RunSheetVisit, Stop } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { randomFrom } from '../simulate/random.ts'
import { tapsOf } from './lived-taps.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 11, 5, minutes)).toISOString()
const stop = (kind: Stop['kind'], visitId: number | null, from: number, to: number) =>
  ({ kind, visitId, startAt: at(from), endAt: at(to), travelSeconds: 300 }) as Stop
const stops = [
  stop('start', null, 0, 0),
  stop('task', 1, 5, 35),
  stop('break', null, 35, 65),
  stop('task', 2, 70, 90),
  stop('task', 3, 95, 100),
  stop('end', null, 105, 105),
]
const visits = [1, 2].map((id) => ({ id, version: 1 }) as RunSheetVisit)

test('a crew leaves, comes and ends, one after the other, and does what it was given only', () => {
  const taps = tapsOf(stops, visits, randomFrom('a day'))
  expect(taps.map(({ visitId, kind }) => [visitId, kind.replace('fail', 'done')])).toEqual([
    [1, 'en_route'],
    [1, 'arrive'],
    [1, 'done'],
    [2, 'en_route'],
    [2, 'arrive'],
    [2, 'done'],
  ])
  const times = taps.map(({ occurredAt }) => occurredAt)
  expect(times).toEqual(times.toSorted())
  expect(taps.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6])
})

test('the same day is the same taps: told twice they are told once', () => {
  const again = () => tapsOf(stops, visits, randomFrom('a day'))
  expect(again()).toEqual(again())
  const ids = again().map(({ opId }) => opId)
  expect(new Set(ids).size).toBe(ids.length)
})
