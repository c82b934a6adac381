import type { Client } from '@dromos/api/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DayWatch } from './day-watch.svelte.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** How often a day is asked for in three minutes in which nothing is told, once it is shown. */
async function asksFor(day: string): Promise<number> {
  let count = 0
  const call = (() => {
    count++
    return Promise.resolve({ planId: 4, version: 2, day, crews: [], jeopardies: [] })
  }) as unknown as Client
  const watch = new DayWatch('aigaleo', call, () => '2026-03-12')
  const stop = watch.follow({ on: () => () => {}, onResync: () => () => {} })
  await watch.progress.open(4)
  count = 0
  await vi.advanceTimersByTimeAsync(180_000)
  stop()
  return count
}

test('a day that has come is followed by the clock, one ahead only by what is told of it', async () => {
  expect(await asksFor('2026-03-12')).toBeGreaterThanOrEqual(5)
  // shifts of the night go on
  expect(await asksFor('2026-03-11')).toBeGreaterThanOrEqual(5)
  expect(await asksFor('2026-03-13')).toBe(0)
})
