import type { TwinFigures } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { compareTwin } from './twin-figures.ts'

const figures: TwinFigures = {
  servedCount: 40,
  failedCount: 2,
  leftCount: 8,
  lateCount: 3,
  lateSeconds: 5400,
  driveSeconds: 36_000,
  workSeconds: 90_000,
  overtimeSeconds: 1800,
  promisedCount: 20,
  keptCount: 15,
}

test('more served and promises kept are better, less of everything else is; work is neither', () => {
  const again = { ...figures, servedCount: 44, driveSeconds: 40_000, workSeconds: 99_000, keptCount: 18 }
  const judged = Object.fromEntries(
    compareTwin(figures, again).map(({ name, change, isBetter }) => [name, [change, isBetter]]),
  )
  expect(judged).toMatchObject({
    served: [4, true],
    drive: [4000, false],
    work: [9000, null],
    late: [0, null],
  })
  expect(judged.kept![0]).toBeCloseTo(0.15)
  expect(judged.kept![1]).toBe(true)
})

test('without promises there is no share of them, and without another day nothing to compare', () => {
  const [last] = compareTwin({ ...figures, promisedCount: 0, keptCount: 0 }, figures).slice(-1)
  expect(last).toMatchObject({ name: 'kept', recorded: null, change: 0, isBetter: null })
  expect(compareTwin(figures, null).every(({ again, change }) => again === null && change === 0)).toBe(true)
})
