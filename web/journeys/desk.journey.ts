import {
  getPlanVersion,
  listCrews,
  listPlans,
  listRequests,
  movePlanStop,
  solvePlan,
  type Client,
} from '@dromos/api/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { baseUrl, city, desktop, findings, inCity, openBrowser, openDevice, signIn } from './browser.ts'
import { freeDay, orderEach } from './city.ts'

const patience = { timeout: 120_000, interval: 200 }
let browser: Browser
let page: Page
let dispatcher: Client
/** a day with a plan of two crews, not yet published */
let day: string

beforeAll(async () => {
  browser = await openBrowser()
  // an American browser: the city's dates and times must stand all the same
  const device = await openDevice(browser, desktop, { locale: 'en-US' })
  await device.context.addCookies([{ name: 'language', value: 'el', url: baseUrl }])
  page = device.page
  dispatcher = await signIn(device, 'dispatcher')
  day = await freeDay(dispatcher)
  await planADay()
})

afterAll(() => browser.close())

async function open(path: string): Promise<void> {
  await page.goto(`${baseUrl}/${city}/dispatch/${path}`)
  await page.waitForSelector('[data-map-idle]')
}

async function planADay(): Promise<void> {
  const query = { isOpen: true, isUnordered: true, limit: 12 }
  const { items } = await dispatcher(listRequests, { params: inCity, query })
  const workOrderIds = await orderEach(
    dispatcher,
    items.map(({ id }) => id),
  )
  const crews = await dispatcher(listCrews, { params: inCity })
  const { planId, version } = await dispatcher(solvePlan, {
    params: inCity,
    body: { day, workOrderIds, crewIds: crews.map(({ id }) => id), seconds: 2 },
  })
  await vi.waitFor(async () => {
    const found = await dispatcher(getPlanVersion, { params: { ...inCity, planId, version } })
    expect(found.status).toBe('optimised')
  }, patience)
}

/** A version of the plan in which nobody has what was somebody's first stop. */
async function takeOutAStop(): Promise<{ leftOut: number; version: number }> {
  const [plan] = await dispatcher(listPlans, { params: inCity, query: { day } })
  const params = { ...inCity, planId: plan!.id, version: plan!.headVersion! }
  const { routes } = await dispatcher(getPlanVersion, { params })
  const leftOut = routes.flatMap(({ stops }) => stops).find(({ kind }) => kind === 'task')!.taskId!
  const { version } = await dispatcher(movePlanStop, { params, body: { taskId: leftOut, crewId: null } })
  return { leftOut, version }
}

test('a street is closed by its name from the keyboard, ended, opened again and deleted', async () => {
  await open('streets?do=close')
  await page.getByRole('searchbox').fill('thivon')
  await page
    .getByRole('button', { name: /^Θηβών/ })
    .first()
    .waitFor()
  await page.getByRole('searchbox').press('Enter')
  const stretch = page.getByRole('list', { name: 'Θηβών' }).getByRole('checkbox').nth(1)
  await stretch.focus()
  await stretch.press('Space')
  await page.getByText('1 κομμάτι επιλεγμένο').waitFor()
  await page.getByLabel('Λόγος').fill('Λαϊκή αγορά')
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: 'Εφαρμογή' }).click()

  const detail = page.getByRole('complementary', { name: 'Ρύθμιση δρόμου' })
  await detail.getByText('Λαϊκή αγορά').waitFor()
  await detail.getByRole('button', { name: 'Λήξη τώρα' }).click()
  await page.getByText('Κανένας δρόμος κλειστός ή αργός').waitFor()
  await page.getByText('Η κυκλοφορία άνοιξε.').locator('..').getByRole('button', { name: 'Αναίρεση' }).click()
  await page.getByRole('link', { name: /Λαϊκή αγορά/ }).click()
  await detail.getByRole('button', { name: 'Διαγραφή' }).click()
  await page.getByText('Κανένας δρόμος κλειστός ή αργός').waitFor()
})

test("the day stands in the city's words, a calendar changes it, and back goes back", async () => {
  await open('today')
  const picker = page.getByRole('button', { name: /^Ημέρα: (Δευ|Τρί|Τετ|Πέμ|Παρ|Σάβ|Κυρ) \d/ })
  const today = await picker.textContent()
  await picker.click()
  await page.getByRole('application').waitFor()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.waitForURL(/day=/)
  expect(await picker.textContent()).not.toBe(today)
  await page.goBack()
  await expect.poll(() => picker.textContent(), patience).toBe(today)
})

test('the keyboard leads through the sections and shows its sheet', async () => {
  await open('today')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Συντομεύσεις' }).waitFor()
  expect(await findings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await page.waitForURL(/dispatch\/backlog/)
  await page.getByRole('region', { name: 'Υπόμνημα' }).getByText('Εκπρόθεσμο αίτημα').waitFor()
})

test('what a move does is told before it is made, and the move is undone', async () => {
  // what moves are tried on is asked for once, and may come after the move was chosen
  const { promise: isLet, resolve: letThrough } = Promise.withResolvers<void>()
  await page.route('**/problem*', (route) => isLet.then(() => route.continue()))
  const asked = page.waitForRequest('**/problem*')
  await open(`today?day=${day}`)
  await asked
  const stop = page.locator('button.service').first()
  await stop.focus()
  await stop.press('m')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Συνεργείο').selectOption('out')
  letThrough()
  await dialog.getByText(/^Διαδρομή [+−±]/).waitFor()
  await page.unroute('**/problem*')
  await dialog.getByRole('button', { name: 'Μετακίνηση' }).click()
  await page.getByRole('button', { name: 'Έκδοση 2' }).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Έκδοση 1' }).waitFor()
})

test('a stop that is dragged shows its new times before it is let go', async () => {
  await open(`today?day=${day}`)
  const bars = page.locator('button.service')
  await bars.first().waitFor()
  const box = (await bars.first().boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  // what moves are tried on may come late: the hand goes on until it is told
  let nudges = 0
  await expect
    .poll(async () => {
      const way = 260 + (nudges++ % 2)
      await page.mouse.move(box.x + box.width / 2 + way, box.y + box.height / 2, { steps: 3 })
      return page
        .locator('.ghost')
        .getByText(/^Διαδρομή [+−±]/)
        .isVisible()
    }, patience)
    .toBe(true)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await page.getByRole('button', { name: 'Έκδοση 1' }).waitFor()
})

test('the message that a move leaves covers no crew of the timeline', async () => {
  const { version } = await takeOutAStop()
  await open(`today?day=${day}`)
  const bar = page.locator('[data-drop=lane]').first().locator('button.service').first()
  await bar.focus()
  await bar.press('m')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Συνεργείο').selectOption('out')
  await dialog.getByRole('button', { name: 'Μετακίνηση' }).click()
  await page.getByRole('button', { name: `Έκδοση ${version + 1}`, exact: true }).waitFor()
  const message = (await page.locator('[data-afloat] > *').boundingBox())!
  const lane = (await page.locator('[data-drop=lane]').nth(1).boundingBox())!
  const drawer = (await page.locator('section.drawer').boundingBox())!
  expect(message.y + message.height).toBeLessThanOrEqual(drawer.y)
  const to = { x: message.x + message.width / 2, y: lane.y + lane.height / 2 }
  await bar.hover()
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
  await page.getByRole('button', { name: `Έκδοση ${version + 2}`, exact: true }).waitFor()
})

test('what would help an order that nobody has is done by pressing it, and taken back', async () => {
  const { leftOut, version } = await takeOutAStop()
  await open(`today?day=${day}`)
  const order = page.locator(`#stop-${leftOut}`)
  await order.locator('summary').click()
  await order
    .getByRole('button', { name: /στάση \d+.*κόστος/ })
    .first()
    .click()
  await page.getByRole('button', { name: `Έκδοση ${version + 1}` }).waitFor()
  await page
    .getByText('Ανατέθηκε στο πρόχειρο πλάνο', { exact: false })
    .locator('..')
    .getByRole('button', { name: 'Αναίρεση' })
    .click()
  await page.getByRole('button', { name: `Έκδοση ${version}`, exact: true }).waitFor()
  await order.waitFor()
})

test('the board is in the address; a stop is carried by keys, keeps the focus, and is lit where else it stands', async () => {
  const { version } = await takeOutAStop()
  await open(`today?day=${day}`)
  await page.getByRole('link', { name: 'Στήλες' }).click()
  await page.waitForURL(/low=board/)
  const first = page.locator('.board ol:has(> li + li) [data-card]').first()
  await first.focus()
  const carried = await first.getAttribute('data-card')
  await page.locator(`.board li[data-task="${carried}"][data-lit]`).waitFor()
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-card'))).not.toBe(carried)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('button', { name: `Έκδοση ${version + 1}`, exact: true }).waitFor()
  // where the other order breaks a rule, why is asked first
  const why = page.locator('.reason input:focus')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-card'))
  await expect
    .poll(async () => ((await why.count()) ? why.press('Escape') : await focused()), patience)
    .toBe(carried)
  expect(await findings(page)).toEqual([])
})

test('the timeline is zoomed by keys to some hours, which stand in the address', async () => {
  await open(`today?day=${day}`)
  const hours = page.getByRole('group', { name: 'Χρονολόγιο' })
  await hours.focus()
  for (const key of ['+', '+', '+']) await hours.press(key)
  await page.waitForURL(/span=\d+-\d+/)
  const scrolled = () => hours.evaluate((node) => node.scrollLeft)
  const left = await scrolled()
  expect(left).toBeGreaterThan(100)
  // what comes after the first picture takes nothing back
  const { promise: isLet, resolve: letThrough } = Promise.withResolvers<void>()
  await page.route('**/shifts?*', (route) => isLet.then(() => route.continue()))
  const shifts = page.waitForResponse(/\/shifts\?/)
  await page.reload()
  await expect.poll(async () => Math.abs((await scrolled()) - left) < 20, patience).toBe(true)
  await hours.press('0')
  letThrough()
  await shifts
  await expect.poll(() => page.url().includes('span='), patience).toBe(false)
  await page.unroute('**/shifts?*')
})
