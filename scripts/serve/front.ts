import compression from 'compression'
import express from 'express'
import type { Express, RequestHandler } from 'express'
import { answerHealth } from './health.ts'
import type { HealthBoard } from './health.ts'

export type Handler = { path?: string; handler: RequestHandler }

export type Front = {
  app: Express
  /** From now on requests reach the parts, in this order. */
  open(handlers: Handler[]): void
}

/** The one door of the product: says how it is from the first moment, and lets requests in once it is ready. */
export function createFront(board: HealthBoard): Front {
  const app = express().disable('x-powered-by')
  const parts = express.Router()
  let isOpen = false
  app.get(
    '/healthz',
    answerHealth(board, () => isOpen),
  )
  app.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff')
    next()
  })
  app.use(compression({ filter: isWorthCompressing }))
  app.use((request, response, next) => {
    if (isOpen) return parts(request, response, next)
    response
      .status(503)
      .set('Retry-After', '2')
      .type('text/plain')
      .send('Dromos is starting. Try again in a moment.\n')
  })
  return {
    app,
    open(handlers) {
      for (const { path = '/', handler } of handlers) parts.use(path, handler)
      isOpen = true
    },
  }
}

/** A stream of events must not wait in a buffer until enough has come together. */
function isWorthCompressing(request: express.Request, response: express.Response): boolean {
  const type = String(response.getHeader('Content-Type') ?? '')
  return !type.startsWith('text/event-stream') && compression.filter(request, response)
}
