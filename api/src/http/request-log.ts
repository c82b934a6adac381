import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'

const readableRequestId = /^[\w-]{8,64}$/

/** Gives each call an id and logs its end: which endpoint, how it went, how long; nothing personal. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id')
    const requestId = given && readableRequestId.test(given) ? given : randomUUID()
    response.locals.requestId = requestId
    response.set('X-Request-Id', requestId)
    const startedAt = performance.now()
    response.once('close', () => {
      log.info(
        {
          requestId,
          endpoint: response.locals.endpointName ?? null,
          method: request.method,
          status: response.writableFinished ? response.statusCode : 499,
          milliseconds: Math.round(performance.now() - startedAt),
        },
        'call',
      )
    })
    next()
  }
}
