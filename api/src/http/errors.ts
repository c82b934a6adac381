import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Language } from '../contract/index.ts'
import {
  badInput,
  conflict,
  internal,
  notFound,
  ProblemError,
  tooLarge,
  unavailable,
  unsupportedMedia,
} from './problems.ts'

// query cancelled (statement timeout), lock not available, deadlock, serialization, shutdown, too many clients
const passingTroubles = new Set([
  '57014',
  '55P03',
  '40P01',
  '40001',
  '57P01',
  '57P03',
  '53300',
  '08006',
  '08001',
  '57P02',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
])
// what the driver says where the server could say nothing any more
const lostConnections = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
])

// out of range, no date, a NUL character, no text, half a character: what the contract lets through and no column holds
const unstorableValues = new Set(['22003', '22007', '22008', '22009', '22021', '22P02', '22P05'])

export const answerNotFound: RequestHandler = (request) => {
  throw notFound('endpoint', `${request.method} ${request.path.slice(0, 200)}`)
}

/** The last handler of the API: whatever was thrown becomes problem+json. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const known = toProblem(error)
    if (known.status >= 500)
      log.error({ error: describeError(error), requestId: response.locals.requestId }, 'call failed')
    if (response.headersSent) return next(error)
    // what is left of a body that nobody will read must not keep the connection
    if (!request.complete) response.set('Connection', 'close')
    sendProblem(response, known)
  }
}

export function sendProblem(response: Response, problem: ProblemError): void {
  const language = languageOf(response.req)
  const isPassing = problem.status === 429 || problem.status === 503
  if (isPassing && !response.hasHeader('Retry-After')) response.set('Retry-After', '5')
  response
    .status(problem.status)
    .set({ 'Cache-Control': 'no-store', 'Content-Language': language })
    .vary('Accept-Language')
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem.in(language), requestId: response.locals.requestId }))
}

/** What the caller reads best; English for a program that does not say. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages('en', 'el') === 'el' ? 'el' : 'en'
}

export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const { code, type, limit } = (error ?? {}) as { code?: string; type?: string; limit?: number }
  if (type === 'entity.too.large') return tooLarge(limit ?? 0)
  if (type === 'entity.parse.failed') return badInput('The body is not JSON')
  if (type?.startsWith('encoding.') || type?.startsWith('charset.'))
    return unsupportedMedia('This encoding is not taken')
  if (type === 'request.aborted' || type === 'request.size.invalid') return badInput('The body is cut off')
  if (error instanceof URIError) return badInput('The address is not readable')
  if (code && unstorableValues.has(code))
    return badInput('A value cannot be stored: out of range, or no text')
  // two at once under one key: the first is stored, and the second can ask for it
  if (code === '23505') return conflict('This exists already')
  if (isPassing(error)) return unavailable()
  return internal()
}

/** Whether it may well go the next time: the database was away, or too much was asked of it at once. */
export function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  if (code) return passingTroubles.has(code)
  return lostConnections.has(message ?? '')
}

/** What an operator needs of an error, without values that people typed. */
export function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof z.ZodError)
    return {
      name: 'ZodError',
      issues: error.issues.map(({ code, path }) => ({ code, path: path.join('.') })),
    }
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, constraint, table, routine } = error as Error & Record<string, unknown>
  // a database's message can quote a row
  const message = typeof routine === 'string' ? undefined : error.message
  return { name: error.name, message, code, constraint, table, stack: stackOf(error) }
}

function stackOf(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 12)
    .join('\n')
}
