import { solvePlan, type Client, type Plan, type PlanVersionDetail } from '@dromos/api/contract'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseUrl, desktop, findingsNow, inCity, openBrowser, openDevice, signIn } from './browser.ts'
import { freeDay } from './city.ts'

let browser: Browser
let context: BrowserContext
let page: Page
let dispatcher: Client

beforeAll(async () => {
  browser = await openBrowser()
  const device = await openDevice(browser, desktop)
  dispatcher = await signIn(device, 'dispatcher')
  ;({ context, page } = device)
})

afterAll(() => browser.close())

async function open(path: string): Promise<void> {
  await page.goto(`${baseUrl}/aigaleo/dispatch/${path}`)
  await page.waitForSelector('[data-map-idle]')
}

/** So that the day has work of many kinds: an order for each of some requests. */
async function orderSingly(count: number): Promise<void> {
  const at = `${baseUrl}/api/v1/aigaleo`
  const found = await context.request.get(`${at}/requests?isOpen=true&isUnordered=true&limit=${count}`)
  const { items } = (await found.json()) as { items: { id: number }[] }
  for (const { id } of items) {
    const made = await context.request.post(`${at}/work-orders`, {
      data: { idempotencyKey: crypto.randomUUID(), requestIds: [id] },
      headers: { origin: baseUrl },
    })
    expect(made.status()).toBe(201)
  }
}

/** Takes the last stop of the day's plan out of it, as another screen would; gives its title. */
async function takeLastStopOut(day: string): Promise<string> {
  const at = `${baseUrl}/api/v1/aigaleo/plans`
  const plans = (await (await context.request.get(`${at}?day=${day}`)).json()) as Plan[]
  const { id, headVersion } = plans.at(-1)!
  const head = `${at}/${id}/versions/${headVersion}`
  const { routes } = (await (await context.request.get(head)).json()) as PlanVersionDetail
  const { taskId, title } = routes.at(-1)!.stops.findLast(({ kind }) => kind === 'task')!
  const moved = await context.request.post(`${head}/move`, {
    data: { taskId, crewId: null },
    headers: { origin: baseUrl },
  })
  expect(moved.status()).toBe(201)
  return title!
}

test('requests are chosen by keyboard, become one order, and are free again when it is undone', async () => {
  await open('backlog?free=1')
  await page.getByRole('option').first().waitFor()
  await page.getByRole('listbox').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText(/^[2-9] επιλεγμένα/).waitFor()
  expect(await findingsNow(page)).toEqual([])

  await page.getByRole('button', { name: 'Νέα εντολή' }).click()
  await page.getByRole('button', { name: 'Δημιουργία εντολής' }).click()
  await page.getByRole('complementary', { name: 'Εντολή εργασίας' }).waitFor()
  await page.getByRole('button', { name: 'Αναίρεση' }).click()
  await page.getByText('τα αιτήματα είναι πάλι ελεύθερα', { exact: false }).waitFor()
})

test('all that the filters let through are chosen together, also what nobody has scrolled to', async () => {
  await open('backlog?free=1')
  const first = page.getByRole('option').first()
  await first.waitFor()
  const count = Number(await first.getAttribute('aria-setsize'))
  // a first page has sixty
  expect(count).toBeGreaterThan(60)
  await page.getByRole('listbox').focus()
  await page.keyboard.press('Control+a')
  await page.getByText(`${count} επιλεγμένα`).waitFor()
  await page.keyboard.press('Escape')
  for (const place of [0, 2]) await page.getByRole('option').nth(place).locator('[data-box]').click()
  await page.getByRole('button', { name: `Επιλογή και των ${count}` }).click()
  await page.getByText(`${count} επιλεγμένα`).waitFor()
})

test('a new report appears in the list without reload', async () => {
  await open('backlog')
  const before = await page.getByRole('option').first().getAttribute('id')
  const services = (await (await fetch(`${baseUrl}/api/v1/aigaleo/services`)).json()) as {
    code: string
    attributes: { isRequired: boolean }[]
  }[]
  const service = services.find(({ attributes }) => attributes.every(({ isRequired }) => !isRequired))!
  const sent = await fetch(`${baseUrl}/api/v1/aigaleo/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      idempotencyKey: crypto.randomUUID(),
      serviceCode: service.code,
      location: [23.6785, 37.9925],
      description: 'Από τη δοκιμή',
    }),
  })
  expect(sent.status).toBe(201)
  const { publicId } = (await sent.json()) as { publicId: string }
  await page.waitForFunction((id) => document.querySelector('[role=option]')?.id !== id, before)
  await page.getByRole('option').first().click()
  await page.getByText(publicId).waitFor()
})

test('a stop is moved by words, taken back, and moved again over what somebody else did, then published', async () => {
  await orderSingly(12)
  const day = await freeDay(dispatcher)
  await dispatcher(solvePlan, { params: inCity, body: { day, seconds: 1 } })
  await open(`today?day=${day}`)
  const stops = page.locator('button.service')
  await stops.first().waitFor({ timeout: 60_000 })
  expect(await findingsNow(page)).toEqual([])

  await stops.first().press('m')
  await page.getByRole('dialog').getByLabel('Συνεργείο').selectOption('out')
  await page.getByRole('dialog').getByRole('button', { name: 'Μετακίνηση' }).click()
  await page.getByRole('button', { name: 'Έκδοση 2' }).waitFor()
  await page.getByText('Βγήκε με το χέρι').first().waitFor()

  await expect
    .poll(() => page.getByRole('button', { name: 'Αναίρεση στο πλάνο' }).isEnabled(), { timeout: 60_000 })
    .toBe(true)
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Έκδοση 1' }).waitFor()
  await expect
    .poll(() => page.getByRole('button', { name: 'Επανάληψη στο πλάνο' }).isEnabled(), { timeout: 60_000 })
    .toBe(true)
  await page.keyboard.press('Control+Shift+Z')
  await page.getByRole('button', { name: 'Έκδοση 2' }).waitFor()

  // another dispatcher is faster, while the dialog is open, and the news of it comes later than the hand
  const { promise: isHeard, resolve: hear } = Promise.withResolvers<void>()
  await page.route('**/step?*', (route) => isHeard.then(() => route.continue()))
  await stops.first().press('m')
  await page.getByRole('dialog').getByLabel('Συνεργείο').selectOption('out')
  const title = await takeLastStopOut(day)
  await page.getByRole('dialog').getByRole('button', { name: 'Μετακίνηση' }).click()
  const refused = page.getByRole('dialog', { name: 'Το πλάνο άλλαξε στο μεταξύ' })
  await refused.getByText(title).first().waitFor()
  hear()
  await refused.getByRole('button', { name: 'Εφαρμογή ξανά' }).click()
  await page.getByRole('button', { name: 'Έκδοση 4' }).waitFor()
  await page.getByRole('link', { name: 'Σύγκριση' }).click()
  await page
    .getByRole('region', { name: 'Σύγκριση εκδόσεων' })
    .getByText(/^\d+ στάσ\S+ αλλάζ/)
    .waitFor()
  // its map beside, at the same place
  await page.getByRole('region', { name: 'Χάρτης της έκδοσης 3' }).waitFor()
  await page.locator('.compared [data-map-idle]').waitFor()
  await page.getByRole('button', { name: 'Κλείσιμο σύγκρισης' }).click()

  await expect
    .poll(() => page.getByRole('button', { name: 'Αναίρεση στο πλάνο' }).isEnabled(), { timeout: 60_000 })
    .toBe(true)
  await stops.first().press('x')
  await page.getByRole('button', { name: 'Έκδοση 5' }).waitFor()
  await page
    .getByRole('button', { name: /Κλειδωμένη: σειρά/ })
    .first()
    .waitFor()

  // nothing is published before what it breaks and who is told has been there to read
  const { promise: isLet, resolve: letThrough } = Promise.withResolvers<void>()
  await page.route('**/versions/*/check', (route) => isLet.then(() => route.continue()))
  await page.getByRole('button', { name: 'Δημοσίευση πλάνου' }).click()
  const publish = page.getByRole('dialog').getByRole('button', { name: 'Δημοσίευση πλάνου' })
  await publish.waitFor()
  expect(await publish.isDisabled()).toBe(true)
  letThrough()
  await page.getByRole('dialog').getByText('νέο δρομολόγιο').waitFor()
  await publish.click()
  await page.getByText('Δημοσιευμένο').first().waitFor()

  // undo takes it back, once what that does has been there to read; redo publishes again, with the same checks
  await publish.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+z')
  const takeBack = page.getByRole('dialog', { name: 'Ανάκληση δημοσίευσης' })
  await takeBack.getByText('Δεν θα είναι τίποτα δημοσιευμένο για την ημέρα').waitFor()
  expect(await findingsNow(page)).toEqual([])
  await takeBack.getByLabel('Γιατί').fill('Λάθος βάρδια')
  await page.keyboard.press('Enter')
  await page.getByText(/Ανακλήθηκε .*: Λάθος βάρδια/).waitFor()
  await takeBack.waitFor({ state: 'hidden' })
  await page.keyboard.press('Control+Shift+Z')
  await page.getByRole('dialog').getByText('νέο δρομολόγιο').waitFor()
})
