/**
 * What slices are handed. One Context a process; nothing in it is global.
 *
 * - `db`: open work on a city with `context.db.tenant(jurisdictionId, (tx) => …)`; queries take `tx` first.
 * - `boss`: the job queue. Do not call `boss.send`: `enqueue(tx, context, queue, payload)` of jobs/queue.ts puts
 *   the job into the business transaction, so that it exists exactly when the change does.
 * - `clock`: the only source of "now" in slices, so that tests can set it.
 * - `config`: read once from the environment by config.ts.
 * - `media`: pictures by content hash (media/media-store.ts).
 * - `chunks`: of photos that are on their way (media/chunk-store.ts).
 * - `live`: the process's one listener for changes, read by the streams; slices tell it by `emitLive`.
 * - `auth`: who a request's cookies belong to (accounts/auth.ts); handlers get the answer as `account`.
 * - `mail`: only the outbox's job sends; slices tell people by `notify(tx, context, notices)`.
 * - `log`: pino; constant message + fields, never personal data.
 *
 * A write is one transaction: state, event row, `emitLive(tx, …)`, `enqueue(tx, …)`.
 */
import type { Database } from '@dromos/db'
import type { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Auth } from './accounts/auth.ts'
import type { Config } from './config.ts'
import type { LiveHub } from './live/hub.ts'
import type { ChunkStore } from './media/chunk-store.ts'
import type { MediaStore } from './media/media-store.ts'
import type { Mailer } from './notifications/mailer.ts'

export interface Clock {
  now(): Date
}

export interface Context {
  db: Database
  boss: PgBoss
  clock: Clock
  config: Config
  media: MediaStore
  chunks: ChunkStore
  auth: Auth
  live: LiveHub
  mail: Mailer
  log: Logger
}

export const systemClock: Clock = { now: () => new Date() }
