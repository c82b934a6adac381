import { join } from 'node:path'
import { migrate } from '@dromos/db'
import { startCluster } from '@dromos/db/embedded'
import { readConfig } from '../serve/config.ts'

/** The database that `npm start` uses, brought to the newest schema: DATABASE_URL, or the private server, joined. */
export async function openOwnDatabase(stack: AsyncDisposableStack): Promise<string> {
  const config = readConfig(process.env)
  if (config.databaseUrl) {
    await migrate({ databaseUrl: config.databaseUrl })
    return config.databaseUrl
  }
  const cluster = await startCluster({ directory: join(config.dataDirectory, 'postgres'), durable: true })
  stack.defer(() => cluster.stop())
  await migrate({ databaseUrl: cluster.url })
  return cluster.url
}
