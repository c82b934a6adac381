import { mkdirSync } from 'node:fs'
import pino from 'pino'
import { printAddresses } from './serve/addresses.ts'
import { readConfig, type ServeConfig } from './serve/config.ts'
import { createFront } from './serve/front.ts'
import { HealthBoard } from './serve/health.ts'
import { listen, stopListening } from './serve/listen.ts'
import { loadPart } from './serve/parts.ts'
import { prepare } from './serve/prepare.ts'
import { stopInOrder } from './serve/shutdown.ts'
import { loadWebHandler } from './serve/web-build.ts'

const stack = new AsyncDisposableStack()
const stop = stopInOrder(stack)

try {
  await serve(readConfig())
} catch (error) {
  console.error(`\nDromos cannot start. ${error instanceof Error ? error.message : error}`)
  await stop(1)
}

async function serve(config: ServeConfig): Promise<void> {
  mkdirSync(config.dataDirectory, { recursive: true })
  const board = new HealthBoard(['database', 'schema', 'demo', 'roads', 'web', 'api', 'tiles', 'worker'])
  const front = createFront(board)
  const { server, port } = await listen(front.app, config)
  stack.defer(() => stopListening(server))
  if (config.port !== 0 && port !== config.port) console.log(`Port ${config.port} is taken; using ${port}.`)
  const origin = config.publicOrigin ?? `http://localhost:${port}`

  const { databaseUrl } = await prepare({ config, board, stack })
  const logger = pino({ level: config.logLevel })
  const options = { databaseUrl, dataDirectory: config.dataDirectory, publicOrigin: origin, logger }
  const [{ createApi }, { createTiles }, { startWorker }] = await Promise.all([
    loadPart('api/src/server.ts'),
    loadPart('tiles/src/index.ts'),
    loadPart('api/src/worker.ts'),
  ])
  const api = await createApi(options)
  stack.defer(() => api.close())
  board.ask('api', () => api.health())
  const tiles = await createTiles(options)
  stack.defer(() => tiles.close())
  board.ask('tiles', () => tiles.health())
  const worker = await startWorker(options)
  stack.defer(() => worker.close())
  board.ask('worker', () => worker.health())

  process.env.ORIGIN = origin
  process.env.API_ORIGIN = `http://${config.host}:${port}`
  const web = await loadWebHandler()
  front.open([{ handler: api.router }, { path: '/tiles', handler: tiles.router }, { handler: web }])
  // once more, so that the door closes before the rooms behind it
  stack.defer(() => stopListening(server))
  printAddresses(origin)
  process.send?.({ ready: origin })
}
