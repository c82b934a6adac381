import type { Page } from 'playwright-core'
import { median } from '../timed-solve.ts'
import { city, type BenchDay } from './arrange-day.ts'
import { arrivedAt, droppedAt, nextPicture, watchLane } from './in-page.ts'
import { list } from './measure-pages.ts'
import type { Screens } from './open-screens.ts'

const breathMs = 500

/**
 * From letting a stop go over another crew's hours to its standing there on a second screen, checked and saved; and
 * to its standing on the screen it was moved on.
 */
export async function measureDrops(
  screens: Screens,
  { day, planId }: BenchDay,
  count: number,
): Promise<{ p95: number; median: number; saved: number }> {
  const [own, other] = [await screens.open(), await screens.open()]
  const url = `${screens.baseUrl}/${city}/dispatch/today?day=${day}&plan=${planId}`
  for (const page of [own, other]) {
    await page.goto(url)
    await page.locator('[data-drop=lane] button.service').first().waitFor()
  }
  const seen: number[] = []
  const saved: number[] = []
  for (let drop = 0; drop < count; drop++) {
    // there and back, so that the day stays as it is
    const [from, to] = drop % 2 === 0 ? [0, 1] : [1, 0]
    await Promise.all([own, other].map((page) => page.evaluate(watchLane(to))))
    await drag(own, from, to)
    const [here, there] = await Promise.all([own, other].map(whenArrived))
    const began = Number(await own.evaluate(droppedAt))
    seen.push(there - began)
    saved.push(here - began)
    // the hand needs as long to the next one
    await own.waitForTimeout(breathMs)
  }
  await Promise.all([own, other].map((page) => page.context().close()))
  console.log(`drops until the second screen: ${list(seen)}`)
  console.log(`drops until the own screen: ${list(saved)}`)
  const sorted = seen.toSorted((a, b) => a - b)
  const p95 = sorted[Math.min(sorted.length - 1, Math.ceil(0.95 * sorted.length) - 1)]
  return { p95: Math.round(p95), median: Math.round(median(seen)), saved: Math.round(median(saved)) }
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  const lanes = page.locator('[data-drop=lane]')
  await lanes.nth(from).scrollIntoViewIfNeeded()
  const stop = (await lanes.nth(from).locator('button.service').nth(4).boundingBox())!
  const lane = (await lanes.nth(to).boundingBox())!
  const [x, y] = [stop.x + stop.width / 2, stop.y + stop.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 8, y + 2, { steps: 3 })
  await page.mouse.move(x + 4, lane.y + lane.height / 2, { steps: 4 })
  await page.evaluate(nextPicture)
  await page.mouse.up()
}

async function whenArrived(page: Page): Promise<number> {
  const time = await page.waitForFunction(arrivedAt)
  return Number(await time.jsonValue())
}
