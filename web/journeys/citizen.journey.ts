import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'

const baseUrl = inject('baseUrl')
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(30_000)
  page = await context.newPage()
})

afterAll(() => browser.close())

async function seriousFindings(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.target.join(' ')}`)
}

test('a citizen finds a street in Greeklish, reports in four steps and lands on the story of the report', async () => {
  await page.goto(`${baseUrl}/aigaleo/report`)
  await page.waitForSelector('form[data-ready=true]')
  await page.waitForSelector('[data-map-idle]')
  await page.getByRole('combobox').fill('thivwn 20')
  await page.getByRole('option').filter({ hasText: 'Θηβών' }).first().click()
  await page.locator('.answer').getByText('Θηβών').first().waitFor()
  expect(await seriousFindings()).toEqual([])
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
  expect(await seriousFindings()).toEqual([])
  await page.locator('form button[type=submit]').click()
  await page.waitForURL(/\/aigaleo\/requests\/[0-9A-Z]{8}/)
  await page.getByText('Μεγάλη λακκούβα στη στροφή').waitFor()
  expect(await seriousFindings()).toEqual([])
})

test.each(['/aigaleo', '/en/aigaleo', '/en/aigaleo/report', '/sign-in', '/en/sign-in'])(
  '%s has nothing serious against it',
  async (path) => {
    await page.goto(baseUrl + path)
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
    expect(await seriousFindings()).toEqual([])
  },
)
