import type { Page } from 'playwright-core'
import { median } from '../timed-solve.ts'
import { city, type BenchDay } from './arrange-day.ts'
import { answersAt, watchPlan } from './in-page.ts'
import type { Screens } from './open-screens.ts'

/** the main thread answers when it is never busy for longer */
const answersWithinMs = 50

/** Milliseconds until the whole plan is there and answers: with an empty cache, and opened again. */
export async function measurePages(
  screens: Screens,
  day: BenchDay,
  runs: number,
): Promise<{ cold: number; warm: number }> {
  const cold: number[] = []
  const warm: number[] = []
  for (let run = 0; run < runs; run++) {
    const page = await screens.open()
    await page.addInitScript(watchPlan(day.stopCount, answersWithinMs))
    cold.push(await open(page, screens.baseUrl, day))
    warm.push(await open(page, screens.baseUrl, day))
    await page.context().close()
  }
  const told = { cold: Math.round(median(cold)), warm: Math.round(median(warm)) }
  console.log(`page ${screens.hasMap ? 'with' : 'without'} map: cold ${list(cold)}, warm ${list(warm)}`)
  return told
}

async function open(page: Page, baseUrl: string, { day, planId }: BenchDay): Promise<number> {
  await page.goto(`${baseUrl}/${city}/dispatch/today?day=${day}&plan=${planId}`, { waitUntil: 'commit' })
  const time = await page.waitForFunction(answersAt)
  return Number(await time.jsonValue())
}

export function list(times: readonly number[]): string {
  return times.map(Math.round).join(' ')
}
