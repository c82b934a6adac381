import type { EarlyScreen } from './early-script.ts'
import { screenCache, type KeptScreen, type ScreenFacts } from './screen-facts.ts'

/** what stands below the next stop, comes later or counts down */
const later = '[data-later], .map > *'
/** a picture of a page does nothing */
const active = 'script, style, link, meta, base, iframe, object, embed, template'
/** far more than a head and one stop with all that citizens said of it */
const mostCharacters = 100_000

/** The screen that stands before the program, while it does. */
export function earlyScreen(): EarlyScreen | undefined {
  const early = (globalThis as { dromosEarly?: EarlyScreen }).dromosEarly
  return early?.root.isConnected ? early : undefined
}

/** Keeps what stands first on a crew's screen, to be there at once when the page is opened again. */
export function keepScreen(path: string, screen: Element, facts: ScreenFacts): Promise<void> {
  const copy = screen.cloneNode(true) as Element
  for (const part of copy.querySelectorAll(`${later}, ${active}`)) part.remove()
  // what is said of the program is not true before it is there
  for (const name of copy.getAttributeNames()) if (name.startsWith('data-')) copy.removeAttribute(name)
  const kept: KeptScreen = { ...facts, html: copy.outerHTML }
  if (kept.html.length > mostCharacters) return forgetScreens()
  return inTurn(async () => (await caches.open(screenCache)).put(path, Response.json(kept)))
}

/** Shows and keeps nothing of anybody's day, but of whom it is told. */
export function forgetScreens(but: string | null = null): Promise<void> {
  const early = earlyScreen()
  if (early && early.accountId !== but) takeDown(early)
  if (!but) return inTurn(async () => void (await caches.delete(screenCache)))
  return inTurn(async () => {
    const cache = await caches.open(screenCache)
    for (const request of await cache.keys()) {
      const kept = (await (await cache.match(request))?.json()) as KeptScreen | undefined
      if (kept?.accountId !== but) await cache.delete(request)
    }
  })
}

let last: Promise<void> = Promise.resolve()

/** What was forgotten last is not kept by what began before. A browser that keeps nothing has nothing to forget. */
function inTurn(work: () => Promise<void>): Promise<void> {
  last = last.then(() => ('caches' in globalThis ? work() : undefined)).catch(() => {})
  return last
}

/** The program's page is seen and heard from now on, and only it. */
export function takeDown({ root }: EarlyScreen): void {
  document.querySelector('[data-fonts]')?.removeAttribute('media')
  root.previousElementSibling?.removeAttribute('inert')
  root.remove()
}
