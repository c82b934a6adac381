import type { Page } from 'playwright-core'
import { median } from '../timed-solve.ts'
import { city, type BenchDay } from './arrange-day.ts'
import { standsWords, watchPlan } from './in-page.ts'
import type { Screens } from './open-screens.ts'

/** the main thread answers when it is never busy for longer */
const answersWithinMs = 50

interface PageTimes {
  /** all that is in sight stands, and can be used */
  cold: number
  warm: number
  /** every stop is there, also where one has to scroll to */
  coldWhole: number
  warmWhole: number
}

/** Milliseconds until the plan is there and answers: with an empty cache, and opened again. */
export async function measurePages(screens: Screens, day: BenchDay, runs: number): Promise<PageTimes> {
  const cold: number[][] = []
  const warm: number[][] = []
  for (let run = 0; run < runs; run++) {
    const page = await screens.open()
    await page.addInitScript(watchPlan(day.stopCount, answersWithinMs))
    cold.push(await open(page, screens.baseUrl, day))
    warm.push(await open(page, screens.baseUrl, day))
    await page.context().close()
  }
  const of = (rows: number[][], index: number) => rows.map((row) => row[index]!)
  console.log(
    `page ${screens.hasMap ? 'with' : 'without'} map: cold ${list(of(cold, 0))}, warm ${list(of(warm, 0))}; ` +
      `with every stop: cold ${list(of(cold, 1))}, warm ${list(of(warm, 1))}`,
  )
  const middle = (rows: number[][], index: number) => Math.round(median(of(rows, index)))
  return {
    cold: middle(cold, 0),
    warm: middle(warm, 0),
    coldWhole: middle(cold, 1),
    warmWhole: middle(warm, 1),
  }
}

/** From a blank page, as from another site: the end of a page before is not ours. */
async function open(page: Page, baseUrl: string, { day, planId }: BenchDay): Promise<number[]> {
  await page.goto('about:blank')
  const told = page.waitForEvent('console', (message) => message.text().startsWith(standsWords))
  await page.goto(`${baseUrl}/${city}/dispatch/today?day=${day}&plan=${planId}`, { waitUntil: 'commit' })
  return JSON.parse((await told).text().slice(standsWords.length)) as number[]
}

export function list(times: readonly number[]): string {
  return times.map(Math.round).join(' ')
}
