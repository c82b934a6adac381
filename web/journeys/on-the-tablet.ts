import { listTablets, makeTabletCode, type Client, type Crew } from '@dromos/api/contract'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { baseUrl, city, findings, findingsNow, inCity } from './browser.ts'

/** What a glove misses or the sun hides: targets under 48 px, text under 16 px. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const say = (element: Element, size: number) =>
      `${element.tagName} ${element.className} ${element.textContent?.trim().slice(0, 30)}: ${size}`
    const isShown = (element: Element) => element.checkVisibility() && !element.closest('.visually-hidden')
    // an inline link of the map's sources is part of its sentence
    const targets = [...document.querySelectorAll('a, button, select, textarea')].filter(
      (element) => isShown(element) && !element.closest('.maplibregl-ctrl-attrib'),
    )
    const small = targets.flatMap((element) => {
      const { width, height } = element.getBoundingClientRect()
      const least = Math.round(Math.min(width, height))
      return least < 48 ? [say(element, least)] : []
    })
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (words.nextNode()) {
      const element = words.currentNode.parentElement!
      const size = parseFloat(getComputedStyle(element).fontSize)
      if (words.currentNode.textContent?.trim() && isShown(element) && size < 16)
        small.push(say(element, size))
    }
    return small
  })
}

/** 0 for a red picture, 2 for a blue one. */
export async function strongestChannel(page: Page, mediaId: string): Promise<number> {
  return page.evaluate(async (source) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!
    canvas.drawImage(image, 0, 0, 1, 1)
    const [red, , blue] = canvas.getImageData(0, 0, 1, 1).data
    return red! > blue! ? 0 : 2
  }, `/api/v1/${city}/media/${mediaId}/small`)
}

/** By the code of a dispatcher, then by name and the demo's PIN; gives what speaks against the screens on the way. */
export async function comeInByPin(page: Page, dispatcher: Client, crew: Crew): Promise<string[]> {
  const { code } = await dispatcher(makeTabletCode, { params: { ...inCity, crewId: crew.id } })
  await page.goto(`${baseUrl}/${city}/tablet#code=${code}`)
  await page.waitForSelector('[data-stage=people]')
  const found = [...(await findings(page)), ...(await tooSmall(page))]
  await page.getByRole('button', { name: crew.members[0]!.name }).click()
  await page.waitForSelector('[data-stage=pin]')
  found.push(...(await findings(page)), ...(await tooSmall(page)))
  for (const figure of '4826') await page.getByRole('button', { name: figure, exact: true }).click()
  await page.getByRole('button', { name: 'Είσοδος' }).click()
  await page.waitForURL(`${baseUrl}/${city}/crew`)
  const tablets = await dispatcher(listTablets, { params: inCity, query: { crewId: crew.id } })
  // which build of the program it runs
  expect(tablets.map(({ appVersion }) => appVersion)).toContainEqual(expect.stringMatching(/^\d{13}$/))
  return found
}

/** All that the tablet did has come to the city, photos as well. */
export async function untilSent(page: Page): Promise<void> {
  // a sheet closes once its tap is kept
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await sendNow(page)
  await page.waitForSelector('[data-pending="0"]')
  await page.getByText('Όλα στάλθηκαν').waitFor()
}

/** What ends a job waits for a minute, unless it is sent on; on a slow machine the minute may be over. */
export async function sendNow(page: Page): Promise<void> {
  await page.waitForSelector('[data-send-now], [data-pending="0"]')
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-send-now]')?.click())
}

/** The job on the screen, from setting off to done, with a photo. */
export async function closeJob(page: Page, picture: Buffer, { isUnderWay = false } = {}): Promise<void> {
  if (!isUnderWay) await page.getByRole('button', { name: 'Ξεκινάμε', exact: true }).click()
  await page.getByRole('button', { name: 'Φτάσαμε' }).click()
  await page.getByRole('button', { name: 'Ολοκληρώθηκε' }).click()
  await page
    .getByRole('dialog')
    .getByLabel('Φωτογραφία μετά')
    .setInputFiles({ name: 'proof.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByRole('dialog').getByRole('button', { name: 'Κλείσιμο εργασίας' }).click()
}

/** The next stop stands on its own, is tapped, and the program finds the tap; gives what speaks against that screen. */
export async function tapBeforeTheProgram(
  context: BrowserContext,
  address: string,
  next: number,
): Promise<string[]> {
  const page = await context.newPage()
  // the program is on the tablet, where no network holds it back
  await page.addInitScript(() => {
    let held = () => {}
    Object.defineProperty(globalThis, 'dromosBegin', { get: () => () => {}, set: (begin) => (held = begin) })
    Object.assign(globalThis, { letBegin: () => held() })
  })
  await page.goto(address)
  const early = page.locator('[data-early]')
  await early.locator(`article[data-visit="${next}"]`).waitFor()
  const against = [...(await findingsNow(page)), ...(await tooSmall(page))]
  await early.getByRole('button', { name: 'Ξεκινάμε', exact: true }).click()
  await early.locator('[aria-busy=true]').waitFor()
  await page.evaluate(() => (globalThis as unknown as { letBegin: () => void }).letBegin())
  await page.waitForSelector(`article[data-visit="${next}"][data-status=en_route]`)
  await early.waitFor({ state: 'detached' })
  await page.close()
  return against
}

/** What is there of a day when the page is opened: as the service worker gives it, and as it is kept. */
export function keptScreen(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const opened = await (await fetch(location.href)).text()
    const kept: string[] = []
    for (const name of ['crew-screens', 'crew-answers'])
      kept.push((await (await caches.match(location.pathname, { cacheName: name }))?.text()) ?? '')
    return [opened, ...kept].join()
  })
}
