import type { Handle, HandleFetch } from '@sveltejs/kit/hooks'
import { paraglideMiddleware } from '#lib/paraglide/server.js'

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ locale }) =>
    resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }),
  )

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
