import { randomFillSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase, sql, type Database } from '@dromos/db'
import { startCluster, type Cluster } from '@dromos/db/embedded'
import { createAccount } from '../../api/src/accounts/create-account.ts'
import { arrangeCrews } from '../../api/src/crews/testing.ts'
import { addTestCity, cityId } from '../../api/src/testing/city.ts'
import { drawPng } from '../../scripts/tablet-model/draw-png.ts'
import { day, giveOut } from '../../scripts/tablet-model/model-city.ts'
import { startProduct, type Product } from '../../scripts/test/product.ts'
import { openBrowser, openDevice, tablet, type Device } from './browser.ts'
import { patience } from './city.ts'
import { closeJob, sendNow, untilSent } from './on-the-tablet.ts'

const email = 'crew@city.test'
const password = 'correct horse battery'
let directory: string
const databases: Cluster[] = []
let owner: Database
let product: Product
let browser: Browser
let crew: Device

// a city, a product and a database server of its own: what is killed here, nobody else works with
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dromos-killed-'))
  const { url } = await startDatabase()
  product = await start()
  owner = openDatabase({ connectionString: url, role: null, max: 2 })
  await arrangeCity()
  browser = await openBrowser()
  crew = await openDevice(browser, tablet)
  const signedIn = await crew.context.request.post(`${product.baseUrl}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: product.baseUrl },
  })
  expect(signedIn.status()).toBe(200)
  await crew.page.goto(`${product.baseUrl}/${cityId}/crew?day=${day}`)
  await crew.page.waitForSelector(`[data-day="${day}"]`)
})

afterAll(async () => {
  await browser?.close()
  await owner?.close()
  await product?.stop('SIGTERM')
  for (const database of databases) await database.stop()
  rmSync(directory, { recursive: true, force: true })
})

async function arrangeCity(): Promise<void> {
  await addTestCity(owner)
  await arrangeCrews(owner)
  const accountId = await createAccount(owner, { name: 'Μαρία', email, password })
  await owner.query(sql`
    insert into membership (jurisdiction_id, account_id, role) values (${cityId}, ${accountId}, 'crew')`)
  await owner.query(sql`update crew_member set account_id = ${accountId} where crew_id = 1`)
  await giveOut(owner, 2)
}

/** The server that the product starts in its folder, and stops when nobody else uses it. */
async function startDatabase(): Promise<Cluster> {
  const started = await startCluster({ directory: join(directory, 'postgres'), durable: true })
  databases.push(started)
  return started
}

function start(port = '0'): Promise<Product> {
  return startProduct({ DROMOS_DATA: directory, DEMO: 'none', PORT: port })
}

/** A photo that no compression makes smaller than a few chunks. */
function noise(): Buffer {
  const [width, height] = [1400, 1100]
  return drawPng(width, height, randomFillSync(Buffer.alloc(width * height * 3)))
}

/** The tablet hears that there is a network again, as it does when it comes out of a dead spot. */
async function comeBack({ context }: Device): Promise<void> {
  await context.setOffline(true)
  await context.setOffline(false)
}

async function visitOf(page: Page): Promise<number> {
  return Number(await page.locator('article[data-visit]').getAttribute('data-visit'))
}

/** What the city has of a visit: its operations in the tablet's order, and its photos that can be looked at. */
async function kept(visitId: number): Promise<{ kinds: string[]; photos: number }> {
  const { rows } = await owner.query(sql`
    select array(select kind from operation where visit_id = ${visitId} order by sequence) as kinds,
      (select count(*)::integer from media where visit_id = ${visitId}) as photos`)
  return rows[0] as { kinds: string[]; photos: number }
}

const once = { kinds: ['en_route', 'arrive', 'done'], photos: 1 }

test('a server killed in the middle of a photo: the tablet goes on from the chunk it had', async () => {
  const { page, context } = crew
  const visitId = await visitOf(page)
  const sent: number[] = []
  page.on('request', (request) => {
    const chunk = /\/chunks\/(\d+)$/.exec(request.url())
    if (chunk) sent.push(Number(chunk[1]))
  })
  const network = await context.newCDPSession(page)
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 150 * 1024 }
  await network.send('Network.emulateNetworkConditions', slow)
  await closeJob(page, noise())
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await sendNow(page)
  const uploads = join(directory, 'uploads', cityId)
  await vi.waitFor(
    async () =>
      expect(await readdir(uploads, { recursive: true })).toContainEqual(expect.stringMatching(/\/0$/)),
    {
      ...patience,
      interval: 20,
    },
  )
  await product.stop('SIGKILL')
  expect(sent).toEqual([0])

  await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
  product = await start(new URL(product.baseUrl).port)
  await comeBack(crew)
  await untilSent(page)
  expect(sent[1]).toBeGreaterThan(0)
  await vi.waitFor(async () => expect(await kept(visitId)).toEqual(once), patience)
})

test('PostgreSQL restarted while the tablet sends: all of it is there, once', async () => {
  const { page } = crew
  const visitId = await visitOf(page)
  const { rows } = await owner.query(sql`select pg_read_file('postmaster.pid') as note`)
  const pid = Number(String(rows[0]!.note).split('\n')[0])
  await closeJob(page, noise())
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const sending = page.waitForRequest((request) => request.url().endsWith('/operations'))
  await sendNow(page)
  await sending
  process.kill(pid, 'SIGINT')
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), patience)
  await startDatabase()
  await comeBack(crew)
  await untilSent(page)
  await vi.waitFor(async () => expect(await kept(visitId)).toEqual(once), patience)
})
