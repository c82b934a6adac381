import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'

const titles = {
  'bad-input': { status: 400, title: 'This is not a tile' },
  'not-found': { status: 404, title: 'There is no such tile' },
  'too-many-requests': { status: 429, title: 'Too many tiles at once' },
  unavailable: { status: 503, title: 'The map cannot be drawn at the moment' },
  internal: { status: 500, title: 'Something went wrong here' },
} as const

export type ProblemType = keyof typeof titles

/** An answer to the client (RFC 9457), thrown from wherever it is known. */
export class TileProblem extends Error {
  override name = 'TileProblem'
  readonly type: ProblemType

  constructor(type: ProblemType, detail: string) {
    super(detail)
    this.type = type
  }
}

export function badTile(detail: string): TileProblem {
  return new TileProblem('bad-input', detail)
}

export function noSuchTile(detail: string): TileProblem {
  return new TileProblem('not-found', detail)
}

export function tooManyTiles(): TileProblem {
  return new TileProblem('too-many-requests', 'Wait a minute and look again.')
}

/** Answers with problem+json; only what went wrong on our side is logged. */
export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const problem = asProblem(error)
    const { status, title } = titles[problem.type]
    if (status >= 500) logger.error({ err: error, path: request.path }, 'tile failed')
    if (status === 503) response.set('Retry-After', '2')
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify({ type: problem.type, title, status, detail: problem.message }))
  }
}

function asProblem(error: unknown): TileProblem {
  if (error instanceof TileProblem) return error
  if (error instanceof URIError) return badTile('The address is not written as an address must be.')
  const code = (error as { code?: unknown } | null)?.code
  if (code === queryCanceled) return new TileProblem('unavailable', 'Drawing this tile took too long.')
  if (typeof code === 'string' && connectionLost.test(code))
    return new TileProblem('unavailable', 'The database does not answer.')
  return new TileProblem('internal', 'The tile could not be drawn.')
}

const queryCanceled = '57014'
/** PostgreSQL's classes 08 and 57P (shut down), too many connections, and the network's own words */
const connectionLost = /^(08|57P|53300|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/
