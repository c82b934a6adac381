import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseUrl, findingsNow, openBrowser, openDevice, phone } from './browser.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
  page = (await openDevice(browser, phone)).page
})

afterAll(() => browser.close())

test('a citizen finds a street in Greeklish, reports in four steps and lands on the story of the report', async () => {
  await page.goto(`${baseUrl}/aigaleo/report`)
  await page.waitForSelector('form[data-ready=true]')
  await page.waitForSelector('[data-map-idle]')
  await page.getByRole('combobox').fill('thivwn 20')
  await page.getByRole('option').filter({ hasText: 'Θηβών' }).first().click()
  await page.locator('.answer').getByText('Θηβών').first().waitFor()
  await page.locator('form button[type=submit]').click()

  await page.waitForSelector('form[data-step=service]')
  await page.locator('input[name=serviceCode][value=pothole]').check({ force: true })
  await page.locator('form button[type=submit]').click()
  await page.waitForSelector('form[data-step=details]')
  for (const select of await page.locator('form[data-step=details] select').all())
    await select.selectOption({ index: 1 })
  await page.locator('#description').fill('Μεγάλη λακκούβα στη στροφή')
  await page.locator('form button[type=submit]').click()
  await page.waitForSelector('form[data-step=send]')
  expect(await findingsNow(page)).toEqual([])
  await page.locator('form button[type=submit]').click()
  await page.waitForURL(/\/aigaleo\/requests\/[0-9A-Z]{8}/)
  await page.getByText('Μεγάλη λακκούβα στη στροφή').waitFor()
})
