import type { Page } from 'playwright-core'
import { median } from '../timed-solve.ts'
import type { BenchDay } from './arrange-day.ts'
import { arrivedWords, droppedWords, nextPicture, watchLane } from './in-page.ts'
import { moveThereAndBack } from './move-there-and-back.ts'
import { list, openPlan, openWatched, told } from './measure-pages.ts'
import type { Screens } from './open-screens.ts'

const breathMs = 500
/** from one drop to where the hand takes up the next: people look for it */
const handMs = 1500
const patienceMs = 8000

/**
 * From letting a stop go over another crew's hours to its standing there on a second screen, checked and saved; and
 * to its standing on the screen it was moved on.
 */
export async function measureDrops(
  screens: Screens,
  day: BenchDay,
  count: number,
): Promise<{ p95: number; median: number; saved: number; missed: number }> {
  // a city's server has run for days, and a desk's browser has had the plan open before
  await moveThereAndBack(day, 20)
  const [own, other] = [await openWatched(screens, day), await openWatched(screens, day)]
  // what an opening costs is measured by itself, with what comes behind the plan: the day's travel times come last
  for (const page of [own, other, own, other, own, other]) {
    const travelTimes = page.waitForResponse((response) => response.url().includes('/problem'))
    await openPlan(page, screens.baseUrl, day)
    await (await travelTimes).finished()
    if (screens.hasMap) await page.locator('[data-map-idle]').waitFor()
    await page.waitForTimeout(breathMs)
  }
  const seen: number[] = []
  const saved: number[] = []
  let missed = 0
  for (let drop = 0; drop < count; drop++) {
    // there and back, so that the day stays as it is
    const [from, to] = drop % 2 === 0 ? [0, 1] : [1, 0]
    await Promise.all([own, other].map((page) => page.evaluate(watchLane(to))))
    const times = Promise.all([
      whenTold(own, droppedWords),
      whenTold(own, arrivedWords),
      whenTold(other, arrivedWords),
    ])
    await drag(own, from, to)
    const [began, here, there] = await times
    if (began === null || here === null || there === null) missed++
    else {
      seen.push(there - began)
      saved.push(here - began)
    }
    await own.waitForTimeout(handMs)
    // where a rule is broken the reason is asked for: put aside, so that the next stop is in reach
    const close = own.locator('.reason .close')
    if (await close.isVisible()) await close.click()
  }
  await Promise.all([own, other].map((page) => page.context().close()))
  const where = screens.hasMap ? 'with' : 'without'
  console.log(`drops ${where} map until the second screen: ${list(seen)}`)
  console.log(`drops ${where} map until the own screen: ${list(saved)}`)
  if (missed > 0) console.log(`drops of which nothing was seen: ${missed}`)
  const sorted = seen.toSorted((a, b) => a - b)
  const p95 = sorted[Math.min(sorted.length - 1, Math.ceil(0.95 * sorted.length) - 1)]
  return { p95: Math.round(p95), median: Math.round(median(seen)), saved: Math.round(median(saved)), missed }
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  const lanes = page.locator('[data-drop=lane]')
  await lanes.nth(from).scrollIntoViewIfNeeded()
  // where it stands once nothing moves any more
  const bar = lanes.nth(from).locator('button.service').nth(4)
  await bar.hover()
  const stop = (await bar.boundingBox())!
  const lane = (await lanes.nth(to).boundingBox())!
  const [x, y] = [stop.x + stop.width / 2, stop.y + stop.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 8, y + 2, { steps: 3 })
  await page.mouse.move(x + 4, lane.y + lane.height / 2, { steps: 4 })
  await page.evaluate(nextPicture)
  await page.mouse.up()
}

/** Null where nothing came of it: told, and not counted among the times. */
async function whenTold(page: Page, words: string): Promise<number | null> {
  try {
    return Number(await told(page, words, patienceMs))
  } catch {
    return null
  }
}
