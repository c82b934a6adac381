import { median } from '../timed-solve.ts'
import { city } from './arrange-day.ts'
import { chosenMs, isNothingChosen, listedCount, watchSelection } from './in-page.ts'
import { list } from './measure-pages.ts'
import type { Screens } from './open-screens.ts'

const wanted = 2000

/** From the key that chooses all listed requests to the picture that shows them chosen, in milliseconds. */
export async function measureSelection(screens: Screens, runs: number): Promise<{ median: number }> {
  const page = await screens.open()
  await page.goto(`${screens.baseUrl}/${city}/dispatch/backlog`)
  const rows = page.getByRole('listbox')
  await rows.getByRole('option').first().waitFor()
  await rows.focus()
  for (;;) {
    const listed = Number(await page.evaluate(listedCount))
    if (listed >= wanted) break
    await page.keyboard.press('End')
    await page.waitForFunction(`${listedCount} > ${listed}`)
  }
  await page.keyboard.press('Home')
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    await page.keyboard.press('Escape')
    await page.waitForFunction(isNothingChosen)
    await page.evaluate(watchSelection(wanted))
    await page.keyboard.press('Control+a')
    const time = await page.waitForFunction(chosenMs)
    times.push(Number(await time.jsonValue()))
  }
  await page.context().close()
  console.log(`choosing ${wanted} of the backlog: ${list(times)}`)
  return { median: Math.round(median(times)) }
}
