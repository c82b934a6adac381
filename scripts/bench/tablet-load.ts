/**
 * How soon a crew sees its next stop on a slow tablet: the first time, again, and without any network, in Chromium
 * with a processor four times slower. Drives a product that runs already (`npm start`).
 * npm run bench:tablet-load -- [--origin=http://localhost:3000] [--runs=5] [--net=slow-3g|fast-3g]
 */
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, CDPSession } from 'playwright-core'
import { findChromium } from '../bootstrap/machine.mjs'
import { machine, median } from './timed-solve.ts'

/** What Chromium's own tools call so: Lighthouse's two, delay in ms a round trip and kilobits a second. */
const NETS = { 'slow-3g': { rtt: 400, kbps: 400 }, 'fast-3g': { rtt: 150, kbps: 1638 } }
const SLOWER = 4
const PATIENCE = 60_000

const { values } = parseArgs({
  options: {
    origin: { type: 'string', default: 'http://localhost:3000' },
    runs: { type: 'string', default: '5' },
    net: { type: 'string', default: 'slow-3g' },
    crew: { type: 'string', default: 'crew1@aigaleo.demo' },
  },
})
const net = NETS[values.net as keyof typeof NETS]
if (!net) throw new Error(`--net is one of ${Object.keys(NETS).join(', ')}`)

interface Load {
  ms: number
  scriptKb: number
  totalKb: number
}

console.log(machine())
console.log(
  `${values.origin}, ${values.crew}; ${values.net}: ${net.rtt} ms, ${net.kbps} kbit/s; ${SLOWER} × CPU`,
)
await using stack = new AsyncDisposableStack()
const executablePath = findChromium()
if (!executablePath) throw new Error('needs Chromium: npm test installs it')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
stack.defer(() => browser.close())

const rows: { first: Load; again: Load; offline: Load }[] = []
for (let run = 0; run < Number(values.runs); run++) rows.push(await oneTablet(browser))
const of = (kind: 'first' | 'again' | 'offline') => median(rows.map((row) => Math.round(row[kind].ms)))
console.log(
  JSON.stringify({
    bench: 'tablet-load',
    net: values.net,
    runs: rows.length,
    firstMs: of('first'),
    againMs: of('again'),
    offlineMs: of('offline'),
    scriptKb: median(rows.map(({ first }) => first.scriptKb)),
    totalKb: median(rows.map(({ first }) => first.totalKb)),
  }),
)

/** A tablet that has never seen the app, then the same tablet again. */
async function oneTablet(on: Browser): Promise<{ first: Load; again: Load; offline: Load }> {
  const context = await on.newContext({ viewport: { width: 1180, height: 820 }, locale: 'el-GR' })
  try {
    const crewPage = await signIn(context)
    const first = await timedLoad(context, crewPage, true)
    await keptForOffline(context, crewPage)
    const again = await timedLoad(context, crewPage, true)
    await context.setOffline(true)
    const offline = await timedLoad(context, crewPage, false)
    return { first, again, offline }
  } finally {
    await context.close()
  }
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

/** Until the next stop, or the word that there is none, can be read. */
async function timedLoad(context: BrowserContext, address: string, isOnline: boolean): Promise<Load> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  const traffic = await slowDown(devtools, isOnline)
  const began = performance.now()
  await page.goto(address, { waitUntil: 'commit', timeout: PATIENCE })
  await page.locator('[data-day]').first().waitFor({ timeout: PATIENCE })
  const ms = performance.now() - began
  const load = { ms, ...traffic() }
  await page.close()
  return load
}

async function slowDown(devtools: CDPSession, isOnline: boolean): Promise<() => Omit<Load, 'ms'>> {
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
  if (isOnline)
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
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('[data-day]:is([data-kept="now"], [data-kept="before"])').waitFor({ timeout: PATIENCE })
  await page.close()
}
