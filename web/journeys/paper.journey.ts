import { getRunSheet, type Client, type RunSheet } from '@dromos/api/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { baseUrl, city, desktop, findingsNow, inCity, openBrowser, openDevice, signIn } from './browser.ts'
import { crewWith, freeDay, orderEach, patience, pointInCity, publishDay, report } from './city.ts'

// What a crew without a tablet wrote on its printed sheet comes back into the city at a desk.

let browser: Browser
let page: Page
let desk: Client
let sheet: RunSheet

beforeAll(async () => {
  browser = await openBrowser()
  const device = await openDevice(browser, desktop)
  ;({ page } = device)
  desk = await signIn(device, 'dispatcher')
  const day = await freeDay(desk)
  const crew = await crewWith(desk, 'animal-handling', day)
  const ids: number[] = []
  for (let index = 0; index < 3; index++)
    ids.push((await report(desk, 'dead-animal', await pointInCity(desk, 60 * index, 0))).id)
  await publishDay(desk, day, await orderEach(desk, ids), [crew.id])
  sheet = await readSheet(day, crew.id)
  // the sheet comes back on the evening of its day
  await page.clock.setFixedTime(new Date(`${day}T18:00:00Z`))
})

afterAll(() => browser.close())

const readSheet = (day: string, crewId: number) =>
  desk(getRunSheet, { params: inCity, query: { day, crewId } })

const stop = (id: number) => page.locator(`button[data-stop="${id}"]`)

test('the code on the paper leads a desk to its stop, and keys alone type the sheet in', async () => {
  const [first, second, third] = sheet.visits
  await page.goto(`${baseUrl}/${city}/crew?day=${sheet.day}&visit=${second!.id}`)
  await page.waitForSelector(`form[data-visit="${second!.id}"] [name=done]:focus`)
  expect(new URL(page.url()).pathname).toBe(`/${city}/sheets/in`)
  await page.keyboard.press('d')
  await page.keyboard.type('0815')
  await page.keyboard.press('Enter')
  await page.keyboard.type('0840')
  await page.keyboard.press('Enter')
  await stop(second!.id).locator('[data-state=taken]').waitFor()
  await page.waitForSelector('[name=code]:focus')
  // a place on the sheet; what is half typed outlives a reload
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await page.waitForSelector(`form[data-visit="${first!.id}"] [name=done]:focus`)
  await page.keyboard.press('f')
  await page.selectOption('[name=reason]', 'no_access')
  await page.fill('[name=note]', 'Κλειδωμένη αυλή')
  await page.reload()
  await page.waitForSelector(`form[data-visit="${first!.id}"]`)
  expect(await page.inputValue('[name=note]')).toBe('Κλειδωμένη αυλή')
  await page.fill('[name=ended]', '9:05')
  await page.press('[name=ended]', 'Enter')
  await stop(first!.id).locator('[data-state=taken]').waitFor()
  expect(await findingsNow(page)).toEqual([])
  const { visits } = await readSheet(sheet.day, sheet.crew.id)
  const of = (id: number) => visits.find((visit) => visit.id === id)
  expect(of(first!.id)).toMatchObject({ status: 'failed', reason: 'no_access', note: 'Κλειδωμένη αυλή' })
  expect(of(second!.id)).toMatchObject({ status: 'done' })
  expect(of(third!.id)).toMatchObject({ status: 'dispatched' })
})

test('without a network a stop waits on the desk, and is in once there is one', async () => {
  const third = sheet.visits[2]!
  await page.fill('[name=code]', '')
  await page.press('[name=code]', 'Enter')
  await page.waitForSelector(`form[data-visit="${third.id}"] [name=done]:focus`)
  await page.context().setOffline(true)
  await page.keyboard.press('d')
  await page.fill('[name=ended]', '1000')
  await page.press('[name=ended]', 'Enter')
  await stop(third.id).locator('[data-state=waiting]').waitFor()
  await page.context().setOffline(false)
  await stop(third.id).locator('[data-state=taken]').waitFor()
  await vi.waitFor(async () => {
    const { visits } = await readSheet(sheet.day, sheet.crew.id)
    expect(visits.find(({ id }) => id === third.id)?.status).toBe('done')
  }, patience)
})
