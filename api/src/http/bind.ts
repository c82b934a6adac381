/**
 * From a contract endpoint to an Express route. A slice's routes.ts looks like this:
 *
 *   export function workOrderRoutes(api: Api): void {
 *     bind(api, listWorkOrders, ({ query, tenant }) => tenant((tx) => findWorkOrders(tx, query)))
 *     bind(api, changeWorkOrder, async ({ params, body, account, context, tenant }) => {
 *       const order = await tenant((tx) => moveWorkOrder(tx, context, { id: params.id, …, account }))
 *       if (!order) throw notFound('work order', params.id)
 *       return order
 *     })
 *   }
 *
 * and is added to the list of app.ts. What bind does, in this order: rate limit → params → who calls and may they
 * (endpoint.access, by membership in params.jurisdictionId) → query and body (zod) → handler → the answer, parsed
 * by the contract, which leaves out what it does not name. Whatever is thrown becomes problem+json: throw the factories of
 * problems.ts; any other error is a 500 that says nothing and is logged; a statement timeout is a 503.
 *
 * - `tenant(work)` opens one transaction for the city of the path; everything a write does goes into one.
 * - `account` is null for visitors; `roles` are the caller's roles in the city of the path.
 * - `{ body: 'stream' }` leaves the body unread: the handler reads `request` itself, within endpoint.bodyLimit.
 * - A handler that has sent the answer itself (stream, redirect) returns `sent`.
 *
 * bindFrequent does the same for what many ask all day long: to plan its statements would take longer than they do.
 */
import express, { type IRouter, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Account } from '../accounts/auth.ts'
import type { Context } from '../context.ts'
import type { Endpoint, Language, Role } from '../contract/index.ts'
import { authorize } from './authorize.ts'
import { languageOf } from './errors.ts'
import { badInput, notValid } from './problems.ts'
import { withinLimit, type RateLimits } from './rate-limits.ts'

export interface Api {
  router: IRouter
  context: Context
  limits: RateLimits
}

export interface Call<E extends Endpoint> {
  params: z.output<E['params']>
  query: z.output<E['query']>
  body: z.output<E['body']>
  account: Account | null
  roles: ReadonlySet<Role>
  context: Context
  request: Request
  response: Response
  tenant<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export const sent = Symbol('the answer has been sent')

export type Handler<E extends Endpoint> = (
  call: Call<E>,
) => Promise<z.input<E['response']> | typeof sent> | z.input<E['response']>

export interface BindOptions {
  body?: 'json' | 'stream'
  /** which limit counts the call; by method and caller unless told */
  limit?: keyof RateLimits
  /** statements are planned once, as db's `TenantOptions` tell */
  isFrequent?: boolean
}

const defaultBodyLimit = 256 * 1024

export function bind<E extends Endpoint>(
  api: Api,
  endpoint: E,
  handler: Handler<E>,
  options: BindOptions = {},
): void {
  const readsJson = endpoint.method !== 'GET' && options.body !== 'stream'
  const parseJson = express.json({ limit: endpoint.bodyLimit ?? defaultBodyLimit })
  const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'
  api.router[method](`/api${endpoint.path}`, async (request, response) => {
    response.locals.endpointName = endpoint.name
    const params = parsePart('params', endpoint.params, request.params, request) as z.output<E['params']>
    const jurisdictionId = (params as { jurisdictionId?: string }).jurisdictionId
    const { context } = api
    const account = await context.auth.accountOf(request, response)
    response.locals.accountId = account?.id
    if (!(await withinLimit(api.limits[options.limit ?? limitOf(endpoint, account)], request, response)))
      return
    const caller = await authorize(context, account, endpoint.access, jurisdictionId)
    if (readsJson) await readJson(parseJson, request, response)
    const answer = await handler({
      params,
      query: parsePart('query', endpoint.query, { ...request.query }, request) as z.output<E['query']>,
      body: parsePart('body', endpoint.body, readsJson ? (request.body ?? {}) : {}, request) as z.output<
        E['body']
      >,
      ...caller,
      context,
      request,
      response,
      tenant: (work) => context.db.tenant(jurisdictionId!, work, { isFrequent: options.isFrequent ?? false }),
    })
    if (answer !== sent) sendAnswer(endpoint, response, answer)
  })
}

export function bindFrequent<E extends Endpoint>(api: Api, endpoint: E, handler: Handler<E>): void {
  bind(api, endpoint, handler, { isFrequent: true })
}

function limitOf(endpoint: Endpoint, account: Account | null): keyof RateLimits {
  if (endpoint.method === 'GET') return 'reads'
  return account ? 'writes' : 'anonymousWrites'
}

function parsePart(part: string, schema: z.ZodType, given: unknown, request: Request): unknown {
  const result = schema.safeParse(given, inLanguage(languageOf(request)))
  if (result.success) return result.data
  throw notValid(
    result.error.issues.slice(0, 20).map(({ path, message }) => ({
      path: [part, ...path].join('.'),
      message,
    })),
  )
}

const words = { el: z.locales.el().localeError, en: z.locales.en().localeError }

/** How a schema says what is wrong, in the caller's language. */
export function inLanguage(language: Language): { error: (typeof words)[Language] } {
  return { error: words[language] }
}

// a body of JSON is short: who needs longer than this keeps a connection for nothing
const longestMilliseconds = 15_000

/** The body as JSON into `request.body`; refused when it is cut off, or takes too long to come. */
export async function readJson(
  parse: ReturnType<typeof express.json>,
  request: Request,
  response: Response,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const tooSlow = setTimeout(() => reject(badInput('The body is cut off')), longestMilliseconds)
  parse(request, response, (error?: unknown) => (error ? reject(error) : resolve()))
  await promise.finally(() => clearTimeout(tooSlow))
}

function sendAnswer(endpoint: Endpoint, response: Response, answer: unknown): void {
  // also in production: what the contract does not name is left out, so that nothing leaves by accident
  const payload = endpoint.response.parse(answer)
  if (!response.hasHeader('Cache-Control'))
    response.set('Cache-Control', endpoint.access === 'public' ? 'private, no-cache' : 'no-store')
  response.status(endpoint.status)
  if (endpoint.status === 204) response.end()
  else response.json(payload)
}
