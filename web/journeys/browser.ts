import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createClient, type Client } from '@dromos/api/contract'
import type { AxeResults, RunOptions } from 'axe-core'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'

export const baseUrl = inject('baseUrl')

/** The small demo's one city. */
export const city = 'aigaleo'
export const inCity = { jurisdictionId: city }

export const desktop = { width: 1440, height: 900 }
export const tablet = { width: 1180, height: 820 }
export const phone = { width: 390, height: 844 }

/** The system's Chromium, without a window. WebGL is drawn by software: never assert on frame rates. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch(launched())
}

const launched = () => ({
  executablePath: inject('chromiumPath'),
  // a page lives for seconds here: making its script faster takes longer than the script does, a sixth of a journey
  args: ['--no-sandbox', '--js-flags=--no-maglev --no-turbofan'],
})

const oneOfTheCity = { reducedMotion: 'reduce', locale: 'el-GR', timezoneId: 'Europe/Athens' } as const

export interface Device {
  context: BrowserContext
  page: Page
}

/** A browser of its own for one person. */
export async function openDevice(
  browser: Browser,
  viewport: { width: number; height: number },
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Device> {
  const context = await browser.newContext({ viewport, ...oneOfTheCity, ...options })
  beginDevice(context)
  return { context, page: await context.newPage() }
}

/** A device with a browser of its own, of which what is in a folder outlives the browser. */
export async function openOwnDevice(
  folder: string,
  viewport: { width: number; height: number },
  options: { offline?: boolean } = {},
): Promise<Device> {
  const started = { ...launched(), viewport, ...oneOfTheCity, ...options }
  const context = await chromium.launchPersistentContext(folder, started)
  beginDevice(context)
  return { context, page: context.pages()[0]! }
}

/** As when the battery is taken out: nothing is asked, nothing is written any more. */
export async function killBrowserOf({ context }: Device): Promise<void> {
  const session = await context.browser()!.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const isClosed = new Promise((resolve) => context.once('close', resolve))
  process.kill(processInfo.find(({ type }) => type === 'browser')!.id, 'SIGKILL')
  await isClosed
}

/** What a person does not wait for is given as long as a loaded machine takes. */
function beginDevice(context: BrowserContext): void {
  context.setDefaultTimeout(120_000)
  // whatever a journey does, the policy of the pages must allow it: a refusal fails the run
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy'))
      void Promise.reject(new Error(`${message.location().url}: ${message.text()}`))
  })
}

/** Signs one of the demo's people in on a device and gives a client that acts as they do. */
export async function signIn({ context }: Pick<Device, 'context'>, user: string): Promise<Client> {
  const signedIn = await context.request.post(`${baseUrl}/api/auth/sign-in/email`, {
    data: { email: `${user}@${city}.demo`, password: 'dromos-demo' },
    headers: { origin: baseUrl },
  })
  expect(signedIn.status()).toBe(200)
  const cookies = await context.cookies(baseUrl)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return createClient({ baseUrl: `${baseUrl}/api`, headers: { cookie, origin: baseUrl } })
}

/** Axe's rules whose answer depends on the colours. */
const colourRules = ['color-contrast', 'link-in-text-block']

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What speaks against a page as it stands. */
export async function findingsNow(page: Page, rules?: string[]): Promise<string[]> {
  // a third of a second to compile: once a document
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  // what is in order is not described
  const options: RunOptions = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) }
  const { violations } = await page.evaluate(
    (asked) => (window as unknown as { axe: Axe }).axe.run(document, asked),
    options,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.target.join(' ')}`)
}

interface Axe {
  run: (context: Document, options: RunOptions) => Promise<AxeResults>
}

/** The same in the light, and what the dark changes. */
export async function findings(page: Page): Promise<string[]> {
  const all: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForFunction(
      (scheme) =>
        new Promise<boolean>((done) =>
          requestAnimationFrame(() => done(matchMedia(`(prefers-color-scheme: ${scheme})`).matches)),
        ),
      colorScheme,
    )
    const found = await findingsNow(page, colorScheme === 'dark' ? colourRules : undefined)
    all.push(...found.map((finding) => `${colorScheme}: ${finding}`))
  }
  await page.emulateMedia({ colorScheme: null })
  return all
}

/** A photograph of one colour, so that it can be told from others. */
export async function takePicture(browser: Browser, colour: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } })
  try {
    await page.setContent(`<body style="margin:0;background:${colour}">`)
    return await page.screenshot({ type: 'jpeg', quality: 90 })
  } finally {
    await page.close()
  }
}
