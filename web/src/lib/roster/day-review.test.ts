import type { Client, RunSheet, RunSheetVisit } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { DayReview } from './day-review.svelte.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 6, minutes)).toISOString()

function visit(id: number, given: Partial<RunSheetVisit>): RunSheetVisit {
  return { id, status: 'dispatched', plannedEndAt: at(60), finishedAt: null, ...given } as RunSheetVisit
}

async function reviewOf(visits: RunSheetVisit[]) {
  const asked: unknown[] = []
  const call = (async (_endpoint: unknown, { query }: { query: { crewId: number } }) => {
    asked.push(query)
    return { crew: { id: query.crewId }, visits: query.crewId === 1 ? visits : [] } as unknown as RunSheet
  }) as unknown as Client
  const review = new DayReview('aigaleo', call)
  await review.sheets.open('2026-03-02 1,2')
  return { review, asked }
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

test('late is what ended, or has not ended, a quarter of an hour after it should', async () => {
  const { review } = await reviewOf([
    visit(1, { status: 'done', finishedAt: at(70) }),
    visit(2, { status: 'done', finishedAt: at(80) }),
    visit(3, { status: 'working' }),
    visit(4, { status: 'dispatched', plannedEndAt: at(400) }),
    visit(5, { status: 'withdrawn' }),
  ])
  expect(review.late(Date.parse(at(120))).map(({ id }) => id)).toEqual([2, 3])
})
