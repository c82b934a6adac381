import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  baseUrl,
  city,
  desktop,
  findingsNow,
  openBrowser,
  openDevice,
  phone,
  signIn,
  tablet,
} from './browser.ts'
import { pointInCity, report } from './city.ts'

// Every page as it stands when it is opened: Greek in the light, English in the dark. What opens on a page
// (dialogs, details, a plan) is looked at by the journey that opens it.

const visitors = {
  nobody: { viewport: phone },
  dispatcher: { viewport: desktop },
  crew1: { viewport: tablet },
  planner: { viewport: desktop },
  citizen: { viewport: desktop },
  admin: { viewport: desktop },
}
type Visitor = keyof typeof visitors

const withMap = '[data-map-idle]'
const withTable = 'table'
const withHeading = 'h1'
let browser: Browser
const pages = new Map<Visitor, Page>()
let publicId: string
/** what pages asked of other servers than this one */
const elsewhere: string[] = []

beforeAll(async () => {
  browser = await openBrowser()
  for (const [name, { viewport }] of Object.entries(visitors) as [Visitor, { viewport: typeof phone }][]) {
    const device = await openDevice(browser, viewport)
    pages.set(name, device.page)
    device.context.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(baseUrl) && !/^(blob|data):/.test(url)) elsewhere.push(url)
    })
    if (name === 'nobody') continue
    const client = await signIn(device, name)
    if (name !== 'dispatcher') continue
    const place = await pointInCity(client, -250, 150)
    publicId = (await report(client, 'weeds', place, { description: 'Ξερά χόρτα' })).publicId
  }
})

afterAll(() => browser.close())

/** What the page says went wrong, from now on. Its own status is no news where it is meant to be an error. */
function listen(page: Page, isError: boolean): { errors: string[]; stop: () => void } {
  const errors: string[] = []
  const heard = (message: { type(): string; text(): string; location(): { url: string } }): void => {
    if (message.type() !== 'error' || (isError && message.location().url === page.url())) return
    errors.push(`${message.text()} (${message.location().url})`)
  }
  const threw = (error: Error): void => void errors.push(error.message)
  page.on('console', heard).on('pageerror', threw)
  return { errors, stop: () => void page.off('console', heard).off('pageerror', threw) }
}

async function look(
  visitor: Visitor,
  path: string,
  ready: string,
  status: number,
): Promise<Record<string, string[]>> {
  const page = pages.get(visitor)!
  const found: Record<string, string[]> = {}
  for (const [prefix, lang, colorScheme] of [
    ['', 'el', 'light'],
    ['/en', 'en', 'dark'],
  ] as const) {
    const console = listen(page, status !== 200)
    await page.emulateMedia({ colorScheme })
    const answer = await page.goto(`${baseUrl}${prefix}${path}`)
    expect(answer!.status()).toBe(status)
    await page.locator(ready).first().waitFor({ state: 'attached' })
    expect(await page.getAttribute('html', 'lang')).toBe(lang)
    expect(await page.title()).not.toBe('')
    const against = await findingsNow(page)
    console.stop()
    found[lang] = [...against, ...console.errors]
  }
  return found
}

const nothing = { el: [], en: [] }

test.each<[Visitor, string, string]>([
  ['nobody', '/', withHeading],
  ['nobody', `/${city}`, withMap],
  ['nobody', `/${city}/report`, withMap],
  ['nobody', '/sign-in', 'form[data-ready=true]'],
  ['dispatcher', `/${city}/dispatch/today`, withMap],
  ['dispatcher', `/${city}/dispatch/today?stage=setup`, withMap],
  ['dispatcher', `/${city}/dispatch/today?stage=live`, withMap],
  ['dispatcher', `/${city}/dispatch/backlog`, withMap],
  ['dispatcher', `/${city}/dispatch/backlog?tab=hotspots`, withMap],
  ['dispatcher', `/${city}/dispatch/backlog?tab=orders`, withMap],
  ['dispatcher', `/${city}/dispatch/streets`, withMap],
  ['dispatcher', `/${city}/dispatch/roster`, withTable],
  ['dispatcher', `/${city}/dispatch/roster?reg=people`, withTable],
  ['dispatcher', `/${city}/dispatch/review`, withMap],
  ['dispatcher', `/${city}/sheets`, withHeading],
  ['dispatcher', `/${city}/sheets/in`, 'form [name=code]'],
  ['citizen', `/${city}/dispatch/today`, withHeading],
  ['crew1', `/${city}/crew`, '[data-day]:not([data-kept=not])'],
  ['planner', `/${city}/insights`, withMap],
  ['dispatcher', `/${city}/admin/schedules`, withHeading],
  ['dispatcher', `/${city}/admin/auto-assign`, withHeading],
  ['dispatcher', `/${city}/admin/tablets`, '[data-crew]'],
  ['admin', `/${city}/admin/job-forms`, 'select'],
  ['admin', `/${city}/admin/sweep`, 'main input'],
  ['admin', `/${city}/admin/imports`, withHeading],
  ['admin', `/${city}/admin/failed-jobs`, withHeading],
])('%s finds nothing against %s', async (visitor, path, ready) => {
  expect(await look(visitor, path, ready, 200)).toEqual(nothing)
})

test('the story of a report has nothing against it', async () => {
  expect(await look('nobody', `/${city}/requests/${publicId}`, withMap, 200)).toEqual(nothing)
})

test.each([`/${city}/requests/00000000`, '/nowhere'])(
  '%s says that there is no such page, with nothing against it',
  async (path) => {
    expect(await look('nobody', path, withHeading, 404)).toEqual(nothing)
  },
)

test('every page and every map of it is made from this server alone', () => {
  expect(elsewhere).toEqual([])
})

test('a member is carried to another crew by keys alone, and an undo brings them back', async () => {
  const page = pages.get('dispatcher')!
  const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  await page.goto(`${baseUrl}/${city}/dispatch/roster?day=${day}`)
  const chip = page.locator('td[data-crew] [data-member]').first()
  const memberId = await chip.getAttribute('data-member')
  const from = chip.locator('xpath=ancestor::td')
  const crewId = await from.getAttribute('data-crew')
  const on = await from.getAttribute('data-day')
  const inCrew = (operator: string) =>
    page.locator(`td[data-crew]${operator}[data-day="${on}"] [data-member="${memberId}"]`)
  await chip.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await inCrew(`:not([data-crew="${crewId}"])`).waitFor()
  await page.keyboard.press('Control+z')
  await inCrew(`[data-crew="${crewId}"]`).waitFor()
})

test('a zone is taken from a neighbourhood, its corners are moved by keys, and it is left again', async () => {
  const page = pages.get('dispatcher')!
  await page.goto(`${baseUrl}/${city}/dispatch/roster?at=crew:2`)
  const detail = page.getByRole('complementary', { name: 'Συνεργείο' })
  await detail.getByRole('button', { name: 'Νέα ζώνη' }).click()
  await page.waitForSelector(withMap)
  await detail.getByText('Από γειτονιές').click()
  await detail.getByLabel('Νέα Ζωή').check()
  await detail.getByText('1 γειτονιά έγινε η ζώνη.').waitFor()
  await detail.getByRole('button', { name: 'Με τα βέλη στον χάρτη' }).press('Enter')
  const map = page.locator('.maplibregl-canvas')
  await map.press('PageDown')
  await page.getByText('Στη γωνία 1.').waitFor()
  expect(await findingsNow(page)).toEqual([])
  for (const key of ['Enter', 'ArrowDown', 'Enter']) await map.press(key)
  await page.getByText('Η γωνία 1 μπήκε εδώ').waitFor()
  await detail.getByLabel('Όνομα στα ελληνικά').fill('Βόρεια ζώνη')
  await detail.getByRole('button', { name: 'Αποθήκευση' }).click()
  const own = detail.getByRole('listitem').filter({ hasText: 'Βόρεια ζώνη' })
  await own.waitFor()
  await detail.getByRole('button', { name: 'Το συνεργείο φεύγει από: Βόρεια ζώνη' }).click()
  await own.waitFor({ state: 'detached' })
})

test('a map that no graphics card draws is seen once it is done, and goes with the hand before it is drawn anew', async () => {
  const page = pages.get('dispatcher')!
  await page.goto(`${baseUrl}/${city}/dispatch/backlog`)
  await page.waitForSelector(withMap)
  const picture = page.locator('.maplibregl-canvas-container > canvas[aria-hidden]')
  const colours = await picture.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return new Set(new Uint32Array(data.buffer)).size
  })
  expect(colours).toBeGreaterThan(20)
  // where it has lain since, in pixels to the right
  await picture.evaluate((canvas) => {
    const lain: number[] = []
    Object.assign(canvas, { lain })
    const look = () => lain.push(Math.round(new DOMMatrix(getComputedStyle(canvas).transform).e))
    look()
    new MutationObserver(look).observe(canvas, { attributeFilter: ['style'] })
  })
  const lain = () => picture.evaluate((canvas) => (canvas as unknown as { lain: number[] }).lain)
  await page.locator('.maplibregl-canvas').press('ArrowRight')
  await expect.poll(async () => Math.min(...(await lain()))).toBeLessThan(-50)
  await expect.poll(async () => (await lain()).at(-1)).toBe(0)
})
