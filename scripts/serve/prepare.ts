import { join } from 'node:path'
import { migrate } from '@dromos/db'
import { startCluster } from '@dromos/db/embedded'
import { step } from '../bootstrap/progress.mjs'
import type { ServeConfig } from './config.ts'
import type { HealthBoard } from './health.ts'
import { buildRoadsIfStale } from './road-graph.ts'
import { buildWebIfStale } from './web-build.ts'

export type Preparation = { config: ServeConfig; board: HealthBoard; stack: AsyncDisposableStack }

/** What the parts stand on. */
export type Ground = { databaseUrl: string; webFolder: string }

/** Brings everything the parts stand on into being, side by side what does not depend on each other. */
export async function prepare(preparation: Preparation): Promise<Ground> {
  const stopBuild = new AbortController()
  preparation.stack.defer(() => stopBuild.abort())
  const [databaseUrl, webFolder] = await Promise.all([
    prepareData(preparation),
    shown(preparation, 'web', 'web', (report) => buildWebIfStale(report, stopBuild.signal)),
  ])
  return { databaseUrl, webFolder }
}

/** The database and the files in the data folder; gives the URL of the database. */
export async function prepareData(preparation: Preparation): Promise<string> {
  const [databaseUrl] = await Promise.all([
    prepareDatabase(preparation),
    shown(preparation, 'roads', 'road graph', () => buildRoadsIfStale(preparation.config)),
  ])
  return databaseUrl
}

async function prepareDatabase(preparation: Preparation): Promise<string> {
  const { config, stack } = preparation
  const databaseUrl = await shown(preparation, 'database', 'database', async () => {
    if (config.databaseUrl) return config.databaseUrl
    const directory = join(config.dataDirectory, 'postgres')
    const cluster = await startCluster({ directory, durable: true })
    stack.defer(() => cluster.stop())
    return cluster.url
  })
  await shown(preparation, 'schema', 'database schema', (report) =>
    migrate({ databaseUrl, onMigration: report }),
  )
  await shown(preparation, 'demo', 'demo cities', (report) => seed(config, databaseUrl, report))
  return databaseUrl
}

/** Each start: what an earlier one left unfinished is completed, and the rosters reach to today. */
async function seed(config: ServeConfig, databaseUrl: string, report: (text: string) => void): Promise<void> {
  if (config.demo === 'none') return
  const { seedDemo } = await import('../seed-demo.ts')
  await seedDemo({ databaseUrl, onProgress: report, size: config.demo })
}

async function shown<T>(
  { board }: Preparation,
  part: string,
  title: string,
  work: (report: (text: string) => void) => Promise<T>,
): Promise<T> {
  board.set(part, { state: 'preparing' })
  try {
    const result = await step(title, (tell) =>
      work((text) => {
        tell(text)
        board.set(part, { state: 'preparing', doing: text })
      }),
    )
    board.set(part, { state: 'ready' })
    return result
  } catch (error) {
    board.set(part, { state: 'failed' })
    throw error
  }
}
