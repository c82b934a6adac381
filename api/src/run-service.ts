import { once } from 'node:events'
import { createServer } from 'node:http'
import express, { type RequestHandler } from 'express'
import type { Logger } from 'pino'

const goodbyeMilliseconds = 3000
const deadlineMilliseconds = 20_000

export interface Service {
  /** none for a part that is only asked how it is */
  router?: RequestHandler
  health(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

export interface ServiceOptions {
  host: string
  port: number
  /** proxies before this process */
  trustProxy: number
  logger: Logger
}

/** Runs one part as a process of its own: its routes, `GET /healthz`, and an orderly end on SIGTERM. */
export async function runService(service: Service, options: ServiceOptions): Promise<void> {
  const { host, port, trustProxy, logger } = options
  const app = express().disable('x-powered-by').set('trust proxy', trustProxy)
  app.get('/healthz', async (_request, response) => {
    const answer = await service.health().catch((error: Error) => {
      logger.error({ message: error.message }, 'not healthy')
      return undefined
    })
    response.status(answer ? 200 : 503).json({ ...answer, status: answer ? 'ready' : 'failed' })
  })
  if (service.router) app.use(service.router)
  const server = createServer(app).listen(port, host)
  await once(server, 'listening')
  logger.info({ host, port }, 'listening')

  const stop = async () => {
    setTimeout(() => process.exit(1), deadlineMilliseconds).unref()
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeIdleConnections()
    // live streams never end by themselves
    setTimeout(() => server.closeAllConnections(), goodbyeMilliseconds).unref()
    await closed
    await service.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
}
