import type { Locator, Page } from 'playwright-core'
import { baseUrl, city } from './browser.ts'

/** Opens the form of a report and waits until it can be filled in. */
export async function openReportForm(page: Page, prefix = ''): Promise<void> {
  await page.goto(`${baseUrl}${prefix}/${city}/report`)
  await page.waitForSelector('form[data-ready=true]')
  await page.waitForSelector('[data-map-idle]')
}

/** The first step: a street, looked for in Latin letters. */
export async function choosePlace(page: Page): Promise<void> {
  await page.getByRole('combobox').fill('thivwn 20')
  await page.getByRole('option').first().click()
  await page.locator('.answer').getByText('Θηβών').first().waitFor()
}

/** What leads to the next step, and in the end sends. */
export function nextStep(page: Page): Locator {
  return page.locator('form button[type=submit]')
}

/** From the place to the details, by way of a service. */
export async function goToDetails(page: Page, service: string): Promise<void> {
  await choosePlace(page)
  await nextStep(page).click()
  await page.locator(`input[name=serviceCode][value=${service}]`).check({ force: true })
  await nextStep(page).click()
  await page.waitForSelector('form[data-step=details]')
}
