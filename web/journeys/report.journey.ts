import { listRequests, type Client } from '@dromos/api/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  baseUrl,
  city,
  desktop,
  findings,
  inCity,
  openBrowser,
  openDevice,
  phone,
  signIn,
  takePicture,
} from './browser.ts'

// Graffiti has one question, which may be left open: the steps stay short.
const service = 'graffiti'
const peristeri = { longitude: 23.691, latitude: 38.0155 }
let browser: Browser
let staff: Client

beforeAll(async () => {
  browser = await openBrowser()
  staff = await signIn(await openDevice(browser, desktop), 'agent')
})

afterAll(() => browser.close())

async function openForm(prefix = '', options: Parameters<typeof openDevice>[2] = {}): Promise<Page> {
  const { page } = await openDevice(browser, phone, options)
  await page.goto(`${baseUrl}${prefix}/${city}/report`)
  await page.waitForSelector('form[data-ready=true]')
  await page.waitForSelector('[data-map-idle]')
  return page
}

const next = (page: Page) => page.locator('form button[type=submit]')

async function choosePlace(page: Page): Promise<void> {
  await page.getByRole('combobox').fill('thivwn 20')
  await page.getByRole('option').first().click()
  await page.locator('.answer').getByText('Θηβών').first().waitFor()
}

async function goToDetails(page: Page): Promise<void> {
  await choosePlace(page)
  await next(page).click()
  await page.locator(`input[name=serviceCode][value=${service}]`).check({ force: true })
  await next(page).click()
  await page.waitForSelector('form[data-step=details]')
}

async function countReports(description: string): Promise<number> {
  const { items } = await staff(listRequests, {
    params: inCity,
    query: { service: [service], q: description },
  })
  return items.length
}

const unique = (words: string): string => `${words} ${crypto.randomUUID().slice(0, 8)}`

test('outside the city the municipality in charge is named, and nothing is sent there', async () => {
  const page = await openForm('', { geolocation: peristeri, permissions: ['geolocation'] })
  await page.getByRole('button', { name: 'Η θέση μου' }).click()
  await page.getByText('έξω από', { exact: false }).waitFor()
  await page.getByText('Περιστερίου', { exact: false }).waitFor()
  expect(await next(page).isDisabled()).toBe(true)
  expect(await findings(page)).toEqual([])
  await choosePlace(page)
  expect(await next(page).isDisabled()).toBe(false)
})

test('a double tap sends one report', async () => {
  const page = await openForm()
  const words = unique('Διπλό πάτημα')
  await goToDetails(page)
  await page.locator('#description').fill(words)
  await next(page).click()
  await page.waitForSelector('form[data-step=send]')
  await next(page).dblclick()
  await page.waitForURL(/\/requests\/[0-9A-Z]{8}/)
  expect(await countReports(words)).toBe(1)
})

test('without JavaScript the form is one page that sends, and gives back what was wrong', async () => {
  const { page } = await openDevice(browser, phone, { javaScriptEnabled: false })
  const words = unique('Χωρίς JavaScript')
  await page.goto(`${baseUrl}/${city}/report`)
  await page.locator('input[name=address]').fill('Ανύπαρκτη 12')
  await page.locator(`input[name=serviceCode][value=${service}]`).check({ force: true })
  await page.locator('#description').fill(words)
  await page.locator('input[name=photo]').setInputFiles({
    name: 'wall.jpg',
    mimeType: 'image/jpeg',
    buffer: await takePicture(browser, '#af601a'),
  })
  await next(page).click()
  await page.getByText('Όσα γράψατε είναι εδώ.').waitFor()
  expect(await page.locator('textarea').inputValue()).toBe(words)
  await page.locator('input[name=address]').fill('Θηβών 20')
  await page.getByRole('button', { name: 'Αποστολή' }).click()
  await page.waitForURL(/\/requests\/[0-9A-Z]{8}/)
  await page.getByText(words).waitFor()
  expect(await countReports(words)).toBe(1)
})
