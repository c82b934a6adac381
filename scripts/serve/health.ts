import type { RequestHandler } from 'express'

const patienceMilliseconds = 3000

export type PartHealth = { state: 'waiting' | 'preparing' | 'ready' | 'failed'; [detail: string]: unknown }

/** What each part of the running product says of itself. */
export class HealthBoard {
  #parts = new Map<string, PartHealth>()
  #probes = new Map<string, () => Promise<Record<string, unknown>>>()

  constructor(names: readonly string[]) {
    for (const name of names) this.#parts.set(name, { state: 'waiting' })
  }

  set(name: string, health: PartHealth): void {
    this.#parts.set(name, health)
  }

  /** From now on the part is asked itself, each time; it fails by rejecting. */
  ask(name: string, probe: () => Promise<Record<string, unknown>>): void {
    this.#probes.set(name, probe)
    this.set(name, { state: 'ready' })
  }

  async report(): Promise<{ areReady: boolean; parts: Record<string, PartHealth> }> {
    const entries = await Promise.all(
      [...this.#parts].map(async ([name]) => [name, await this.#ask(name)] as const),
    )
    return {
      areReady: entries.every(([, { state }]) => state === 'ready'),
      parts: Object.fromEntries(entries),
    }
  }

  async #ask(name: string): Promise<PartHealth> {
    const probe = this.#probes.get(name)
    if (!probe) return this.#parts.get(name)!
    try {
      return { ...(await withPatience(probe())), state: 'ready' }
    } catch {
      // why it failed is in that part's log; this page is open to everyone
      return { state: 'failed' }
    }
  }
}

/** `GET /healthz`: 200 once the whole line can be used, else 503, with the state of each part. */
export function answerHealth(board: HealthBoard, isOpen: () => boolean): RequestHandler {
  return async (_request, response) => {
    const { areReady, parts } = await board.report()
    const isReady = areReady && isOpen()
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not ready', parts })
  }
}

function withPatience<T>(answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('no answer')), patienceMilliseconds)
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer))
}
