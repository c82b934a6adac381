import { dayOf } from '#lib/city/format.ts'

/** What decides whether a screen that was made before may be shown now. */
export interface ScreenFacts {
  /** of the program: its styles are named anew with every one */
  version: string
  locale: string
  /** of the address: which day, which stop */
  search: string
  accountId: string
  madeAt: number
  until: number
}

export interface KeptScreen extends ScreenFacts {
  html: string
}

/** a shift: what was on the screen before that tells nobody where to go next */
const longestMs = 8 * 3_600_000

/** by the path of the page, as the service worker keeps the page itself */
export const screenCache = 'crew-screens'

/**
 * Until when a screen made now may be shown: not after the day is over in the city, and on a shared tablet not after
 * whoever is in is out. Told as an instant, so that the page need not know of time zones before its program does.
 */
export function shownUntil(madeAt: number, timeZone: string, sessionEndsAt?: string): number {
  const today = dayOf(new Date(madeAt), timeZone)
  // the first instant that is not today any more lies between
  let [still, over] = [madeAt, madeAt + longestMs]
  while (over - still > 1000) {
    const middle = (still + over) / 2
    if (dayOf(new Date(middle), timeZone) === today) still = middle
    else over = middle
  }
  return Math.min(still, sessionEndsAt ? Date.parse(sessionEndsAt) : Infinity)
}

/** Runs in the page before the program is there: it is put there as text, and names nothing beside its arguments. */
export function mayBeShown(
  screen: ScreenFacts,
  here: { version: string; locale: string; search: string; now: number },
): boolean {
  if (screen.version !== here.version || screen.locale !== here.locale) return false
  // a tablet's clock may be behind the server's
  const isAhead = here.now < screen.madeAt - 3_600_000
  return screen.search === here.search && !isAhead && here.now < screen.until
}
