import { randomBytes } from 'node:crypto'
import { createApi } from '@dromos/api/server'
import { startWorker } from '@dromos/api/worker'
import { createTiles } from '@dromos/tiles'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Handler } from './front.ts'
import type { HealthBoard } from './health.ts'
import { loadWebHandler } from './web-build.ts'

const addressHeader = 'x-dromos-address'

type Running = { board: HealthBoard; stack: AsyncDisposableStack }

type PartOptions = {
  databaseUrl: string
  webFolder: string
  dataDirectory: string
  publicOrigin: string
  /** the same where it was configured; else the product may be seen by any name of this machine */
  givenOrigin: string | undefined
  /** where this process itself can be reached */
  innerOrigin: string
  logger: Logger
}

/** Opens the four parts in this process and gives what answers requests, in order. */
export async function openParts(options: PartOptions, running: Running): Promise<Handler[]> {
  // adapter-node reads the address people see when it is loaded; hooks.server.ts reads where the API is
  process.env.ORIGIN = options.publicOrigin
  process.env.API_ORIGIN = options.innerOrigin
  process.env.ADDRESS_HEADER = addressHeader
  process.env.INNER_TOKEN ||= randomBytes(32).toString('hex')
  const [api, tiles, , web] = await Promise.all([
    opened('api', createApi(options), running),
    opened('tiles', createTiles({ ...options, publicOrigin: options.givenOrigin }), running),
    opened('worker', startWorker(options), running),
    loadWebHandler(options.webFolder),
  ])
  return [{ handler: api.router }, { path: '/tiles', handler: tiles.router }, { handler: withAddress(web) }]
}

/** The door knows how many proxies to believe; web takes the visitor's address from it, never from the visitor. */
function withAddress(web: RequestHandler): RequestHandler {
  return (request, response, next) => {
    request.headers[addressHeader] = request.ip ?? ''
    web(request, response, next)
  }
}

async function opened<P extends { health(): Promise<Record<string, unknown>>; close(): Promise<void> }>(
  name: string,
  opening: Promise<P>,
  { board, stack }: Running,
): Promise<P> {
  const part = await opening
  stack.defer(() => part.close())
  board.ask(name, () => part.health())
  return part
}
