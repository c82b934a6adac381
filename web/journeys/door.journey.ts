import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
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

test('who has pages rendered is counted by their own address, whatever they claim', async () => {
  const [visitor, victim] = ['203.0.113.7', '203.0.113.8']
  const claims = {
    'x-dromos-visitor': victim,
    'x-dromos-address': victim,
    'x-dromos-inner-token': 'x'.repeat(64),
  }
  // once more should the minute have ended in between
  await vi.waitFor(
    async () => {
      const before = await readsLeft(visitor)
      const page = await fetch(`${baseUrl}/aigaleo`, { headers: { 'x-forwarded-for': visitor, ...claims } })
      expect(page.status).toBe(200)
      expect(await readsLeft(visitor)).toBeLessThan(before - 1)
    },
    { timeout: 60_000 },
  )
  expect(await readsLeft(victim)).toBe(await readsLeft('203.0.113.9'))
})

/** How many reads an address has left in this minute after this one. */
async function readsLeft(address: string): Promise<number> {
  const response = await fetch(`${baseUrl}/api/v1/aigaleo/services`, {
    headers: { 'x-forwarded-for': address },
  })
  return Number(/\br=(\d+)/.exec(response.headers.get('ratelimit')!)![1])
}
