import {
  getPlanVersion,
  listPlans,
  listRequests,
  orderableStatuses,
  type Client,
  type PlanVersionDetail,
} from '@dromos/api/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseUrl, city, desktop, findingsNow, inCity, openBrowser, openDevice, signIn } from './browser.ts'
import { freeDay, orderEach, pointInCity, report } from './city.ts'
import { wordsOf } from './words.ts'

// A dispatcher's day from its preparation to its review, by mouse and by keys, in both languages.

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

/** An order for each of some requests that have none. */
async function orderSome(client: Client, count: number): Promise<void> {
  const query = { isUnordered: true, status: [...orderableStatuses], limit: count }
  const { items } = await client(listRequests, { params: inCity, query })
  await orderEach(
    client,
    items.map(({ id }) => id),
  )
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover()
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!]
  const [x, y] = [start.x + start.width / 2, start.y + start.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 9, y + 3, { steps: 3 })
  await page.mouse.move(x, end.y + end.height / 2, { steps: 4 })
  await page.locator('.ghost').waitFor()
  await page.mouse.up()
}

/** The version of the day's plan that is in force. */
async function published(client: Client, day: string): Promise<PlanVersionDetail> {
  const [plan] = await client(listPlans, { params: inCity, query: { day } })
  const params = { ...inCity, planId: plan!.id, version: plan!.publishedVersion! }
  return client(getPlanVersion, { params })
}

const tasksOf = ({ routes }: PlanVersionDetail, only: (crewId: number) => boolean = () => true) =>
  routes.flatMap(({ crewId, stops }) =>
    stops.flatMap(({ taskId }) => (taskId !== null && only(crewId) ? [taskId] : [])),
  )

test.each([
  ['el', ''],
  ['en', '/en'],
] as const)(
  'a whole day in %s: prepared, planned, moved, explained, published, mended twice, reviewed',
  async (language, prefix) => {
    const say = wordsOf(language)
    const device = await openDevice(browser, desktop)
    const { page } = device
    const client = await signIn(device, 'dispatcher')
    const button = (name: string) => page.getByRole('button', { name: say(name), exact: true })
    const isVersion = (version: number) =>
      page.getByRole('button', { name: say('plan_version', { version }), exact: true }).waitFor()
    const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name: say(name) })
    const publish = async () => {
      await button('plan_publish').click()
      await inDialog('plan_publish').click()
      // what was published before is still told of meanwhile
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByText(say('status_plan_published')).first().waitFor()
    }
    const changes = page.getByRole('region', { name: say('plan_replan_list') })

    await orderSome(client, 10)
    const day = await freeDay(client)
    await page.goto(`${baseUrl}${prefix}/${city}/dispatch/today?day=${day}&stage=setup`)
    await page.locator('footer select').selectOption('5')
    await page.locator('footer button.primary:enabled').click()
    const lanes = page.locator('[data-drop=lane]')
    const bars = lanes.locator('button.service')
    await bars.first().waitFor()
    await isVersion(1)

    // by the mouse, to another crew's hours
    await drag(page, lanes.first().locator('button.service').first(), lanes.nth(1))
    await isVersion(2)
    // by keys, out of the plan; and why nobody has it, with what would help
    await bars.first().press('m')
    await page.getByRole('dialog').getByLabel(say('dispatch_crew')).selectOption('out')
    await inDialog('plan_move').click()
    await isVersion(3)
    const left = page.locator('details', { hasText: say('plan_reason_taken_out') }).first()
    await left.locator('summary').click()
    await left.locator('.why button').first().waitFor()
    expect(await findingsNow(page)).toEqual([])
    await publish()

    // an urgent job comes in
    const { id } = await report(client, 'weeds', await pointInCity(client, 150, -200), { description: day })
    const [urgentId] = await orderEach(client, [id])
    await button('plan_replan').click()
    await inDialog('plan_replan_start').click()
    await changes.waitFor()
    await publish()
    const mended = await published(client, day)
    const urgent = [...mended.routes.flatMap(({ stops }) => stops), ...mended.unassigned]
    expect(urgent.map(({ workOrderId }) => workOrderId)).toContain(urgentId)

    // a crew is out
    await page.getByRole('link', { name: say('day_tab') }).click()
    // by its name: one that has work only since comes to stand before it
    const name = await page.locator('details', { hasText: /0\/\d/ }).locator('.name').first().textContent()
    const crew = page.locator('details', { has: page.getByText(name!, { exact: true }) })
    await crew.locator('summary').click()
    await crew.getByRole('button', { name: say('day_crew_out') }).click()
    await inDialog('plan_replan_start').click()
    await changes.waitFor()
    // until it is published the live day is what crews have, and says that a draft is ahead
    await page.getByRole('link', { name: say('day_tab') }).click()
    await crew.waitFor()
    await page.getByRole('link', { name: say('day_see_draft') }).click()
    await publish()
    const last = await published(client, day)
    const out = mended.crewIds.filter((crewId) => !last.crewIds.includes(crewId))
    expect(out).toHaveLength(1)
    expect(tasksOf(mended, (crewId) => crewId === out[0])).not.toEqual([])
    expect(tasksOf(last, (crewId) => crewId === out[0])).toEqual([])

    await page.goto(`${baseUrl}${prefix}/${city}/dispatch/review?day=${day}`)
    const ahead = page.locator('dl > div', { hasText: say('review_ahead') }).locator('dd')
    await ahead.filter({ hasText: new RegExp(`^${tasksOf(last).length}$`) }).waitFor()
    await device.context.close()
  },
)
