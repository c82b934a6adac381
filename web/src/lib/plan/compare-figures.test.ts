import type { PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { compareCosts, compareFigures } from './compare-figures.ts'

function version(summary: object | null, lateSeconds: number[] = []): PlanVersionDetail {
  return { summary, routes: [{ stops: lateSeconds.map((late) => ({ lateSeconds: late })) }] } as never
}

const summary = {
  assignedCount: 40,
  lateSeconds: 0,
  travelSeconds: 3600,
  distanceMeters: 9000,
  overtimeSeconds: 0,
  waitSeconds: 0,
  crewCount: 3,
}

test('more work and less of all else is better', () => {
  const own = version({ ...summary, assignedCount: 42, travelSeconds: 4200 }, [0, 60])
  const figures = new Map(compareFigures(own, version(summary)).map((each) => [each.name, each]))
  expect(figures.get('assigned')).toMatchObject({ own: 42, other: 40, change: 2, isBetter: true })
  expect(figures.get('travel')).toMatchObject({ change: 600, isBetter: false })
  expect(figures.get('lateStops')).toMatchObject({ own: 1, other: 0, isBetter: false })
  expect(figures.get('crews')).toMatchObject({ change: 0, isBetter: null })
})

test('of the cost the parts are told that there are, and their sum last', () => {
  const own = version({ ...summary, cost: { travel: 50, overtime: 10, fairness: 0, total: 60 } })
  const other = version({ ...summary, cost: { travel: 70, overtime: 0, fairness: 0, total: 70 } })
  expect(compareCosts(own, other).map(({ name, change }) => [name, change])).toEqual([
    ['travel', -20],
    ['overtime', 10],
    ['total', -10],
  ])
})

test('what is left out drowns no other cost', () => {
  const own = version({ ...summary, cost: { travel: 50, unassigned: 72_000_000_000, total: 72_000_000_050 } })
  const other = version({
    ...summary,
    cost: { travel: 70, unassigned: 72_000_000_100, total: 72_000_000_170 },
  })
  expect(compareCosts(own, other).map((each) => [each.name, each.own, each.change])).toEqual([
    ['travel', 50, -20],
    ['total', 50, -20],
  ])
})

test('a version without figures is not compared', () => {
  expect(compareFigures(version(null), version(summary))).toEqual([])
})
