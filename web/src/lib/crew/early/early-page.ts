import { readFile } from 'node:fs/promises'
import { getJurisdiction, getMe, getRunSheet, listServices } from '@dromos/api/contract'
import type { RequestEvent } from '@sveltejs/kit'
import { render } from 'svelte/server'
import { version } from '$app/env'
import { api } from '#lib/city/api.ts'
import { cityId } from '#lib/city/asked-ahead.ts'
import { City } from '#lib/city/city.svelte.ts'
import { dayOf } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'
import { beginEarly, showEarly, type EarlyHere } from './early-script.ts'
import style from './early.css?inline'
import { meaningOf } from './early-tap.ts'
import FirstScreen from './FirstScreen.svelte'
import { mayBeShown, shownUntil, type KeptScreen } from './screen-facts.ts'
import { earlyPlace, withScreen } from './with-screen.ts'

const crewRoute = '/(console)/[jurisdictionId]/crew'
/** longer than this, and the page is better sent without */
const patienceMs = 1200

/**
 * A crew's page: with its styles in it and, when somebody opens it over the network, with the first screen of their
 * day. What the service worker asks for to keep is everybody's, and holds nobody's.
 */
export interface EarlyPage {
  transform: (page: string) => Promise<string>
  head: (headers: Headers) => void
}

export async function earlyPage(event: RequestEvent): Promise<EarlyPage | null> {
  const { jurisdictionId } = event.params
  if (event.route.id !== crewRoute || !cityId.test(jurisdictionId ?? '')) return null
  const isOpened = event.request.headers.get('sec-fetch-dest') === 'document'
  const isToday = event.url.search === '' && event.request.headers.has('cookie')
  const served = isOpened && isToday ? await inTime(firstScreen(event, jurisdictionId!)) : null
  let nonce = ''
  return {
    async transform(page) {
      nonce = / nonce="([\w+/=]+)"/.exec(page)?.[1] ?? ''
      const titled = page.replace('</head>', `<title>${m.crew_title()}</title></head>`)
      const styled = await withStyles(titled, nonce, isOpened)
      const whole = afterFirst(styled, isOpened).replace('</body>', () => `${early(nonce)}</body>`)
      return served ? withScreen(whole, served) : whole
    },
    head(headers) {
      // somebody's day is theirs alone
      if (served) headers.set('cache-control', 'private, no-store')
      const policy = headers.get('content-security-policy')
      // the styles in the page are let in as its scripts are
      if (policy && nonce)
        headers.set(
          'content-security-policy',
          policy.replace("style-src-elem 'self'", `style-src-elem 'self' 'nonce-${nonce}'`),
        )
    },
  }
}

async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((done) => (timer = setTimeout(done, patienceMs, null)))
  // not signed in, no route, no answer: the program will say so
  const answer = await Promise.race([asked.catch(() => null), late])
  clearTimeout(timer)
  return answer
}

async function firstScreen(event: RequestEvent, jurisdictionId: string): Promise<KeptScreen | null> {
  const call = api(event.fetch)
  const params = { jurisdictionId }
  const [me, sheet, jurisdiction, services] = await Promise.all([
    call(getMe, {}),
    call(getRunSheet, { params, query: {} }),
    call(getJurisdiction, { params }),
    call(listServices, { params }),
  ])
  const { timezone: timeZone } = jurisdiction
  const madeAt = Date.now()
  if (!me.account || sheet.day !== dayOf(new Date(madeAt), timeZone) || sheet.visits.length === 0) return null
  const city = new City(jurisdiction, services, [])
  const { body } = await render(FirstScreen, { props: { sheet, city } })
  return {
    version,
    locale: getLocale(),
    search: '',
    accountId: me.account.id,
    madeAt,
    until: shownUntil(madeAt, timeZone, me.tablet?.endsAt),
    html: body,
  }
}

function early(nonce: string): string {
  const here: EarlyHere = { version, locale: getLocale() }
  const script = `(${beginEarly})(${JSON.stringify(here)}, ${showEarly}, ${mayBeShown}, ${meaningOf})`
  return `${earlyPlace(m.crew_early_opening())}<script nonce="${nonce}">${script}</script>`
}

const start = /\bimport\("[^"]+\/entry\/start\.[\w-]+\.js"\)/

/**
 * The program begins once the first screen stands. What is on the tablet already is not read before either; over the
 * network it is asked for at once.
 */
function afterFirst(page: string, isOpened: boolean): string {
  const begun = page.replace(
    start,
    (program) => `new Promise((begin) => (globalThis.dromosBegin = begin)).then(() => ${program})`,
  )
  return isOpened ? begun : begun.replaceAll('rel="modulepreload"', 'rel="later"')
}

const sheets = new Map<string, string>()

/**
 * Eleven files of styles would each be asked for before anything is drawn. They stay named, so that the program knows
 * that they are there. Over the network the fonts come after the program, which is waited for.
 */
async function withStyles(page: string, nonce: string, isOpened: boolean): Promise<string> {
  const links = [
    ...page.matchAll(/<link href="[^"]*(\/_app\/immutable\/assets\/[\w.-]+\.css)" rel="stylesheet">/g),
  ]
  const styles = await Promise.all(links.map(([, path]) => stylesOf(path!)))
  if (styles.includes(null)) return page
  const named = links.reduce(
    (text, [link]) => text.replace(link, link.replace('>', ' disabled media="(max-width: 0)">')),
    page,
  )
  const text = styles.join('')
  const shown = `<style nonce="${nonce}">${text.replace(fontFace, '')}${style}</style>`
  const faces = `<style nonce="${nonce}"${isOpened ? ' data-fonts media="not all"' : ''}>${text.match(fontFace)?.join('') ?? ''}</style>`
  return named.replace('</head>', () => `${isOpened ? '' : fontsAhead(text)}${faces}${shown}</head>`)
}

const fontFace = /@font-face\s*\{[^}]*\}/g

/** What is on the tablet is there before the words are laid out, which are laid out once then. */
function fontsAhead(styles: string): string {
  const fonts = styles.matchAll(/url\(([^)]*-(?:greek|latin)-wght-normal[^)]*)\)/g)
  return [...fonts]
    .map(([, href]) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${href}" />`)
    .join('')
}

/** As the build has it beside the server; none of them where the pages are not built. */
async function stylesOf(path: string): Promise<string | null> {
  const known = sheets.get(path)
  if (known !== undefined) return known
  try {
    const text = await readFile(new URL(`../../client${path}`, import.meta.url), 'utf8')
    const placed = text.replace(/url\((['"]?)\.\//g, 'url($1/_app/immutable/assets/')
    sheets.set(path, placed)
    return placed
  } catch {
    return null
  }
}
