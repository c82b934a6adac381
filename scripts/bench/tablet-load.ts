/**
 * How soon a crew can tap on its next stop on a slow tablet: the first time, again, and without any network after the
 * tablet was switched off, in Chromium with a processor four times slower and a profile on the disk, as a tablet has.
 * Counted from the navigation: Chromium's own start is not ours. `…Ms` is when the stop's button is on top and a tap on
 * it counts, `…ReadyMs` when the program itself answers. That a tap counts is tried, without a network: one is made as
 * soon as there is what to tap, and must be kept on the tablet, once. Drives a product that runs already (`npm start`,
 * with the whole demo, of whose crews the one named has a route today).
 * npm run bench:tablet-load -- [--origin=http://localhost:3000] [--runs=5] [--net=slow-3g|fast-3g] [--crew=crew4@…]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { findChromium } from '../bootstrap/machine.mjs'
import { machine, median } from './timed-solve.ts'

/** What Chromium's own tools call so: Lighthouse's two, delay in ms a round trip and kilobits a second. */
const NETS = { 'slow-3g': { rtt: 400, kbps: 400 }, 'fast-3g': { rtt: 150, kbps: 1638 } }
const SLOWER = 4
const PATIENCE = 60_000
/** Chromium loads pages of its own after it has started, with all cores and no slow-down */
const SETTLE = 3000

const { values } = parseArgs({
  options: {
    origin: { type: 'string', default: 'http://localhost:3000' },
    runs: { type: 'string', default: '5' },
    net: { type: 'string', default: 'slow-3g' },
    crew: { type: 'string', default: 'crew4@aigaleo.demo' },
  },
})
const net = NETS[values.net as keyof typeof NETS]
if (!net) throw new Error(`--net is one of ${Object.keys(NETS).join(', ')}`)

interface Load {
  ms: number
  readyMs: number
  scriptKb: number
  totalKb: number
}

console.log(machine())
console.log(
  `${values.origin}, ${values.crew}; ${values.net}: ${net.rtt} ms, ${net.kbps} kbit/s; ${SLOWER} × CPU`,
)
const executablePath = findChromium()
if (!executablePath) throw new Error('needs Chromium: npm test installs it')

// in the page, since the navigation: a question from outside would cost the slow processor a good part of a second
const noteWhenTappable = `
  const whenOnTop = (selector) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no stop that can be tapped: has this crew a route today?')), ${PATIENCE})
    const look = () => {
      const button = document.querySelector(selector)
      const { x, y, width, height } = button?.getBoundingClientRect() ?? new DOMRect()
      const isOnTop = button?.contains(document.elementFromPoint(x + width / 2, y + height / 2))
      // the frame that shows it is drawn when the next one begins
      requestAnimationFrame(isOnTop ? () => resolve(performance.now()) : look)
    }
    requestAnimationFrame(look)
  })
  globalThis.tappable = whenOnTop('article[data-visit] button')
  globalThis.ready = whenOnTop('.tablet[data-pending] article[data-visit] button')
  globalThis.placeOfTap = () => {
    const job = document.querySelector('article[data-visit]')
    const isBegun = ['arrived', 'working'].includes(job.dataset.status)
    const button = job.querySelector(isBegun ? 'button:has(.lucide-play, .lucide-pause)' : 'button')
    const { x, y, width, height } = button.getBoundingClientRect()
    return [x + width / 2, y + height / 2]
  }
  globalThis.earlyTaps = 0
  addEventListener('click', ({ target }) => (globalThis.earlyTaps += target.closest('[data-early]') ? 1 : 0), true)
`
const inPage = (page: Page, name: 'tappable' | 'ready') =>
  page.evaluate((key) => (globalThis as unknown as Record<string, Promise<number>>)[key]!, name)

let earlyTaps = 0

const rows: { first: Load; again: Load; offline: Load }[] = []
for (let run = 0; run < Number(values.runs); run++) rows.push(await oneTablet(executablePath))
const of = (kind: 'first' | 'again' | 'offline', when: 'ms' | 'readyMs' = 'ms') =>
  median(rows.map((row) => Math.round(row[kind][when])))
console.log(
  JSON.stringify({
    bench: 'tablet-load',
    net: values.net,
    runs: rows.length,
    firstMs: of('first'),
    againMs: of('again'),
    offlineMs: of('offline'),
    firstReadyMs: of('first', 'readyMs'),
    againReadyMs: of('again', 'readyMs'),
    offlineReadyMs: of('offline', 'readyMs'),
    earlyTaps,
    scriptKb: median(rows.map(({ first }) => first.scriptKb)),
    totalKb: median(rows.map(({ first }) => first.totalKb)),
  }),
)

/** A tablet that has never seen the app, the same tablet again, and then switched off and on without a network. */
async function oneTablet(chromiumPath: string): Promise<{ first: Load; again: Load; offline: Load }> {
  const profile = mkdtempSync(join(tmpdir(), 'dromos-tablet-'))
  try {
    const fresh = await switchedOn(chromiumPath, profile)
    const crewPage = await signIn(fresh)
    const first = await timedLoad(fresh, crewPage)
    await keptForOffline(fresh, crewPage)
    await fresh.close()
    const known = await switchedOn(chromiumPath, profile)
    const again = await timedLoad(known, crewPage)
    await known.close()
    const cut = await switchedOn(chromiumPath, profile)
    await cut.setOffline(true)
    const offline = await timedLoad(cut, crewPage, { isOffline: true })
    await cut.close()
    return { first, again, offline }
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}

async function switchedOn(chromiumPath: string, profile: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    args: ['--no-sandbox'],
    viewport: { width: 1180, height: 820 },
    locale: 'el-GR',
  })
  await wait(SETTLE)
  return context
}

async function signIn(context: BrowserContext): Promise<string> {
  const { origin } = new URL(values.origin)
  const answer = await context.request.post(`${origin}/api/auth/sign-in/email`, {
    data: { email: values.crew, password: 'dromos-demo' },
    headers: { origin },
  })
  if (!answer.ok()) throw new Error(`sign-in of ${values.crew}: ${answer.status()} ${await answer.text()}`)
  const city = values.crew.split('@')[1]!.split('.')[0]!
  return `${origin}/${city}/crew`
}

/** Until the next stop stands on the screen and its first button can be tapped: nothing lies over it. */
async function timedLoad(
  context: BrowserContext,
  address: string,
  { isOffline = false } = {},
): Promise<Load> {
  const page = context.pages()[0]!
  await page.addInitScript({ content: noteWhenTappable })
  const devtools = await context.newCDPSession(page)
  const traffic = await slowDown(devtools, isOffline)
  await page.goto(address, { waitUntil: 'commit', timeout: PATIENCE })
  const ms = await inPage(page, 'tappable')
  if (isOffline) await tap(page)
  const readyMs = await inPage(page, 'ready')
  const load = { ms, readyMs, ...traffic() }
  if (isOffline) await tapIsKept(page)
  await devtools.detach()
  return load
}

/** On what sets the job going or, at a job that was begun, on the clock of the work: either is told at once. */
async function tap(page: Page): Promise<void> {
  const [x, y] = await page.evaluate<[number, number]>('placeOfTap()')
  await page.mouse.click(x, y)
}

/** Made before the program was there or just after: either way it waits for the network now, and nothing else does. */
async function tapIsKept(page: Page): Promise<void> {
  await page.locator('.tablet[data-pending="1"]').waitFor({ timeout: PATIENCE })
  earlyTaps += await page.evaluate(() => (globalThis as unknown as { earlyTaps: number }).earlyTaps)
}

async function slowDown(
  devtools: CDPSession,
  isOffline: boolean,
): Promise<() => Omit<Load, 'ms' | 'readyMs'>> {
  const kinds = new Map<string, string>()
  let [scripts, total] = [0, 0]
  await devtools.send('Network.enable')
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    total += encodedDataLength
    if (kinds.get(requestId) === 'Script') scripts += encodedDataLength
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const bytesPerSecond = (net.kbps * 1000) / 8
  if (!isOffline)
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: net.rtt,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    })
  return () => ({ scriptKb: Math.round(scripts / 1024), totalKb: Math.round(total / 1024) })
}

/** At full speed, as on the depot's wifi. */
async function keptForOffline(context: BrowserContext, address: string): Promise<void> {
  const page = context.pages()[0]!
  await page.goto(address)
  await page.locator('[data-day]:is([data-kept="now"], [data-kept="before"])').waitFor({ timeout: PATIENCE })
}
