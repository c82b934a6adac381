import type { RequestEvent } from '@sveltejs/kit'
import type { Handle, HandleFetch } from '@sveltejs/kit/hooks'
import { version } from '$app/env'
import { askedOfCity, cityId } from '#lib/city/asked-ahead.ts'
import { earlyPage } from '#lib/crew/early/early-page.ts'
import { askedByDesk } from '#lib/plan/asked-ahead.ts'
import { paraglideMiddleware } from '#lib/paraglide/server.js'

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const early = await earlyPage(event)
    const page = await resolve(event, {
      preload: isWantedAtOnce,
      async transformPageChunk({ html }) {
        const text = html
          .replace('%lang%', locale)
          .replace('%program%', version)
          .replace('%early%', askedAhead(event))
        return early ? early.transform(text) : text
      },
    })
    early?.head(page.headers)
    for (const [name, value] of Object.entries(pageHeaders)) page.headers.set(name, value)
    if (process.env.ORIGIN?.startsWith('https:'))
      page.headers.set('Strict-Transport-Security', 'max-age=31536000')
    return page
  })

/** Program, styles, and the letters of both languages: a page that gets them later is laid out a second time. */
function isWantedAtOnce({ type, path }: { type: string; path: string }): boolean {
  return type === 'js' || type === 'css' || /commissioner-(greek|latin)-wght-normal/.test(path)
}

/** What a page asks for as soon as it runs is under way before its program is there. */
function askedAhead(event: RequestEvent): string {
  return [...askedByCrew(event), ...askedByDesk(event)]
    .map(
      (path) => `<link rel="preload" as="fetch" crossorigin href="/api${path.replaceAll('&', '&amp;')}" />`,
    )
    .join('\n')
}

function askedByCrew({ route, params }: RequestEvent): string[] {
  const city = params.jurisdictionId ?? ''
  if (route.id !== '/(console)/[jurisdictionId]/crew' || !cityId.test(city)) return []
  return askedOfCity(city)
}

// beside the content security policy, which the build adds
const pageHeaders = {
  'X-Content-Type-Options': 'nosniff',
  // for browsers that do not read frame-ancestors
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  // a report and a crew's proof use the place and the camera; nothing else is asked of a device
  'Permissions-Policy':
    'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), serial=(), bluetooth=(), midi=()',
}

// While a page is rendered on the server, its calls to /api go to the API by the inner address.
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const inner = process.env.API_ORIGIN
  const url = new URL(request.url)
  if (!inner || url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request)
  const copy = new Request(new URL(url.pathname + url.search, inner), request)
  const cookie = event.request.headers.get('cookie')
  if (cookie) copy.headers.set('cookie', cookie)
  // so that the API counts the visitor and not this server; it believes only who knows the token
  if (process.env.INNER_TOKEN) {
    copy.headers.set('x-dromos-visitor', event.getClientAddress())
    copy.headers.set('x-dromos-inner-token', process.env.INNER_TOKEN)
  }
  return fetch(copy)
}
