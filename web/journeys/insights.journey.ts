import { heatByArea, keyFigures, type Client } from '@dromos/api/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../api/src/jurisdictions/city-time.ts'
import { baseUrl, city, desktop, inCity, openBrowser, openDevice, signIn } from './browser.ts'
import { today } from './city.ts'

let browser: Browser
let page: Page
let planner: Client
// ends before today, so that what others report meanwhile changes nothing
const to = addDays(today(), -1)
const from = addDays(to, -89)

beforeAll(async () => {
  browser = await openBrowser()
  const device = await openDevice(browser, desktop)
  planner = await signIn(device, 'planner')
  page = device.page
})

afterAll(() => browser.close())

async function open(search: string): Promise<void> {
  await page.goto(`${baseUrl}/${city}/insights?from=${from}&to=${to}${search}`)
  await answered()
}

async function answered(): Promise<void> {
  await page.waitForSelector('[data-received][data-loading=false]')
  await page.waitForSelector('[data-map-idle]')
}

async function received(): Promise<number> {
  return Number(await page.locator('[data-received]').getAttribute('data-received'))
}

test('heat by cell counts what the figures count', async () => {
  await open('')
  const { received: told } = await planner(keyFigures, { params: inCity, query: { from, to } })
  expect(await received()).toBe(told)
  expect(told).toBeGreaterThan(0)
})

test('a filter stands in the address, and a colleague who opens it sees the same', async () => {
  await open('&by=neighbourhood')
  await page.locator('header select').first().selectOption('pothole')
  await page.waitForURL(/service=pothole/)
  await page.getByRole('button', { name: 'Ανά χλμ οδού' }).click()
  await page.waitForURL(/measure=perKilometer/)
  await answered()
  const shared = page.url()
  const shown = await page.locator('aside table').innerText()
  await page.goto('about:blank')
  await page.goto(shared)
  await answered()
  await page.locator('aside table').waitFor()
  expect(await page.locator('aside table').innerText()).toBe(shown)
  const query = { from, to, service: ['pothole'] }
  expect(await received()).toBe((await planner(keyFigures, { params: inCity, query })).received)
})

test('the table holds every neighbourhood with the figures of the map: counts, and rates per kilometre', async () => {
  const { areas } = await planner(heatByArea, { params: inCity, query: { from, to } })
  expect(areas.length).toBeGreaterThan(3)
  for (const [measure, digits] of [
    ['received', 0],
    ['perKilometer', 1],
  ] as const) {
    await open(`&by=neighbourhood&measure=${measure}`)
    await page.locator('aside table tbody tr').first().waitFor()
    const rows = await page
      .locator('aside table tbody tr')
      .evaluateAll((all) =>
        all.map((row) => [
          row.querySelector('th')!.textContent!.trim(),
          row.querySelector('td')!.textContent!.trim(),
        ]),
      )
    const told = areas.map((area) => [area.nameEl, words(area[measure], digits)])
    expect(new Map(rows as [string, string][])).toEqual(new Map(told as [string, string][]))
  }
})

function words(value: number | null, digits: number): string {
  if (value === null) return 'Χωρίς δεδομένα'
  return value.toLocaleString('el-GR', { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

test('a row of the table is the same choice as its surface on the map', async () => {
  await open('&by=neighbourhood')
  const row = page.locator('aside table tbody tr').first()
  const name = await row.locator('th').innerText()
  await row.getByRole('button').click()
  await page.locator('.map [role=status]').getByText(name).waitFor()
})
