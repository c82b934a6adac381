import type { ConsoleMessage, Page } from 'playwright-core'
import { median } from '../timed-solve.ts'
import { city, type BenchDay } from './arrange-day.ts'
import { standsWords, watchPlan } from './in-page.ts'
import type { Screens } from './open-screens.ts'

/** the main thread answers when it is never busy for longer */
const answersWithinMs = 50

interface PageTimes {
  /** all that is in sight stands, and can be used */
  cold: number
  again: number
  warm: number
  /** every stop is there, also where one has to scroll to */
  coldWhole: number
  warmWhole: number
}

/**
 * Milliseconds until the plan is there and answers: with an empty cache; opened again; and warm, from the third time
 * on: the browser keeps the compiled program once it has run it twice.
 */
export async function measurePages(screens: Screens, day: BenchDay, runs: number): Promise<PageTimes> {
  const openings: number[][][] = [[], [], []]
  for (let run = 0; run < runs; run++) {
    const page = await openWatched(screens, day)
    for (const times of openings) {
      times.push(await openPlan(page, screens.baseUrl, day))
      // whoever opens a page again has seen the whole of it: its map has come to rest
      if (screens.hasMap) await page.locator('[data-map-idle]').waitFor()
    }
    await page.context().close()
  }
  const of = (opening: number, index: number) => openings[opening]!.map((times) => times[index]!)
  const all = (index: number) =>
    `cold ${list(of(0, index))}, again ${list(of(1, index))}, warm ${list(of(2, index))}`
  console.log(`page ${screens.hasMap ? 'with' : 'without'} map: ${all(0)}; with every stop: ${all(1)}`)
  const middle = (opening: number, index: number) => Math.round(median(of(opening, index)))
  return {
    cold: middle(0, 0),
    again: middle(1, 0),
    warm: middle(2, 0),
    coldWhole: middle(0, 1),
    warmWhole: middle(2, 1),
  }
}

/** A screen whose pages tell when the plan stands. */
export async function openWatched(screens: Screens, day: BenchDay): Promise<Page> {
  const page = await screens.open()
  await page.addInitScript(watchPlan(day.stopCount, answersWithinMs))
  return page
}

/** From a blank page, as from another site: the end of a page before is not ours. Ends when every stop stands. */
export async function openPlan(page: Page, baseUrl: string, day: BenchDay): Promise<number[]> {
  await page.goto('about:blank')
  const times = told(page, standsWords)
  await page.goto(`${baseUrl}/${city}/dispatch/today?day=${day.day}&plan=${day.planId}`, {
    waitUntil: 'commit',
  })
  return JSON.parse(await times) as number[]
}

/** What a page tells by itself behind these words. */
export async function told(page: Page, words: string, timeout = 60_000): Promise<string> {
  const predicate = (message: ConsoleMessage) => message.text().startsWith(words)
  const message = await page.waitForEvent('console', { predicate, timeout })
  return message.text().slice(words.length)
}

export function list(times: readonly number[]): string {
  return times.map(Math.round).join(' ')
}
