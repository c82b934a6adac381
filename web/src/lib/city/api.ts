import { ApiError, createClient, type Client } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'
import { rest } from '#lib/ui/rest.ts'

/** The API, from a browser or (with the page's own fetch) from the server that renders it. */
export function api(fetch?: typeof globalThis.fetch): Client {
  return createClient({
    baseUrl: '/api',
    fetch: fetch ?? ((input, init) => rest.stirring(globalThis.fetch(input, init))),
    headers: { 'accept-language': getLocale() },
  })
}

/** What to tell a person when a call failed: what happened and what to do; the API says it in their language. */
export function failureText(failure: unknown): string {
  if (!(failure instanceof ApiError)) return m.ui_failure_offline()
  const { problem } = failure
  if (problem.type === 'unauthenticated') return m.ui_failure_unauthenticated()
  return (problem.detail ?? problem.title) || m.ui_failure_server()
}
