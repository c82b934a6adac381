import type { CallOf, Endpoint, ResultOf } from './endpoint.ts'
import { isProblem, type Problem } from './problem.ts'

export interface ClientOptions {
  /** where /api is, e.g. "http://localhost:3000/api" or "/api" */
  baseUrl: string
  fetch?: typeof globalThis.fetch
  headers?: Record<string, string>
}

export interface CallOptions {
  signal?: AbortSignal
  /** the body of an endpoint that takes it as it is, instead of JSON */
  bytes?: Blob
}

export type Client = <E extends Endpoint>(
  endpoint: E,
  call: CallOf<E>,
  options?: CallOptions,
) => Promise<ResultOf<E>>

/** The server's answer when it is not a success; `problem.type` is what callers branch on. */
export class ApiError extends Error {
  readonly problem: Problem
  /** when the server asks to come again, if it says */
  readonly retryAfterSeconds: number | null

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.title)
    this.name = 'ApiError'
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** One function that calls any endpoint of the contract, checked by its schemas. */
export function createClient({ baseUrl, fetch = globalThis.fetch, headers }: ClientOptions): Client {
  return async (endpoint, call, options = {}) => {
    const given = call as {
      params?: Record<string, unknown>
      query?: Record<string, unknown>
      body?: unknown
    }
    const hasBody = endpoint.method !== 'GET' && given.body !== undefined
    const response = await fetch(baseUrl + pathOf(endpoint, given), {
      method: endpoint.method,
      signal: options.signal,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(options.bytes ? { 'content-type': 'application/octet-stream' } : {}),
        ...headers,
      },
      ...(hasBody ? { body: JSON.stringify(given.body) } : {}),
      ...(options.bytes ? { body: options.bytes } : {}),
    })
    if (!response.ok) throw new ApiError(await readProblem(response), retryAfterOf(response))
    const payload = response.status === 204 ? undefined : await response.json()
    return checked(endpoint, payload) as never
  }
}

/** A browser's contract has no schemas: there the server's own check is the only one. */
function checked(
  { response }: Pick<Endpoint, 'response'> | { response?: undefined },
  payload: unknown,
): unknown {
  return response ? response.parse(payload) : payload
}

/** What an endpoint is called by, below /api. */
export function pathOf(
  { path }: Pick<Endpoint, 'path'>,
  { params, query }: { params?: Record<string, unknown>; query?: Record<string, unknown> },
): string {
  return fillPath(path, params) + queryString(query)
}

/** "/v1/:jurisdictionId/x" with its parameters filled in. */
export function fillPath(path: string, params: Record<string, unknown> = {}): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

function queryString(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    search.set(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

/** A date instead of seconds, which HTTP allows, is not what our server says. */
function retryAfterOf({ headers }: Response): number | null {
  const text = headers.get('retry-after')
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null
}

/** What stands between may answer in its own words: then there is no title to show. */
async function readProblem(response: Response): Promise<Problem> {
  const answer: unknown = await response.json().catch(() => null)
  return isProblem(answer) ? answer : { type: 'unavailable', title: '', status: response.status }
}
