import {
  getPlanVersion,
  listCrews,
  listPlans,
  listRequests,
  solvePlan,
  type Client,
  type PlanVersionDetail,
  type Stop,
} from '@dromos/api/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  baseUrl,
  city,
  desktop,
  findingsNow,
  inCity,
  openBrowser,
  openDevice,
  signIn,
  tablet,
} from './browser.ts'
import { freeDay, orderEach, patience, pointInCity, report } from './city.ts'

let browser: Browser
let page: Page
let dispatcher: Client
/** a day with a plan that is not published: a lamp with an electrician, other work with other crews */
let day: string
let lamp: number

beforeAll(async () => {
  browser = await openBrowser()
  const device = await openDevice(browser, desktop)
  page = device.page
  dispatcher = await signIn(device, 'dispatcher')
  day = await freeDay(dispatcher)
  const query = { isOpen: true, isUnordered: true, limit: 14 }
  const { items } = await dispatcher(listRequests, { params: inCity, query })
  const { id } = await report(dispatcher, 'street-light-fault', await pointInCity(dispatcher, 60, 40))
  const workOrderIds = await orderEach(dispatcher, [id, ...items.map((item) => item.id)])
  const { planId, version } = await dispatcher(solvePlan, {
    params: inCity,
    body: { day, workOrderIds, seconds: 2 },
  })
  const params = { ...inCity, planId, version }
  await vi.waitFor(async () => {
    expect((await dispatcher(getPlanVersion, { params })).status).toBe('optimised')
  }, patience)
  const { routes } = await dispatcher(getPlanVersion, { params })
  const stops = routes.flatMap((route) => route.stops)
  lamp = stops.find(({ workOrderId }) => workOrderId === workOrderIds[0])!.taskId!
})

afterAll(() => browser.close())

async function head(): Promise<PlanVersionDetail> {
  const [plan] = await dispatcher(listPlans, { params: inCity, query: { day } })
  return dispatcher(getPlanVersion, {
    params: { ...inCity, planId: plan!.id, version: plan!.headVersion! },
  })
}

const tasksOf = ({ routes }: PlanVersionDetail, crewId: number) =>
  (routes.find((route) => route.crewId === crewId)?.stops ?? []).flatMap(({ taskId }) => taskId ?? [])

async function open(more = ''): Promise<void> {
  await page.goto(`${baseUrl}/${city}/dispatch/today?day=${day}${more}`)
  await page.waitForSelector('[data-map-idle]')
}

/** With a stop in the middle of the map. */
function at({ location }: Stop): string {
  const [lon, lat] = location!
  return `&map=18/${lat}/${lon}`
}

async function openRoute(crewId: number): Promise<void> {
  const route = page.locator(`#route-${crewId}`)
  if ((await route.getAttribute('open')) === null) await route.locator('summary').click()
}

async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  await place.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await place.boundingBox())!
  return { x: x + width / 2, y: y + height / 2 }
}

async function drag(from: Locator, to: Locator): Promise<void> {
  const begin = await middleOf(from)
  await page.mouse.move(begin.x, begin.y)
  await page.mouse.down()
  await page.mouse.move(begin.x + 9, begin.y + 3, { steps: 3 })
  const end = await middleOf(to)
  await page.mouse.move(end.x, end.y, { steps: 4 })
  await page.mouse.up()
}

/** A stop of a crew that no other lies upon: where two do, the map gives a hand the upper one. */
function lonely({ routes }: PlanVersionDetail, crewId: number): Stop {
  const tasks = routes.flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'task'))
  const isNear = (a: Stop, b: Stop) =>
    a !== b && [0, 1].every((axis) => Math.abs(a.location![axis]! - b.location![axis]!) < 0.0003)
  const own = routes.find((route) => route.crewId === crewId)!.stops
  return own.find((stop) => stop.kind === 'task' && !tasks.some((other) => isNear(stop, other)))!
}

/** The crew of the lamp, and one that lacks the skill for it but has a route. */
async function crews(version: PlanVersionDetail): Promise<{ own: number; other: number }> {
  const own = version.routes.find(({ crewId }) => tasksOf(version, crewId).includes(lamp))!.crewId
  const all = await dispatcher(listCrews, { params: inCity })
  const able = new Set(all.filter(({ skills }) => skills.includes('electrician')).map(({ id }) => id))
  const other = version.routes.find(({ crewId }) => !able.has(crewId) && tasksOf(version, crewId).length > 2)
  return { own, other: other!.crewId }
}

test('a drop that breaks a rule is made, asks why, and is marked with its reason whoever looks', async () => {
  await open()
  const { own, other } = await crews(await head())
  await openRoute(own)
  await drag(page.locator(`#stop-${lamp}`), page.locator(`#route-${other} > summary`))
  const why = page.getByLabel('Γιατί γίνεται παρ’ όλα αυτά;')
  await why.waitFor()
  expect(await why.evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await findingsNow(page)).toEqual([])
  await why.fill('Τους συνοδεύει ηλεκτρολόγος')
  await why.press('Enter')
  await page.getByText('Αιτία: Τους συνοδεύει ηλεκτρολόγος').first().waitFor()

  await page.reload()
  await page.waitForSelector('[data-map-idle]')
  await openRoute(other)
  await page.locator(`#stop-${lamp}`).getByText('ειδικότητα').waitFor()
  await page.locator('button.service[aria-label*="παραβιάζει: ειδικότητα"]').waitFor()
  await page.getByRole('button', { name: 'Δημοσίευση πλάνου' }).click()
  await page.getByRole('dialog').getByText('Αιτία: Τους συνοδεύει ηλεκτρολόγος').waitFor()
  await page.keyboard.press('Escape')
})

test('stops that are chosen by key and by click go together, in one step', async () => {
  await open()
  const before = await head()
  const { other } = await crews(before)
  const from = before.routes.find(({ crewId }) => crewId !== other && tasksOf(before, crewId).length > 1)!
  const [first, second] = tasksOf(before, from.crewId) as [number, number]
  await openRoute(from.crewId)
  const link = page.locator(`#stop-${first} a`)
  await link.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Εντολή εργασίας' }).waitFor()
  // who opens one by keys goes on from it
  expect(await link.evaluate((each) => each === document.activeElement)).toBe(true)
  await page.keyboard.press('Space')
  await page.locator(`#stop-${second} a`).click({ modifiers: ['Control'] })
  await page.getByRole('group', { name: '2 επιλεγμένες στάσεις' }).waitFor()
  await drag(page.locator(`#stop-${second}`), page.locator(`#route-${other} > summary`))
  await expect.poll(async () => (await head()).version, patience).toBe(before.version + 1)
  const after = await head()
  expect(tasksOf(after, other)).toEqual(expect.arrayContaining([first, second]))
  expect(after.act).toMatchObject({ kind: 'move', count: 2 })
})

test('a stop is taken from the map to a lane, and dropped on another stop of the map it goes before that', async () => {
  const before = await head()
  const { other } = await crews(before)
  const target = lonely(before, other)
  const from = before.routes.find(({ crewId }) => crewId !== other && tasksOf(before, crewId).length > 0)!
  const [moved] = tasksOf(before, from.crewId)
  // the stop aimed at stands in the middle of the map
  await open(at(target))
  await openRoute(from.crewId)
  await drag(page.locator(`#stop-${moved}`), page.locator('[data-drop=map]'))
  await expect.poll(async () => (await head()).version, patience).toBe(before.version + 1)
  const now = tasksOf(await head(), other)
  expect(now[now.indexOf(target.taskId!) - 1]).toBe(moved)

  await open(at(target))
  const lane = page.locator(`[data-drop=lane][data-crew="${from.crewId}"]`)
  await drag(page.locator('[data-drop=map]'), (await lane.count()) ? lane : page.locator('[data-drop=out]'))
  await expect.poll(async () => (await head()).version, patience).toBe(before.version + 2)
  expect(tasksOf(await head(), other)).not.toContain(target.taskId)
})

test('on a tablet a finger that swipes scrolls, and one that rests on a card carries it to another crew', async () => {
  const device = await openDevice(browser, tablet, { hasTouch: true })
  await signIn(device, 'dispatcher')
  const touched = device.page
  await touched.goto(`${baseUrl}/${city}/dispatch/today?day=${day}&low=board`)
  await touched.waitForSelector('[data-map-idle]')
  const before = await head()
  const from = before.routes.find(({ crewId }) => tasksOf(before, crewId).length > 0)!
  const [moved] = tasksOf(before, from.crewId)
  const card = touched.locator(`li[data-drop=stop][data-task="${moved}"]`)
  const to = touched.locator(`header[data-drop=crew]:not([data-crew="${from.crewId}"])`).first()
  const finger = await device.context.newCDPSession(touched)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  const carry = async (restMilliseconds: number) => {
    const [begin, end] = [await middleOf(card), await middleOf(to)]
    await touch('touchStart', begin.x, begin.y)
    await touched.waitForTimeout(restMilliseconds)
    for (let step = 1; step <= 8; step++) {
      const [right, down] = [end.x - begin.x, end.y - begin.y].map((way) => (way * step) / 8)
      await touch('touchMove', begin.x + right!, begin.y + down!)
    }
    await touch('touchEnd')
  }
  await carry(0)
  await carry(600)
  await expect.poll(async () => (await head()).version, patience).toBe(before.version + 1)
  const after = await head()
  expect(after.act).toMatchObject({ kind: 'move', count: 1 })
  expect(tasksOf(after, from.crewId)).not.toContain(moved)
  await device.context.close()
})
