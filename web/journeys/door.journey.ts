import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from './browser.ts'

const baseUrl = inject('baseUrl')
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test('every part is ready', async () => {
  const response = await fetch(`${baseUrl}/healthz`)
  expect(response.status).toBe(200)
  const { parts } = (await response.json()) as { parts: Record<string, { state: string }> }
  expect(Object.keys(parts)).toEqual(['database', 'schema', 'demo', 'roads', 'web', 'api', 'tiles', 'worker'])
  expect(Object.values(parts).every(({ state }) => state === 'ready')).toBe(true)
})

test('the front page opens without an error on its console', async () => {
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(baseUrl, { waitUntil: 'networkidle' })
  expect(await page.title()).not.toBe('')
  expect(errors).toEqual([])
})

test('an unknown page is answered as such', async () => {
  expect((await fetch(`${baseUrl}/no/such/page`)).status).toBe(404)
})
