import { fileURLToPath } from 'node:url'
import { startCluster } from '../../db/src/embedded.ts'

export const testClusterDirectory = fileURLToPath(new URL('../../.data/test-postgres', import.meta.url))

/** Gives every test run a database server, shared with the runs beside it. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DROMOS_TEST_DATABASE_URL) return undefined
  const cluster = await startCluster({ directory: testClusterDirectory, durable: false })
  process.env.DROMOS_TEST_DATABASE_URL = cluster.url
  return cluster.stop
}
