import { expect, test } from 'vitest'
import { pricesOf, suppositionsOf } from './what-if-figures.ts'

const summary = {
  assignedCount: 40,
  lateSeconds: 0,
  overtimeSeconds: 0,
  travelSeconds: 3600,
  cost: { total: 5900, unassigned: 5000 },
}
const whatIf = { kind: 'without-crew', crewId: 2 } as const
const version = (number: number, given: object) =>
  ({ version: number, baseVersion: 1, whatIf, ...given }) as never

test('what is supposed of a version is priced against it', () => {
  const own = {
    summary: {
      ...summary,
      assignedCount: 38,
      travelSeconds: 3000,
      cost: { total: 8950, unassigned: 8000 },
    } as never,
  }
  expect(pricesOf(own, { summary: summary as never })).toEqual([
    { name: 'assigned', change: -2, isBetter: false },
    { name: 'late', change: 0, isBetter: null },
    { name: 'overtime', change: 0, isBetter: null },
    { name: 'travel', change: -600, isBetter: true },
    { name: 'cost', change: 50, isBetter: false },
  ])
  expect(pricesOf({ summary: null }, { summary: summary as never })).toEqual([])
})

test('what was thrown away, or is supposed of another version, is not shown', () => {
  const all = [
    version(4, { status: 'solving' }),
    version(2, { status: 'optimised' }),
    version(3, { status: 'cancelled' }),
    version(5, { status: 'optimised', baseVersion: 2 }),
    version(6, { status: 'optimised', whatIf: null }),
  ]
  expect(suppositionsOf(all, 1).map(({ version }) => version)).toEqual([2, 4])
})
