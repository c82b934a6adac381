import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Worker } from 'node:worker_threads'
import { withLock } from '../../db/src/embedded-users.ts'
import { root, type ServeConfig } from './config.ts'
import { hashSources } from './source-hash.ts'

/** Builds the road graph in the data folder unless it was built from this extract by this code. */
export async function buildRoadsIfStale({ dataDirectory, roadsPbf }: ServeConfig): Promise<void> {
  const graph = join(dataDirectory, 'roads.graph')
  const stamp = `${graph}.built-from`
  const hash = hashSources([relative(root, roadsPbf), 'api/src/{roads,geo}/**/*.ts'])
  mkdirSync(dataDirectory, { recursive: true })
  await withLock(`${graph}.lock`, async () => {
    if (existsSync(graph) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
    rmSync(stamp, { force: true })
    // a half-written graph never gets the name that is looked for
    await buildInThread(roadsPbf, `${graph}.new`)
    renameSync(`${graph}.new`, graph)
    writeFileSync(stamp, hash)
  })
}

/** In a thread, so that the demo loads beside it and the health page keeps answering. */
async function buildInThread(pbf: string, graph: string): Promise<void> {
  const worker = new Worker(new URL('./road-graph.worker.ts', import.meta.url), {
    workerData: { pbf, graph },
  })
  await once(worker, 'exit')
}
