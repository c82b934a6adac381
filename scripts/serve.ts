import { mkdirSync } from 'node:fs'
import pino from 'pino'
import { readConfig as readApiConfig } from '../api/src/config.ts'
import { printAddresses } from './serve/addresses.ts'
import { readConfig, type ServeConfig } from './serve/config.ts'
import { runDemoDays } from './serve/demo-days.ts'
import { createFront } from './serve/front.ts'
import { HealthBoard } from './serve/health.ts'
import { listen, stopListening } from './serve/listen.ts'
import { prepare } from './serve/prepare.ts'
import { stopInOrder } from './serve/shutdown.ts'

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

  const { trustProxy } = readApiConfig({ dataDirectory: config.dataDirectory, publicOrigin: origin })
  front.app.set('trust proxy', trustProxy)

  // the parts are loaded while their ground is prepared
  const [ground, { openParts }] = await Promise.all([
    prepare({ config, board, stack }),
    import('./serve/open-parts.ts'),
  ])
  const logger = pino({ level: config.logLevel })
  const innerOrigin = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`
  const options = {
    ...ground,
    dataDirectory: config.dataDirectory,
    publicOrigin: origin,
    givenOrigin: config.publicOrigin,
    innerOrigin,
    logger,
  }
  front.open(await openParts(options, { board, stack }))
  // once more, so that the door closes before the rooms behind it
  stack.defer(() => stopListening(server))
  await printAddresses(origin, ground.databaseUrl)
  process.send?.({ ready: origin })
  if (config.demo === 'full') {
    const stopDemo = new AbortController()
    stack.defer(() => stopDemo.abort())
    await runDemoDays(options, stopDemo.signal)
  }
}
