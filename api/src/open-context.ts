import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { openDatabase } from '@dromos/db'
import { createAuth } from './accounts/auth.ts'
import { readSessionSecret } from './accounts/session-secret.ts'
import { readConfig, type Config } from './config.ts'
import { systemClock, type Context } from './context.ts'
import { prepareQueues } from './jobs/queue.ts'
import { queues } from './jobs/queues/index.ts'
import { openHub } from './live/hub.ts'
import { openChunkFolder } from './media/chunk-store.ts'
import { openFolderStore } from './media/media-store.ts'
import { createMailer } from './notifications/mailer.ts'

export interface PartOptions {
  databaseUrl: string
  dataDirectory: string
  publicOrigin: string
  logger: Logger
}

export interface OpenContext {
  context: Context
  close(): Promise<void>
}

/** What both API and worker stand on. Only the worker supervises and schedules the queue. */
export async function openContext(
  { databaseUrl, dataDirectory, publicOrigin, logger }: PartOptions,
  part: 'api' | 'worker',
  changes: Partial<Config> & { clock?: Context['clock'] } = {},
): Promise<OpenContext> {
  const { clock = systemClock, ...configured } = changes
  const config = { ...readConfig({ dataDirectory, publicOrigin }), ...configured }
  const log = logger.child({ part })
  const db = openDatabase({ connectionString: databaseUrl, max: config.databaseConnections })
  const isWorker = part === 'worker'
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: isWorker ? 6 : 2,
    migrate: false,
    supervise: isWorker,
    schedule: isWorker,
    useListenNotify: isWorker,
    // how soon a job is missed whose worker was killed
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', (error) => log.error({ message: error.message }, 'queue trouble'))
  await boss.start()
  await prepareQueues(boss, queues)
  const secret = await readSessionSecret(dataDirectory, config.sessionSecret)
  const context: Context = {
    db,
    boss,
    clock,
    config,
    media: openFolderStore(dataDirectory),
    chunks: openChunkFolder(dataDirectory),
    auth: createAuth({ db, secret, publicOrigin }),
    live: openHub({ db, log, streamsPerCity: config.liveStreams }),
    mail: createMailer(config),
    log,
  }
  return {
    context,
    async close() {
      await context.live.close()
      await boss.stop({ graceful: isWorker, timeout: 10_000 })
      context.mail.close()
      await db.close()
    },
  }
}
