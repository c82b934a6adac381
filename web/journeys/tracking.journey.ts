import { changeRequestStatus, getRequest, type Client } from '@dromos/api/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { baseUrl, city, inCity, openBrowser, openDevice, phone, signIn, type Device } from './browser.ts'
import { pointInCity, report } from './city.ts'

let browser: Browser
let citizen: Device
let staff: Client

beforeAll(async () => {
  browser = await openBrowser()
  citizen = await openDevice(browser, phone)
  staff = await signIn(await openDevice(browser, phone), 'dispatcher')
})

afterAll(() => browser.close())

test('the tracking page tells what happens, as it happens, in both languages', async () => {
  const place = await pointInCity(staff, -300, 200)
  const { publicId, id } = await report(staff, 'weeds', place, { description: 'Ξερά χόρτα' })
  const english = await citizen.context.newPage()
  await citizen.page.goto(`${baseUrl}/${city}/requests/${publicId}`)
  await english.goto(`${baseUrl}/en/${city}/requests/${publicId}`)
  const told = [
    [citizen.page, 'Έγινε δεκτό'],
    [english, 'Accepted'],
  ] as const
  for (const [page] of told) {
    await page.waitForSelector('article[data-status=received]')
    await page.waitForSelector('[data-map-idle]')
  }
  const { version } = await staff(getRequest, { params: { ...inCity, id } })
  await staff(changeRequestStatus, { params: { ...inCity, id }, body: { status: 'accepted', version } })
  for (const [page, words] of told) {
    await page.waitForSelector('article[data-status=accepted]')
    await page.getByText(words).first().waitFor()
  }
})

test.each([
  ['', 'Δεν υπάρχει αναφορά με αυτόν τον κωδικό.'],
  ['/en', 'There is no report with this code.'],
])('a code that nobody gave out is told so on %s/…', async (prefix, words) => {
  const { page } = citizen
  await page.goto(`${baseUrl}${prefix}/${city}/requests/00000000`)
  await page.getByText(words).waitFor()
})
