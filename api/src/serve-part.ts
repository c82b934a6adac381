import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Express } from 'express'
import type { Logger } from 'pino'

export interface Part {
  health(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

const patienceMilliseconds = 10_000

/** Serves one part in a process of its own: its app, `GET /healthz`, and an orderly end on SIGTERM. */
export async function servePart(
  app: Express,
  part: Part,
  { host, port, logger }: { host: string; port: number; logger: Logger },
): Promise<void> {
  app.get('/healthz', async (_request, response) => {
    const answer = await part.health().catch((error: Error) => {
      logger.error({ message: error.message }, 'not healthy')
      return undefined
    })
    response.status(answer ? 200 : 503).json({ ...answer, status: answer ? 'ready' : 'failed' })
  })
  const server = createServer(app).listen(port, host)
  await once(server, 'listening')
  logger.info({ host, port }, 'listening')
  const stop = async () => {
    server.close()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), patienceMilliseconds).unref()
    await part.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
}
