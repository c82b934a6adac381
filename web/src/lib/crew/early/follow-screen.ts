import type { Me } from '@dromos/api/contract'
import { programVersion } from '#lib/city/program-version.ts'
import { getLocale } from '#lib/paraglide/runtime.js'
import { afterPaint } from '../later-parts.svelte.ts'
import { forgetScreens, keepScreen } from './kept-screens.ts'
import { shownUntil } from './screen-facts.ts'

export interface Shown {
  /** it is what the page opens with */
  isFirst: boolean
  /** what is on the screen, so that a change of it is followed */
  changed: unknown[]
  timeZone: string
  url: { pathname: string; search: string }
  me: Me
}

/** a crew taps faster than that, and what was kept before is still there */
const pauseMs = 400
let waiting: ReturnType<typeof setTimeout> | undefined
let round = 0

/** Keeps what stands on the screen once it has come to rest, or forgets what was kept before. */
export function followScreen(screen: Element, { isFirst, timeZone, url, me }: Shown): void {
  clearTimeout(waiting)
  const own = ++round
  const { account, tablet } = me
  const version = programVersion()
  if (!isFirst || !account || !version) return void forgetScreens()
  waiting = setTimeout(async () => {
    await afterPaint()
    if (own !== round || !screen.isConnected) return
    const madeAt = Date.now()
    void keepScreen(url.pathname, screen, {
      version,
      locale: getLocale(),
      search: url.search,
      accountId: account.id,
      madeAt,
      until: shownUntil(madeAt, timeZone, tablet?.endsAt),
    })
  }, pauseMs)
}
