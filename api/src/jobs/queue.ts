import type { PgBoss, QueueOptions, SendOptions } from 'pg-boss'
import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'

/** A queue is plain data: what it is called, what its jobs carry, how often it tries. One file each in queues/. */
export interface Queue<P extends z.ZodType = z.ZodType> {
  name: string
  payload: P
  options: QueueOptions
  /** jobs of this queue run at the same time in one process */
  concurrency: number
  /** cron in UTC; such a queue's payload must accept {} */
  schedule?: string
}

/** Work on a queue's jobs. It must be idempotent: a job is run at least once. */
export interface JobHandler<P extends z.ZodType = z.ZodType> {
  queue: Queue<P>
  handle(payload: z.output<P>, job: JobCall): Promise<void>
}

export interface JobCall {
  id: string
  context: Context
  /** aborted when the job is cancelled, has taken too long or the process stops */
  signal: AbortSignal
}

/** Where jobs go that failed for good, for an admin to look at. */
export const deadLetterQueue = 'dead-letter'

export function defineQueue<P extends z.ZodType>(given: {
  name: string
  payload: P
  options?: QueueOptions
  concurrency?: number
  schedule?: string
}): Queue<P> {
  return {
    concurrency: 1,
    ...given,
    options: {
      retryLimit: 5,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 900,
      // a worker that was killed leaves its jobs to others after so long, not only when their time is up
      heartbeatSeconds: 15,
      ...given.options,
    },
  }
}

export function handleJobs<P extends z.ZodType>(
  queue: Queue<P>,
  handle: JobHandler<P>['handle'],
): JobHandler<P> {
  return { queue, handle }
}

/** Puts a job into the business transaction: it exists exactly when the change does. Null: its key is taken. */
export function enqueue<P extends z.ZodType>(
  tx: Tx,
  { boss }: Pick<Context, 'boss'>,
  queue: Queue<P>,
  payload: z.input<P>,
  options: Omit<SendOptions, 'db'> = {},
): Promise<string | null> {
  return boss.send(queue.name, queue.payload.parse(payload) as object, { ...options, db: inTransaction(tx) })
}

/** Many jobs of one queue in one statement. */
export async function enqueueMany<P extends z.ZodType>(
  tx: Tx,
  { boss }: Pick<Context, 'boss'>,
  queue: Queue<P>,
  payloads: z.input<P>[],
  { afterSeconds = 0 }: { afterSeconds?: number } = {},
): Promise<void> {
  if (payloads.length === 0) return
  const jobs = payloads.map((payload) => ({
    data: queue.payload.parse(payload) as object,
    ...(afterSeconds > 0 ? { startAfter: afterSeconds } : {}),
  }))
  await boss.insert(queue.name, jobs, { db: inTransaction(tx) })
}

/** Makes the queues, or brings their options up to date; safe from several processes at once. */
export async function prepareQueues(boss: PgBoss, queues: readonly Queue[]): Promise<void> {
  await boss.createQueue(deadLetterQueue, { retentionSeconds: 90 * 24 * 60 * 60 })
  for (const { name, options } of queues) {
    const wanted = { ...options, deadLetter: deadLetterQueue, notify: true }
    await boss.createQueue(name, wanted)
    await boss.updateQueue(name, wanted)
  }
}

function inTransaction(tx: Tx) {
  return { executeSql: (text: string, values: unknown[] = []) => tx.query({ text, values }) }
}
