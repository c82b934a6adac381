import { getWorkOrder, listRequests, listWorkOrders, type Client, type LonLat } from '@dromos/api/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  baseUrl,
  city,
  desktop,
  findings,
  inCity,
  openBrowser,
  openDevice,
  signIn,
  takePicture,
} from './browser.ts'
import { patience, pointInCity, report } from './city.ts'

// a service that the other journeys leave alone, in a corner of its own
const service = 'playground'
let browser: Browser
let page: Page
let dispatcher: Client
let corner: LonLat
let reports: { id: number; publicId: string }[]

beforeAll(async () => {
  browser = await openBrowser()
  const device = await openDevice(browser, desktop)
  dispatcher = await signIn(device, 'dispatcher')
  page = device.page
  corner = await pointInCity(dispatcher, 500, -300)
  reports = []
  for (const east of [0, 40, 80]) {
    const place: LonLat = [corner[0] + east / 88_000, corner[1]]
    reports.push(await report(dispatcher, service, place, { description: 'Σπασμένη κούνια' }))
  }
})

afterAll(() => browser.close())

async function open(): Promise<void> {
  const [lon, lat] = corner
  await page.goto(`${baseUrl}/${city}/dispatch/backlog?service=${service}&map=16.50/${lat}/${lon}`)
  await page.waitForSelector('[data-map-idle]')
  await page.getByRole('option').first().waitFor()
}

/** Draws around the middle of the map and gives back the bar of what is chosen by it. */
async function drawAround(): Promise<Locator> {
  await open()
  await page.getByRole('button', { name: 'Επιλογή με λάσο' }).click()
  const box = (await page.locator('svg:has(path[d=""])').boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x - 150, y - 120)
  await page.mouse.down()
  for (const [dx, dy] of [
    [250, -120],
    [250, 120],
    [-150, 120],
    [-150, -110],
  ] as const)
    await page.mouse.move(x + dx, y + dy, { steps: 4 })
  await page.mouse.up()
  const bar = page.getByRole('region', { name: 'Επιλεγμένα αιτήματα' })
  await bar.waitFor()
  return bar
}

test('what is drawn around on the map is moved together, each answered for', async () => {
  const bar = await drawAround()
  await bar.getByRole('button', { name: 'Αλλαγή κατάστασης' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[data-previewed=true]').waitFor()
  await dialog.getByLabel('Νέα κατάσταση').selectOption('reopened')
  await dialog.getByText('δεν μπορεί να πάει εκεί').first().waitFor()
  expect(await findings(page)).toEqual([])
  await dialog.getByLabel('Νέα κατάσταση').selectOption('triaged')
  await dialog.getByText(/^Θα αλλάξουν [3-9]/).waitFor()
  await dialog.getByRole('button', { name: 'Έλεγχος' }).click()
  await bar.waitFor({ state: 'detached' })
  const { items } = await dispatcher(listRequests, {
    params: inCity,
    query: { service: [service], status: ['triaged'], limit: 200 },
  })
  const moved = new Set(items.map(({ id }) => id))
  expect(reports.filter(({ id }) => !moved.has(id))).toEqual([])
})

test('what is drawn around on the map is chosen, and becomes one order with what it needs', async () => {
  const bar = await drawAround()
  expect(await bar.getByRole('status').innerText()).toMatch(/^[3-9] /)
  await bar.getByRole('button', { name: 'Νέα εντολή' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  expect(await dialog.getByRole('checkbox', { checked: true }).count()).toBeGreaterThan(0)
  expect(await findings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Δημιουργία εντολής' }).click()
  await page.getByRole('complementary', { name: 'Εντολή εργασίας' }).waitFor()
  expect(await findings(page)).toEqual([])
  const { items } = await dispatcher(listRequests, {
    params: inCity,
    query: { service: [service], isOpen: true, limit: 200 },
  })
  const orders = reports.map(({ id }) => items.find((row) => row.id === id)!.workOrderId)
  expect(new Set(orders).size).toBe(1)
  expect(orders[0]).not.toBeNull()
})

test('orders in a box that is drawn with Shift are given another priority together', async () => {
  const [lon, lat] = corner
  await page.goto(`${baseUrl}/${city}/dispatch/backlog?tab=orders&service=${service}&map=16.50/${lat}/${lon}`)
  await page.waitForSelector('[data-map-idle]')
  await page.getByRole('option').first().waitFor()
  const box = (await page.locator('.maplibregl-canvas').boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.keyboard.down('Shift')
  await page.mouse.move(x - 150, y - 120)
  await page.mouse.down()
  await page.mouse.move(x + 250, y + 120, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const bar = page.getByRole('region', { name: 'Επιλεγμένες εντολές' })
  await bar.getByRole('button', { name: 'Αλλαγή…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('[data-previewed=true]').waitFor()
  await dialog.getByLabel('Νέα προτεραιότητα').fill('77')
  expect(await findings(page)).toEqual([])
  await dialog.getByRole('button', { name: /^Αλλαγή 1 / }).click()
  await bar.waitFor({ state: 'detached' })
  const { items } = await dispatcher(listWorkOrders, { params: inCity, query: { service: [service] } })
  expect(items.filter(({ priority }) => priority === 77)).toHaveLength(1)
})

/** The least that is a document. */
const emptyPage = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF`

test('a picture and a document are attached to an order, named, taken off, and put back', async () => {
  const { items } = await dispatcher(listWorkOrders, { params: inCity, query: { service: [service] } })
  await page.goto(`${baseUrl}/${city}/dispatch/backlog?tab=orders&at=order:${items[0]!.id}`)
  const section = page.getByRole('region', { name: 'Συνημμένα' })
  const pictures = section.getByRole('link').getByRole('img')
  const files = section.getByLabel('Προσθήκη αρχείων')
  await files.setInputFiles([
    { name: 'plan.jpg', mimeType: 'image/jpeg', buffer: await takePicture(browser, 'teal') },
    { name: 'Άδεια.pdf', mimeType: 'application/pdf', buffer: Buffer.from(emptyPage) },
    { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no picture') },
  ])
  await section.getByText('«notes.pdf» δεν διαβάζεται').waitFor()
  await pictures.waitFor()
  const permit = section.getByRole('link', { name: 'Άδεια PDF, 1 σελίδα' })
  const saving = page.waitForEvent('download')
  await permit.click()
  expect((await saving).suggestedFilename()).toBe('Άδεια.pdf')
  await section.getByLabel('Ετικέτα: Συνημμένο 1').fill('Σχέδιο')
  await page.keyboard.press('Enter')
  await section.getByRole('img', { name: 'Σχέδιο' }).waitFor()
  expect(await findings(page)).toEqual([])
  await section.getByRole('button', { name: 'Αφαίρεση: Σχέδιο' }).click()
  await pictures.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Αναίρεση' }).click()
  await section.getByRole('img', { name: 'Σχέδιο' }).waitFor()
  const story = page.getByRole('complementary', { name: 'Εντολή εργασίας' })
  await story.getByText('Αφαιρέθηκε συνημμένο').waitFor()
})

test('a street is chosen by its name for work that comes back, and its orders follow each other', async () => {
  await page.goto(`${baseUrl}/${city}/admin/schedules`)
  await page.getByText('Δρόμος', { exact: true }).click()
  await page.getByLabel('Υπηρεσία').selectOption(service)
  await page.getByRole('searchbox').fill('Θηβών')
  await page
    .getByRole('button', { name: /^Θηβών/ })
    .first()
    .click()
  await page.getByLabel('Όλος ο δρόμος').check()
  await page.getByLabel('Κόψιμο σε εντολές έως').check()
  await page.getByRole('button', { name: 'Προσθήκη', exact: true }).click()
  await page.getByText(/^Δρόμος: Θηβών/).waitFor()
  expect(await findings(page)).toEqual([])
  const { items } = await dispatcher(listWorkOrders, { params: inCity, query: { q: 'Θηβών 2/' } })
  const order = await dispatcher(getWorkOrder, { params: { ...inCity, id: items[0]!.id } })
  expect(order).toMatchObject({ street: { name: 'Θηβών' }, source: 'schedule' })
  expect(order.links.map(({ kind }) => kind).sort()).toEqual(['after', 'before'])
})

test('the wide table is sorted by the head of a column, and turned round by the same', async () => {
  await page.evaluate(() => localStorage.setItem('dispatch-panel', '900'))
  await page.goto(`${baseUrl}/${city}/dispatch/backlog?tab=orders&service=${service}`)
  const head = page.getByRole('columnheader', { name: 'Προτ.' })
  const priorities = async () => (await page.locator('[role=option] .priority').allTextContents()).map(Number)
  await head.getByRole('button').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**sort=priority**')
  await expect.poll(() => head.getAttribute('aria-sort'), patience).toBe('descending')
  await expect.poll(async () => (await priorities())[0], patience).toBe(77)
  await page.keyboard.press('Enter')
  await page.waitForURL('**sort=-priority**')
  await expect.poll(() => head.getAttribute('aria-sort'), patience).toBe('ascending')
  await expect.poll(async () => (await priorities()).at(-1), patience).toBe(77)
})
