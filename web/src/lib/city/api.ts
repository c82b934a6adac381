import { ApiError, createClient, type Client } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

/** The API, from a browser or (with the page's own fetch) from the server that renders it. */
export function api(fetch?: typeof globalThis.fetch): Client {
  return createClient({ baseUrl: '/api', fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)) })
}

/** What to tell a person when a call failed: what happened and what to do. */
export function failureText(failure: unknown): string {
  if (!(failure instanceof ApiError)) return m.ui_failure_offline()
  const { problem } = failure
  if (problem.type === 'unauthenticated') return m.ui_failure_unauthenticated()
  if (problem.type === 'forbidden') return m.ui_failure_forbidden()
  if (problem.type === 'conflict') return m.ui_failure_conflict()
  if (problem.type === 'not-found') return m.ui_failure_not_found()
  if (problem.type === 'too-many-requests') return m.ui_failure_too_many()
  if (problem.type === 'unavailable' || problem.type === 'internal') return m.ui_failure_server()
  return problem.detail ?? problem.title
}
