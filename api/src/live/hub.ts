import type { Logger } from 'pino'
import type { Database } from '@dromos/db'
import { LiveEvent } from '../contract/index.ts'
import { liveChannel } from './emit.ts'
import { EventRing, frameOf, type Audience, type Frame } from './event-ring.ts'

export interface Subscriber {
  jurisdictionId: string
  audience: Audience
  /** who it is, to count the streams of one caller */
  callerKey: string
  send(frame: Frame): void
  /** events may have been missed */
  resync(): void
  end(): void
}

/** The one listener of a process: hears of commits by NOTIFY and tells every stream. */
export interface LiveHub {
  /** false when the city, or this caller, has as many streams as it may */
  subscribe(subscriber: Subscriber): Promise<boolean>
  unsubscribe(subscriber: Subscriber): void
  /** what this process saw after an event; null when it cannot say */
  recentAfter(jurisdictionId: string, id: number): Frame[] | null
  close(): Promise<void>
}

export interface HubOptions {
  db: Database
  log: Logger
  streamsPerCity: number
}

const ringSize = 1000
const streamsPerCaller = 40
const checkMilliseconds = 20_000
const reconnectMilliseconds = 1000

export function openHub(options: HubOptions): LiveHub {
  return new Hub(options)
}

class Hub implements LiveHub {
  readonly #options: HubOptions
  readonly #subscribers = new Map<string, Set<Subscriber>>()
  readonly #rings = new Map<string, EventRing>()
  #listening: Promise<void> | undefined
  #stopListening: (() => void) | undefined
  #isClosed = false

  constructor(options: HubOptions) {
    this.#options = options
  }

  async subscribe(subscriber: Subscriber): Promise<boolean> {
    const { jurisdictionId, audience, callerKey } = subscriber
    const inCity = this.#subscribers.get(jurisdictionId) ?? new Set()
    const same = [...inCity].filter((other) => other.audience === audience)
    if (same.length >= this.#options.streamsPerCity) return false
    if (same.filter((other) => other.callerKey === callerKey).length >= streamsPerCaller) return false
    this.#subscribers.set(jurisdictionId, inCity.add(subscriber))
    // events that commit from here on are heard: a replay that follows has no gap
    await (this.#listening ??= this.#listen())
    return true
  }

  unsubscribe(subscriber: Subscriber): void {
    this.#subscribers.get(subscriber.jurisdictionId)?.delete(subscriber)
  }

  recentAfter(jurisdictionId: string, id: number): Frame[] | null {
    return this.#rings.get(jurisdictionId)?.after(id) ?? null
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const subscriber of this.#all()) subscriber.end()
    await this.#listening?.catch(() => {})
    this.#stopListening?.()
  }

  async #listen(): Promise<void> {
    const client = await this.#options.db.pool.connect().catch((error: Error) => {
      this.#listening = undefined
      throw error
    })
    const stop = () => {
      clearInterval(check)
      client.removeAllListeners('notification')
      client.removeListener('error', lost)
      client.release(true)
    }
    const lost = () => {
      if (this.#stopListening !== stop) return
      this.#stopListening = undefined
      stop()
      this.#recover()
    }
    const check = setInterval(() => client.query('select 1').catch(lost), checkMilliseconds)
    client.on('notification', ({ payload }) => this.#receive(payload))
    client.on('error', lost)
    this.#stopListening = stop
    await client.query(`listen ${liveChannel}`)
  }

  /** After a loss nobody knows what was missed: all screens fetch anew. */
  #recover(): void {
    if (this.#isClosed) return
    this.#options.log.warn('live listener lost')
    for (const ring of this.#rings.values()) ring.clear()
    const retry = () => {
      if (this.#isClosed) return
      this.#listening = this.#listen()
      this.#listening.then(
        () => this.#all().forEach((subscriber) => subscriber.resync()),
        () => setTimeout(retry, reconnectMilliseconds).unref(),
      )
    }
    setTimeout(retry, reconnectMilliseconds).unref()
  }

  #receive(payload: string | undefined): void {
    const parsed = LiveEvent.safeParse(JSON.parse(payload ?? 'null'))
    if (!parsed.success) return
    const { jurisdictionId } = parsed.data
    const frame = frameOf(parsed.data)
    let ring = this.#rings.get(jurisdictionId)
    if (!ring) this.#rings.set(jurisdictionId, (ring = new EventRing(ringSize)))
    ring.add(frame)
    for (const subscriber of this.#subscribers.get(jurisdictionId) ?? []) subscriber.send(frame)
  }

  #all(): Subscriber[] {
    return [...this.#subscribers.values()].flatMap((subscribers) => [...subscribers])
  }
}
