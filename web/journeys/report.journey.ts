import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
import { choosePlace, goToDetails, nextStep, openReportForm } from './report-form.ts'

// Graffiti has one question, which may be left open: the steps stay short.
const service = 'graffiti'
const peristeri = { longitude: 23.691, latitude: 38.0155 }
let browser: Browser
let staff: Client
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dromos-report-'))
  browser = await openBrowser()
  staff = await signIn(await openDevice(browser, desktop), 'agent')
})

afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

async function openForm(prefix = '', options: Parameters<typeof openDevice>[2] = {}): Promise<Page> {
  const { page } = await openDevice(browser, phone, options)
  await openReportForm(page, prefix)
  return page
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
  expect(await nextStep(page).isDisabled()).toBe(true)
  expect(await findings(page)).toEqual([])
  await choosePlace(page)
  expect(await nextStep(page).isDisabled()).toBe(false)
})

test('a photo that cannot be read, or is too large, is told by its name; the words stay', async () => {
  const page = await openForm('/en')
  await goToDetails(page, service)
  await page.locator('#description').fill('On the wall of the school')
  const photo = page.locator('input[name=photo]')
  await photo.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') })
  await page.getByText('notes.jpg').waitFor()
  const huge = join(folder, 'huge.jpg')
  writeFileSync(huge, Buffer.alloc(21 * 1024 * 1024))
  await photo.setInputFiles(huge)
  await page.getByText('huge.jpg').waitFor()
  expect(await page.locator('#description').inputValue()).toBe('On the wall of the school')
  await photo.setInputFiles({
    name: 'wall.jpg',
    mimeType: 'image/jpeg',
    buffer: await takePicture(browser, '#884ea0'),
  })
  await page.getByRole('img', { name: 'wall.jpg' }).waitFor()
  await page.waitForSelector('figure:not(.sending)')
  expect(await findings(page)).toEqual([])
})

test('a double tap sends one report', async () => {
  const page = await openForm()
  const words = unique('Διπλό πάτημα')
  await goToDetails(page, service)
  await page.locator('#description').fill(words)
  await nextStep(page).click()
  await page.waitForSelector('form[data-step=send]')
  await nextStep(page).dblclick()
  await page.waitForURL(/\/requests\/[0-9A-Z]{8}/)
  expect(await countReports(words)).toBe(1)
})

test('when sending fails, or the page is loaded anew, nothing that was written is lost', async () => {
  const page = await openForm('/en')
  const words = unique('Lost network')
  await goToDetails(page, service)
  await page.locator('#description').fill(words)
  await page.reload()
  await page.waitForSelector('form[data-ready=true]')
  await page.locator('.answer').getByText('Θηβών').first().waitFor()
  await nextStep(page).click()
  await page.waitForSelector('form[data-step=service]')
  expect(await page.locator(`input[value=${service}]`).isChecked()).toBe(true)
  await nextStep(page).click()
  await page.waitForSelector('form[data-step=details]')
  expect(await page.locator('#description').inputValue()).toBe(words)
  await nextStep(page).click()
  await page.waitForSelector('form[data-step=send]')
  await page.context().setOffline(true)
  await nextStep(page).click()
  await page.getByText('All you wrote is still here.', { exact: false }).waitFor()
  expect(await findings(page)).toEqual([])
  await page.context().setOffline(false)
  await nextStep(page).click()
  await page.waitForURL(/\/requests\/[0-9A-Z]{8}/)
  await page.getByText(words).waitFor()
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
  await nextStep(page).click()
  await page.getByText('Όσα γράψατε είναι εδώ.').waitFor()
  expect(await page.locator('textarea').inputValue()).toBe(words)
  await page.locator('input[name=address]').fill('Θηβών 20')
  await page.getByRole('button', { name: 'Αποστολή' }).click()
  await page.waitForURL(/\/requests\/[0-9A-Z]{8}/)
  await page.getByText(words).waitFor()
  expect(await countReports(words)).toBe(1)
})

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${selector}`)
}

test('the keyboard alone is enough', async () => {
  const page = await openForm()
  const words = unique('Μόνο πληκτρολόγιο')
  await tabTo(page, '[role=combobox]')
  await page.keyboard.type('thivwn 20')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('.answer').getByText('Θηβών').first().waitFor()
  await tabTo(page, 'form button[type=submit]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('form[data-step=service]')
  await tabTo(page, 'input[type=search]')
  await page.keyboard.type('γκράφιτι')
  await tabTo(page, 'input[name=serviceCode]')
  await page.keyboard.press('Space')
  expect(await page.locator(`input[value=${service}]`).isChecked()).toBe(true)
  await tabTo(page, 'form button[type=submit]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('form[data-step=details]')
  await tabTo(page, '#description')
  await page.keyboard.type(words)
  await tabTo(page, 'form button[type=submit]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('form[data-step=send]')
  await tabTo(page, 'form button[type=submit]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/requests\/[0-9A-Z]{8}/)
  await page.getByText(words).waitFor()
})
