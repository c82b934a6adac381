import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRunSheet, getWorkOrder, listRequests, type Client, type Crew } from '@dromos/api/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  baseUrl,
  city,
  desktop,
  type Device,
  findings,
  findingsNow,
  inCity,
  killBrowserOf,
  openBrowser,
  openDevice,
  openOwnDevice,
  phone,
  signIn,
  tablet,
  takePicture,
} from './browser.ts'
import {
  closeJob,
  comeInByPin,
  keptScreen,
  sendNow,
  strongestChannel,
  tapBeforeTheProgram,
  tooSmall,
  untilSent,
} from './on-the-tablet.ts'
import { crewWith, orderEach, patience, pointInCity, publishDay, report, statusOf, freeDay } from './city.ts'

const stops = 5
let browser: Browser
let dispatcher: Client
let crew: Crew
let day: string
let profile: string
let reports: { id: number; publicId: string }[]
let first: Device
let second: Device

beforeAll(async () => {
  browser = await openBrowser()
  dispatcher = await signIn(await openDevice(browser, desktop), 'dispatcher')
  day = await freeDay(dispatcher)
  crew = await crewWith(dispatcher, 'animal-handling', day)
  reports = []
  for (let index = 0; index < stops; index++) {
    const place = await pointInCity(dispatcher, 50 * (index % 3), 50 * Math.floor(index / 3))
    reports.push(await report(dispatcher, 'dead-animal', place, { description: `Στάση ${index}` }))
  }
  const orders = await orderEach(
    dispatcher,
    reports.map(({ id }) => id),
  )
  await publishDay(dispatcher, day, orders, [crew.id])
  profile = mkdtempSync(join(tmpdir(), 'dromos-tablet-'))
  first = await openOwnDevice(profile, tablet)
  second = await openDevice(browser, phone)
  await signIn(second, `crew${crew.id}`)
})

afterAll(async () => {
  await browser.close()
  await first.context.close()
  rmSync(profile, { recursive: true, force: true, maxRetries: 10 })
})

async function open({ page }: Device): Promise<void> {
  await page.goto(`${baseUrl}/${city}/crew?day=${day}`)
  await page.waitForSelector(`[data-day="${day}"]:not([data-kept=not])`)
}

const currentVisit = (page: Page) => page.locator('article[data-visit]')

async function visitOf(page: Page): Promise<number> {
  return Number(await currentVisit(page).getAttribute('data-visit'))
}

async function sheetVisit(id: number) {
  const query = { day, crewId: crew.id }
  const { visits } = await dispatcher(getRunSheet, { params: inCity, query })
  return visits.find((visit) => visit.id === id)!
}

test('a code makes it a tablet of the crew, and a name and a PIN open the day', async () => {
  expect(await comeInByPin(first.page, dispatcher, crew)).toEqual([])
})

test("tomorrow's route is looked at, in both languages, and begun early by one tap", async () => {
  const { page } = first
  await page.goto(`${baseUrl}/en/${city}/crew?day=${day}`)
  await page.getByRole('button', { name: 'We begin early' }).waitFor()
  expect(await page.getByRole('button', { name: 'Setting off' }).count()).toBe(0)
  expect(await findings(page)).toEqual([])
  await open(first)
  await page.getByText('Στάση').first().waitFor()
  await page.getByRole('button', { name: 'Ξεκινάμε νωρίτερα' }).click()
  await page.getByRole('button', { name: 'Ξεκινάμε', exact: true }).waitFor()
  expect(await findings(page)).toEqual([])
  const { visits } = await dispatcher(getRunSheet, { params: inCity, query: { day, crewId: crew.id } })
  expect(visits.map(({ acceptedAt }) => acceptedAt)).toEqual(Array(stops).fill(null))
  await page.getByRole('button', { name: 'Δεχόμαστε τη διαδρομή' }).click()
  await page.getByRole('heading', { name: 'Νέα διαδρομή' }).waitFor({ state: 'detached' })
  await page.waitForSelector('[data-pending="0"]')
  expect((await sheetVisit(visits[0]!.id)).acceptedAt).not.toBeNull()
})

test('all is large enough for gloves, also in the sheets; sunlight is chosen on the tablet and stays', async () => {
  const { page } = first
  await page.locator('[data-map-idle]').waitFor()
  expect(await tooSmall(page)).toEqual([])
  await page.getByRole('button', { name: 'Ρυθμίσεις και επικοινωνία' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Κλήση' }).waitFor()
  expect(await findings(page)).toEqual([])
  expect(await tooSmall(page)).toEqual([])
  await page.getByRole('radio', { name: 'Για ήλιο' }).click()
  expect(await findingsNow(page)).toEqual([])
  await page.reload()
  await page.waitForSelector(`[data-theme=sunlight] [data-day="${day}"]`)
  await page.getByText('Στάση').first().waitFor()
  expect(await findingsNow(page)).toEqual([])
  await page.evaluate(() => localStorage.removeItem('theme'))
})

test('the days beside are one tap away, and each says what it has', async () => {
  const { page } = first
  await page.getByRole('link', { name: 'Επόμενη ημέρα' }).click()
  await page.waitForFunction((shown) => !location.search.includes(shown), day)
  await page.getByText('Δεν υπάρχει δρομολόγιο αυτή την ημέρα').waitFor()
  await page.getByRole('link', { name: 'Προηγούμενη ημέρα' }).click()
  await page.waitForSelector(`[data-day="${day}"]`)
  await currentVisit(page).waitFor()
})

test('without a network, and with its browser killed, a tablet loses nothing; each photo stays with its job', async () => {
  await open(first)
  await first.page.waitForSelector('[data-pack=ready]')
  await first.context.setOffline(true)
  await first.page.getByRole('button', { name: 'Ξεκινάμε νωρίτερα' }).click()
  const red = await visitOf(first.page)
  await closeJob(first.page, await takePicture(browser, '#c0392b'))
  await first.page.waitForSelector(`article[data-visit]:not([data-visit="${red}"])`)
  const blue = await visitOf(first.page)
  await closeJob(first.page, await takePicture(browser, '#2471a3'))
  await first.page.getByText('6 ενέργειες περιμένουν').waitFor()

  const next = Number(await first.page.locator('.column article').getAttribute('data-visit'))
  await vi.waitFor(
    async () => expect(await keptScreen(first.page)).toContain(`data-visit="${next}"`),
    patience,
  )
  // a browser writes its cookies down when it has time
  await vi.waitFor(() => expect(isSignInKept()).toBe(true), patience)
  await killBrowserOf(first)
  first = await openOwnDevice(profile, tablet, { offline: true })
  const { page, context } = first
  const address = `${baseUrl}/${city}/crew?day=${day}`
  expect(await tapBeforeTheProgram(context, address, next)).toEqual([])
  await page.goto(address)
  await page.locator('[data-map-idle]').waitFor()
  await page.waitForSelector(`article[data-visit]:not([data-visit="${blue}"]):not([data-visit="${red}"])`)
  await page.getByText('Χωρίς δίκτυο').waitFor()
  await page.getByText('7 ενέργειες περιμένουν').waitFor()
  expect((await sheetVisit(red)).status).toBe('dispatched')
  await context.setOffline(false)
  await untilSent(page)
  expect((await sheetVisit(next)).status).toBe('en_route')

  for (const [id, channel] of [
    [red, 0],
    [blue, 2],
  ] as const) {
    // a photo is developed once it has come whole
    await vi.waitFor(async () => expect((await sheetVisit(id)).proof).toHaveLength(1), patience)
    const visit = await sheetVisit(id)
    expect(visit.status).toBe('done')
    expect(await strongestChannel(page, visit.proof[0]!.id)).toBe(channel)
    expect(await statusOf(dispatcher, visit.requests[0]!.publicId)).toBe('resolved')
    const order = await dispatcher(getWorkOrder, { params: { ...inCity, id: visit.workOrderId } })
    expect(order.events.filter(({ toStatus }) => toStatus === 'completed')).toHaveLength(1)
  }
  const [before, after] = [await sheetVisit(red), await sheetVisit(blue)]
  const times = [before.arrivedAt, before.finishedAt, after.arrivedAt, after.finishedAt]
  expect(times).toEqual(times.toSorted())
})

function isSignInKept(): boolean {
  return readFileSync(join(profile, 'Default/Cookies'), 'latin1').includes('dromos.session_token')
}

test('of two tablets that close one job differently, the second is told, and nothing is lost', async () => {
  await open(second)
  const { page: offline } = second
  const contested = await visitOf(first.page)
  expect(await visitOf(offline)).toBe(contested)
  await second.context.setOffline(true)
  await offline.getByRole('button', { name: 'Δεν γίνεται' }).click()
  await offline.getByRole('radio', { name: 'Δεν βρέθηκε' }).click()
  await offline.getByRole('dialog').getByRole('button', { name: 'Επιστροφή εργασίας' }).click()
  await offline.getByText('1 ενέργεια περιμένει').waitFor()

  await closeJob(first.page, await takePicture(browser, '#27ae60'), { isUnderWay: true })
  await untilSent(first.page)
  await second.context.setOffline(false)
  await sendNow(offline)
  const told = offline.getByRole('alert').filter({ hasText: 'Κρατήθηκαν και τα δύο' })
  await told.getByText('Δεν έγινε').waitFor()
  await told.getByText('Έγινε', { exact: true }).waitFor()
  const visit = await sheetVisit(contested)
  expect(visit.status).toBe('done')
  const order = await dispatcher(getWorkOrder, { params: { ...inCity, id: visit.workOrderId } })
  expect(order.events.find(({ reason }) => reason === 'tablet conflict')?.data).toMatchObject({
    conflict: { field: 'status', yours: 'failed', theirs: 'done' },
  })
  await offline.reload()
  await told.waitFor()
  await offline.getByRole('button', { name: 'Μένει ως έχει' }).click()
  await offline.getByRole('alert').waitFor({ state: 'detached' })
})

test('what one tablet did is on the other without a reload', async () => {
  const shared = await visitOf(first.page)
  await first.page.getByRole('button', { name: 'Ξεκινάμε', exact: true }).click()
  await second.page.waitForSelector(`article[data-visit="${shared}"][data-status=en_route]`)
})

test('a job that cannot be done goes back with its reason, and waits for another day', async () => {
  const { page } = first
  const returned = await visitOf(page)
  await page.getByRole('button', { name: 'Δεν γίνεται' }).click()
  await page.getByRole('radio', { name: 'Ο καιρός δεν επιτρέπει' }).click()
  expect(await findings(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Επιστροφή εργασίας' }).click()
  await untilSent(page)
  const visit = await sheetVisit(returned)
  expect([visit.status, visit.reason]).toEqual(['failed', 'weather'])
  expect(await statusOf(dispatcher, visit.requests[0]!.publicId)).toBe('accepted')
})

test('an end is taken back within its minute; another fault and a job done in part are one sheet each', async () => {
  const { page } = first
  await currentVisit(page).waitFor()
  const id = await visitOf(page)
  await page.getByRole('button', { name: 'Ξεκινάμε', exact: true }).click()
  await page.getByRole('button', { name: 'Φτάσαμε' }).click()
  await page.getByRole('button', { name: 'Ολοκληρώθηκε' }).click()
  expect(await findings(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Κλείσιμο εργασίας' }).click()
  await page.getByRole('button', { name: 'Αναίρεση' }).click()
  await page.waitForSelector(`article[data-visit="${id}"][data-status=arrived]`)
  await page.waitForSelector('[data-pending="0"]')
  expect((await sheetVisit(id)).status).toBe('arrived')

  const before = await dispatcher(listRequests, { params: inCity, query: { service: ['dead-animal'] } })
  await page.getByRole('button', { name: 'Άλλη βλάβη εδώ' }).click()
  expect(await findings(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Περισυλλογή νεκρού ζώου' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.waitForSelector('[data-pending="0"]')
  const after = await dispatcher(listRequests, { params: inCity, query: { service: ['dead-animal'] } })
  expect(after.total).toBe(before.total! + 1)

  await page.getByRole('button', { name: 'Ολοκληρώθηκε' }).click()
  await page.getByRole('radio', { name: 'Έγινε ένα μέρος' }).click()
  await page.getByLabel('Τι μένει;').fill('Το δεύτερο σημείο')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Κλείσιμο, το υπόλοιπο/ })
    .click()
  await untilSent(page)
  const { status, followOnId } = await sheetVisit(id)
  expect(status).toBe('done')
  const rest = await dispatcher(getWorkOrder, { params: { ...inCity, id: followOnId! } })
  expect(rest).toMatchObject({ source: 'follow_on', status: 'ready', notes: 'Το δεύτερο σημείο' })
})

test('handed over, a tablet shows and keeps nothing of the day', async () => {
  await open(first)
  const { page } = first
  await vi.waitFor(async () => expect(await keptScreen(page)).toContain('data-facts="'), patience)
  await page.getByRole('button', { name: 'Ρυθμίσεις και επικοινωνία' }).click()
  await page.getByRole('button', { name: 'Παράδοση ταμπλέτας' }).click()
  await page.waitForSelector('[data-stage=people]')
  await page.goto(`${baseUrl}/${city}/crew`)
  await page.waitForSelector('[data-stage=people]')
  const kept = await page.evaluate(async (path) => {
    const answers = await Promise.all([fetch(path), caches.match(path)])
    const storage = JSON.stringify([localStorage, sessionStorage])
    return [storage, ...(await Promise.all(answers.map((answer) => answer?.text())))].join()
  }, `/${city}/crew`)
  expect(kept).toContain('data-early')
  expect(kept).not.toMatch(/data-(facts|visit)="/)
})
