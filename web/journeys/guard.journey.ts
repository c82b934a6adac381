import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseUrl, city, desktop, openBrowser } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test('a page names all that it may load, and it is of this server alone', async () => {
  for (const path of ['/', `/${city}`, `/en/${city}/report`, `/${city}/dispatch/today`, '/no/such/page']) {
    const { headers } = await fetch(`${baseUrl}${path}`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{22,}';/)
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'permissions-policy': expect.stringContaining('camera=(self), geolocation=(self), microphone=()'),
    })
  }
})

test("a crew's page brings its styles along, let in by the nonce of its scripts", async () => {
  const page = await fetch(`${baseUrl}/${city}/crew`)
  const [, nonce] = /style-src-elem 'self' 'nonce-([\w+/=]{22,})'/.exec(
    page.headers.get('content-security-policy')!,
  )!
  const text = await page.text()
  expect(text).toContain(`<style nonce="${nonce}">`)
  expect(text.match(/<link [^>]*rel="stylesheet"(?! disabled)/g)).toBeNull()
})

test('a page asks ahead for the plan of a desk only where that desk was open before', async () => {
  const ahead = async (path: string, cookie = '') => {
    const html = await (await fetch(`${baseUrl}${path}`, { headers: { cookie } })).text()
    return [...html.matchAll(/<link rel="preload" as="fetch" crossorigin href="([^"]+)"/g)].map(
      (found) => found[1],
    )
  }
  const desk = `/${city}/dispatch/today?day=2026-03-12&plan=7`
  expect(await ahead(desk)).toEqual([])
  expect(await ahead(desk, 'dromos.desks=elsewhere')).toEqual([])
  expect(await ahead(desk, `dromos.desks=elsewhere.${city}`)).toEqual([
    `/api/v1/${city}/plans/shown?day=2026-03-12&amp;planId=7`,
    ...['me', city, `${city}/services`, `${city}/areas`].map((path) => `/api/v1/${path}`),
  ])
  expect(await ahead(`${desk}&version=%22%3E%3Cscript`, `dromos.desks=${city}`)).toHaveLength(5)
  expect(await ahead(`/${city}`, `dromos.desks=${city}`)).toEqual([])
})

test('whatever the door gives is taken for what it says it is', async () => {
  for (const path of ['/mark.svg', '/service-worker.js', '/tiles/basemap.json', `/api/v1/${city}/services`]) {
    const { status, headers } = await fetch(`${baseUrl}${path}`)
    expect([status, headers.get('x-content-type-options')]).toEqual([200, 'nosniff'])
  }
})

test('no script that came in with a text is run, and the page itself asks for nothing that is refused', async () => {
  const page = await browser.newPage({ viewport: desktop })
  await page.addInitScript(() => {
    const refused: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
    Object.assign(globalThis, { refused })
  })
  const refused = () => page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused)
  await page.goto(`${baseUrl}/${city}`)
  await page.waitForSelector('[data-map-idle]')
  expect(await refused()).toEqual([])
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "taken over"'
    document.body.append(script)
  })
  await expect.poll(refused).toEqual(['script-src-elem'])
  expect(await page.title()).not.toBe('taken over')
  await page.close()
})
