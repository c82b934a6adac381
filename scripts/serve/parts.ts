import { pathToFileURL } from 'node:url'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { root } from './config.ts'

export type PartOptions = {
  databaseUrl: string
  dataDirectory: string
  publicOrigin: string
  logger: Logger
}

/** A part that runs inside this process; `health` rejects when it cannot do its work. */
export type Part = { health(): Promise<Record<string, unknown>>; close(): Promise<void> }
export type ServedPart = Part & { router: RequestHandler }

type Modules = {
  'api/src/server.ts': { createApi(options: PartOptions): Promise<ServedPart> }
  'api/src/worker.ts': { startWorker(options: PartOptions): Promise<Part> }
  'tiles/src/index.ts': { createTiles(options: PartOptions): Promise<ServedPart> }
  'scripts/seed-demo.ts': {
    seedDemo(options: {
      databaseUrl: string
      onProgress: (text: string) => void
      size: 'full' | 'small'
    }): Promise<unknown>
  }
  'scripts/import-roads.ts': { buildRoads(pbf: string, out: string): Promise<unknown> }
}

/** Loads a part; one that is not there is named. */
export async function loadPart<Path extends keyof Modules>(path: Path): Promise<Modules[Path]> {
  const file = join(root, path)
  if (!existsSync(file)) throw new Error(`A part of Dromos is missing: ${path}`)
  return import(pathToFileURL(file).href)
}
