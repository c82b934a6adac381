import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseUrl, city, findings, openBrowser, openDevice, phone } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.locator('form button[type=submit]').click()
}

test.each([
  ['', 'Το email ή ο κωδικός δεν είναι σωστά.'],
  ['/en', 'Email or password is not right.'],
])('a wrong password is told on %s/sign-in, and says no more', async (prefix, words) => {
  const { page } = await openDevice(browser, phone)
  await page.goto(`${baseUrl}${prefix}/sign-in`)
  await page.waitForSelector('form[data-ready=true]')
  await enter(page, `dispatcher@${city}.demo`, 'not-the-password')
  await page.getByText(words).waitFor()
  await enter(page, `nobody@${city}.demo`, 'not-the-password')
  await page.getByText(words).waitFor()
  expect(await findings(page)).toEqual([])
})

test('whoever tries too often is told to wait, not that the password is wrong', async () => {
  // an address of its own, so that the others go on signing in
  const { page } = await openDevice(browser, phone, {
    extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.7' },
  })
  await page.goto(`${baseUrl}/sign-in`)
  await page.waitForSelector('form[data-ready=true]')
  const answers = await page.evaluate(async () => {
    const tries = Array.from({ length: 30 }, () =>
      fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'nobody@example.org', password: 'not-the-password' }),
      }),
    )
    return (await Promise.all(tries)).map(({ status }) => status)
  })
  expect(answers).toContain(429)
  await enter(page, `dispatcher@${city}.demo`, 'dromos-demo')
  await page.getByText('Πολλές κλήσεις', { exact: false }).waitFor()
})

test('a console asks who comes, and leads on to where they wanted to go', async () => {
  const { page } = await openDevice(browser, { width: 1440, height: 900 })
  await page.goto(`${baseUrl}/${city}/dispatch/roster`)
  await page.waitForURL(/\/sign-in\?to=/)
  await page.waitForSelector('form[data-ready=true]')
  await enter(page, `dispatcher@${city}.demo`, 'dromos-demo')
  await page.waitForURL(new RegExp(`/${city}/dispatch/roster`))
  await page.getByRole('heading', { level: 1 }).waitFor()
})
