import {
  heatByCell,
  keyFigures,
  getPlanVersion,
  listHotspots,
  listPlans,
  searchPlaces,
  trackRequest,
  type Client,
  type LonLat,
} from '@dromos/api/contract'
import type { Browser, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  baseUrl,
  city,
  desktop,
  inCity,
  openBrowser,
  openDevice,
  phone,
  signIn,
  tablet,
  takePicture,
  type Device,
} from './browser.ts'
import { addDays } from '../../api/src/jurisdictions/city-time.ts'
import { decodeTile } from '../../tiles/src/decode.ts'
import { idOf, report, today, freeDay } from './city.ts'
import { goToDetails, nextStep, openReportForm } from './report-form.ts'

// The whole line in one go: every test goes on where the one before it ended.

const service = 'irrigation-leak'
const words = `Διαρροή στο παρτέρι ${crypto.randomUUID().slice(0, 6)}`
let browser: Browser
let citizen: Device
let dispatcher: Device
let crew: Device
let asDispatcher: Client
let place: LonLat
let day: string
let publicId: string
let hotspotId: number
let resolvedBefore: number
const began = today()

beforeAll(async () => {
  browser = await openBrowser()
  citizen = await openDevice(browser, phone)
  dispatcher = await openDevice(browser, desktop)
  crew = await openDevice(browser, tablet)
  asDispatcher = await signIn(dispatcher, 'dispatcher')
  const [found] = await asDispatcher(searchPlaces, { params: inCity, query: { q: 'thivwn 20' } })
  place = found!.location
  day = await freeDay(asDispatcher)
  resolvedBefore = (await readFigures()).resolved
})

afterAll(() => browser.close())

async function openConsole(path: string): Promise<void> {
  await dispatcher.page.goto(`${baseUrl}/${city}/dispatch/${path}`)
  await dispatcher.page.waitForSelector('[data-map-idle]')
}

/** Whether a tile that the map has just fetched shows the request. */
async function showsRequest(response: Response, id: number): Promise<boolean> {
  if (!response.url().includes('/requests/') || response.status() !== 200) return false
  const layer = decodeTile(await response.body()).request
  return Array.from({ length: layer?.length ?? 0 }).some((_, index) => layer!.feature(index).id === id)
}

/** Four steps: place, service, photo, send. */
async function reportWithPhoto(): Promise<void> {
  const { page } = citizen
  await openReportForm(page)
  await goToDetails(page, service)
  await page.locator('input[name=photo]').setInputFiles({
    name: 'leak.jpg',
    mimeType: 'image/jpeg',
    buffer: await takePicture(browser, '#5d6d7e'),
  })
  await page.locator('#description').fill(words)
  await nextStep(page).click()
  await page.waitForSelector('form[data-step=send]')
  await nextStep(page).click()
  await page.waitForURL(/\/requests\/[0-9A-Z]{8}/)
  publicId = /requests\/([0-9A-Z]{8})/.exec(page.url())![1]!
}

test('a report with a photo is on the list and the map of the dispatcher, without a reload', async () => {
  const [lon, lat] = place
  await openConsole(`backlog?service=${service}&map=16.00/${lat}/${lon}`)
  const seen: Response[] = []
  dispatcher.page.on('response', (response) => seen.push(response))
  await reportWithPhoto()
  const id = await idOf(asDispatcher, service, publicId)
  const row = dispatcher.page.locator(`#request-${id}`)
  await row.waitFor()
  await row.getByLabel('Με φωτογραφία').waitFor()
  await vi.waitFor(
    async () => {
      const shown = await Promise.all(seen.map((response) => showsRequest(response, id)))
      expect(shown).toContain(true)
    },
    { timeout: 30_000, interval: 200 },
  )
})

test('with three more close by it becomes a hotspot', async () => {
  await openConsole(`backlog?tab=hotspots&service=${service}`)
  const near: LonLat[] = [
    [place[0] + 0.0002, place[1]],
    [place[0], place[1] + 0.0002],
    [place[0] - 0.0002, place[1]],
  ]
  for (const location of near) await report(asDispatcher, service, location, { channel: 'phone' })
  const id = await idOf(asDispatcher, service, publicId)
  await vi.waitFor(
    async () => {
      const query = { service: [service], limit: 500 }
      const hotspots = await asDispatcher(listHotspots, { params: inCity, query })
      const distance = (at: LonLat) => Math.hypot(at[0] - place[0], at[1] - place[1])
      const hotspot = hotspots.find(({ center }) => distance(center) < 0.002)
      expect(hotspot?.requestCount).toBe(4)
      hotspotId = hotspot!.id
    },
    { timeout: 30_000, interval: 200 },
  )
  await dispatcher.page.locator(`#hotspot-${hotspotId}`).click()
  await dispatcher.page.locator(`a[href*="request:${id}"]`).waitFor()
})

test('the hotspot becomes one work order, and that a stop of the day', async () => {
  const { page } = dispatcher
  await page.getByRole('button', { name: /^Εντολή για/ }).click()
  await page.getByLabel('Τίτλος').fill(words)
  await page.getByRole('button', { name: 'Δημιουργία εντολής' }).click()
  await page.getByRole('complementary', { name: 'Εντολή εργασίας' }).waitFor()

  await openConsole(`today?day=${day}&stage=setup`)
  await page.getByRole('region', { name: 'Εντολές' }).getByRole('button', { name: 'Κανένα' }).click()
  await page.getByRole('checkbox', { name: words }).check()
  await page.locator('footer select').selectOption('5')
  await page.getByRole('button', { name: /^Πλάνο: 1 εντολή, / }).click()
  await page.getByText(words).first().waitFor({ timeout: 60_000 })
})

test('published, it is on the tablet of the crew', async () => {
  const { page } = dispatcher
  await page.getByRole('button', { name: 'Δημοσίευση πλάνου' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Δημοσίευση πλάνου' }).click()
  await page.getByText('Δημοσιευμένο').first().waitFor()
  await citizen.page.waitForSelector('article[data-status=planned]')

  const [plan] = await asDispatcher(listPlans, { params: inCity, query: { day } })
  const params = { ...inCity, planId: plan!.id, version: plan!.publishedVersion! }
  const { routes } = await asDispatcher(getPlanVersion, { params })
  const route = routes.find(({ stops }) => stops.some(({ title }) => title === words))
  await signIn(crew, `crew${route!.crewId}`)
  await crew.page.goto(`${baseUrl}/${city}/crew?day=${day}`)
  await crew.page.waitForSelector('[data-day]:not([data-kept=not])')
  await crew.page.getByText(words).first().waitFor()
})

test('the crew closes it with a photo, without a network, and sends it when there is one', async () => {
  const { page, context } = crew
  await context.setOffline(true)
  await page.reload()
  await page.getByText('Χωρίς δίκτυο').waitFor()
  await page.getByRole('button', { name: 'Ξεκινάμε νωρίτερα' }).click()
  await page.getByRole('button', { name: 'Ξεκινάμε', exact: true }).click()
  await page.getByRole('button', { name: 'Φτάσαμε' }).click()
  await page.getByRole('button', { name: 'Ολοκληρώθηκε' }).click()
  await page
    .getByRole('dialog')
    .getByLabel('Φωτογραφία μετά')
    .setInputFiles({
      name: 'mended.jpg',
      mimeType: 'image/jpeg',
      buffer: await takePicture(browser, '#1e8449'),
    })
  await page.getByRole('dialog').getByRole('button', { name: 'Κλείσιμο εργασίας' }).click()
  await page.getByText('3 ενέργειες περιμένουν').waitFor()
  await page.getByText('Έκλεισαν όλες οι στάσεις της ημέρας').waitFor()
  await context.setOffline(false)
  // what ends a job waits for a minute, unless it is sent on; on a slow machine the minute may be over
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-send-now]')?.click())
  await page.waitForSelector('[data-pending="0"]')
  await page.getByText('Όλα στάλθηκαν').waitFor()
})

test('the page that the citizen has open tells the story, with the photo of the work', async () => {
  const { page } = citizen
  await page.waitForSelector('article[data-status=resolved]')
  const proof = page.locator('img[data-kind=proof]')
  await proof.waitFor()
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('img[data-kind=proof]')!.naturalWidth > 0,
  )
  const { story } = await asDispatcher(trackRequest, { params: { ...inCity, publicId } })
  const told = story.flatMap(({ status }) => (status ? [status] : []))
  expect(told.at(0)).toBe('received')
  expect(told.at(-1)).toBe('resolved')
})

test('the heat and the figures of the planner count it as resolved', async () => {
  const resolved = (await readFigures()).resolved
  expect(resolved).toBe(resolvedBefore + 4)
  const { cells } = await asDispatcher(heatByCell, { params: inCity, query: span() })
  const around = cells.filter((cell) => cell.resolved > 0)
  expect(around.reduce((sum, cell) => sum + cell.resolved, 0)).toBe(resolved)

  const { page } = dispatcher
  const { from, to } = span()
  await page.goto(`${baseUrl}/${city}/insights?service=${service}&from=${from}&to=${to}&by=cell`)
  await page.waitForSelector('[data-received][data-loading=false]')
  await page.waitForSelector('[data-map-idle]')
  const shown = page.getByRole('button', { name: /^Επιλύθηκαν/ })
  expect(await shown.locator('strong').textContent()).toBe(String(resolved))
  const perCell = await page.locator('aside tbody td:last-child').allTextContents()
  expect(perCell.reduce((sum, text) => sum + Number(text), 0)).toBe(resolved)
})

/** From the day the line began to the next, should midnight pass meanwhile. */
function span() {
  return { from: began, to: addDays(began, 1), service: [service] }
}

function readFigures() {
  return asDispatcher(keyFigures, { params: inCity, query: span() })
}
