import { once } from 'node:events'
import { createServer } from 'node:http'
import { readServiceConfig } from '@dromos/db/config'
import express from 'express'
import { pino } from 'pino'
import { createTiles } from './index.ts'

// The tile server as a process of its own: /tiles/…, `GET /healthz`, and an orderly end on SIGTERM.

const { host, port, logLevel, databaseUrl, publicOrigin } = readServiceConfig(3002)
const logger = pino({ level: logLevel })
const tiles = await createTiles({ databaseUrl, publicOrigin, logger })

const app = express().disable('x-powered-by')
app.get('/healthz', async (_request, response) => {
  const answer = await tiles.health().catch((error: Error) => {
    logger.error({ message: error.message }, 'not healthy')
    return undefined
  })
  response.status(answer ? 200 : 503).json({ ...answer, status: answer ? 'ready' : 'failed' })
})
app.use('/tiles', tiles.router)

const server = createServer(app).listen(port, host)
await once(server, 'listening')
logger.info({ host, port }, 'listening')

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)

async function stop(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  await closed
  await tiles.close()
  process.exit(0)
}
