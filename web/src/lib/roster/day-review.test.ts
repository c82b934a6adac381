import type { Client, DayProgress, RunSheet, RunSheetVisit, StopProgress } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { behindStops, lateStops } from '#lib/day/count-stops.ts'
import { progressBars } from '#lib/day/progress-bars.ts'
import { DayReview } from './day-review.svelte.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 6, minutes)).toISOString()

function visit(id: number, given: Partial<RunSheetVisit>): RunSheetVisit {
  return { id, taskId: id, status: 'dispatched', finishedAt: null, ...given } as RunSheetVisit
}

function stop(taskId: number, given: Partial<StopProgress>): StopProgress {
  const expected = { predictedArrivalAt: null, predictedEndAt: null }
  const times = { arrivedAt: at(20), finishedAt: at(60), plannedEndAt: at(60), ...expected }
  return { taskId, visitId: taskId, lateSeconds: 0, behindSeconds: 0, ...times, ...given } as StopProgress
}

async function reviewOf(visits: RunSheetVisit[], stops: StopProgress[] = []) {
  const asked: unknown[] = []
  const progress = { crews: [{ crewId: 1, stops }] } as unknown as DayProgress
  const call = (async (_endpoint: unknown, { query }: { query?: { crewId: number } }) => {
    if (!query) return progress
    asked.push(query)
    return { crew: { id: query.crewId }, visits: query.crewId === 1 ? visits : [] } as unknown as RunSheet
  }) as unknown as Client
  const review = new DayReview('aigaleo', call)
  await review.sheets.open('2026-03-02 1,2')
  await review.progress.open(7)
  return { review, asked, progress }
}

test('the run sheets of all crews of the day are asked for', async () => {
  const { asked } = await reviewOf([])
  expect(asked).toEqual([
    { day: '2026-03-02', crewId: 1 },
    { day: '2026-03-02', crewId: 2 },
  ])
})

test('visits are told apart by how they ended, the latest first', async () => {
  const { review } = await reviewOf([
    visit(1, { status: 'done', finishedAt: at(30) }),
    visit(2, { status: 'done', finishedAt: at(50) }),
    visit(3, { status: 'failed', finishedAt: at(40) }),
    visit(4, { status: 'working' }),
    visit(5, { status: 'withdrawn' }),
  ])
  expect(review.done.map(({ id }) => id)).toEqual([2, 1])
  expect(review.failed.map(({ id }) => id)).toEqual([3])
  expect(review.ahead.map(({ id }) => id)).toEqual([4])
})

test('review, live day and its bars agree on what was late and what was behind the plan', async () => {
  const stops = [
    stop(1, {}),
    stop(2, { lateSeconds: 300, behindSeconds: 400 }),
    stop(3, { lateSeconds: 1200, behindSeconds: 1200 }),
    stop(4, { behindSeconds: 1800 }),
    // what is not begun was not late
    stop(5, { arrivedAt: null, finishedAt: null, lateSeconds: 9000, behindSeconds: 9000 }),
  ]
  const visits = stops.map(({ taskId }) => visit(taskId, {}))
  const { review, progress } = await reviewOf(visits, stops)
  const bars = progressBars({ stops }, Date.parse(at(600)))
  const ids = (list: { taskId: number }[]) => list.map(({ taskId }) => taskId)
  expect(ids(review.late)).toEqual([2, 3])
  expect(ids(lateStops(progress))).toEqual([2, 3])
  expect(ids(bars.filter(({ isLate }) => isLate))).toEqual([2, 3])
  expect(ids(review.behind)).toEqual([3, 4])
  expect(ids(behindStops(progress))).toEqual([3, 4])
  expect(ids(bars.filter((bar) => bar.isBehind))).toEqual([3, 4])
})
