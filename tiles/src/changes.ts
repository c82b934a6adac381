import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '@dromos/db'
import type { Logger } from 'pino'
import { z } from 'zod'

const channel = 'dromos_live'
const longestWaitMilliseconds = 10_000
const heartbeatMilliseconds = 30_000

/** What the API tells, in the transaction that makes it true. */
const Change = z.object({
  jurisdictionId: z.string(),
  entity: z.string(),
  data: z
    .object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
    .optional()
    // a change without a place is still a change: everything of its kind may look different
    .catch(undefined),
})
export type Change = z.infer<typeof Change>

export interface ChangeListener {
  isListening(): boolean
  close(): Promise<void>
}

export interface ChangeHandlers {
  onChange(change: Change): void
  /** the connection stands, or is lost: in both cases changes may have been missed */
  onListening(isListening: boolean): void
  /** a message could not be read */
  onUnreadable(): void
}

/** Listens on one connection of its own for as long as it is not closed; connects again when it is lost. */
export async function listenForChanges(
  db: Database,
  logger: Logger,
  handlers: ChangeHandlers,
): Promise<ChangeListener> {
  const closing = new AbortController()
  let listening = false
  let attempts = 0

  async function keepListening(onFirstAttempt: () => void): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await listenOnce(db, handlers, closing.signal, () => {
          listening = true
          attempts = 0
          handlers.onListening(true)
          onFirstAttempt()
        })
      } catch (error) {
        logger.warn({ err: error }, 'lost the connection that tells of changes')
      }
      listening = false
      handlers.onListening(false)
      onFirstAttempt()
      attempts += 1
      await wait(Math.min(100 * 2 ** attempts, longestWaitMilliseconds), undefined, {
        signal: closing.signal,
      }).catch(() => {})
    }
  }

  let running!: Promise<void>
  await new Promise<void>((resolve) => (running = keepListening(resolve)))
  return {
    isListening: () => listening,
    async close() {
      closing.abort()
      await running
    },
  }
}

/** Resolves when closing; rejects when the connection is lost. */
async function listenOnce(
  db: Database,
  { onChange, onUnreadable }: ChangeHandlers,
  closing: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const client = await db.pool.connect()
  let heartbeat: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      client.on('error', reject)
      client.on('end', () => reject(new Error('the server closed the connection')))
      closing.addEventListener('abort', () => resolve(), { once: true })
      client.on('notification', ({ payload }) => {
        const change = readChange(payload)
        if (change) onChange(change)
        else onUnreadable()
      })
      client.query(`listen ${channel}`).then(onListening, reject)
      heartbeat = setInterval(() => client.query('select 1').catch(reject), heartbeatMilliseconds)
      if (closing.aborted) resolve()
    })
  } finally {
    clearInterval(heartbeat)
    // a connection that listens must not go back among the others
    client.release(true)
  }
}

function readChange(payload: string | undefined): Change | undefined {
  try {
    return Change.parse(JSON.parse(payload ?? ''))
  } catch {
    return undefined
  }
}
