import type { Response } from 'express'
import { resyncEventName } from '../contract/index.ts'
import type { Audience, Frame } from './event-ring.ts'
import type { Subscriber } from './hub.ts'

const heartbeatMilliseconds = 20_000
/** then the browser comes again by itself, and is asked again who it is */
const longestMilliseconds = 15 * 60_000
/** bytes a client may lag behind before it is told to fetch everything anew instead */
const longestBacklog = 256 * 1024

const resyncBytes = Buffer.from(`event: ${resyncEventName}\ndata: {}\n\n`)

/** One open stream of server-sent events. Frames wait until `open` has replayed what was missed. */
export class LiveStream implements Subscriber {
  readonly jurisdictionId: string
  readonly audience: Audience
  readonly callerKey: string
  readonly #response: Response
  #waiting: Frame[] | null = []
  #isLagging = false

  constructor(given: { jurisdictionId: string; audience: Audience; callerKey: string; response: Response }) {
    this.jurisdictionId = given.jurisdictionId
    this.audience = given.audience
    this.callerKey = given.callerKey
    this.#response = given.response
  }

  /** Starts sending: first what was missed (null: too much, or not known), then what waited, then what comes. */
  open(missed: Frame[] | null): void {
    if (this.#response.destroyed) return
    this.#response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    this.#response.flushHeaders()
    this.#response.write('retry: 2000\n\n')
    const waiting = this.#waiting ?? []
    this.#waiting = null
    if (missed === null) this.resync()
    const sentIds = new Set(missed?.map(({ id }) => id))
    for (const frame of missed ?? []) this.send(frame)
    for (const frame of waiting) if (!sentIds.has(frame.id)) this.send(frame)
    const heartbeat = setInterval(() => this.#write(Buffer.from(':\n\n')), heartbeatMilliseconds)
    const end = setTimeout(() => this.end(), longestMilliseconds)
    this.#response.on('drain', () => this.#catchUp())
    this.#response.once('close', () => {
      clearInterval(heartbeat)
      clearTimeout(end)
    })
  }

  send(frame: Frame): void {
    if (this.#waiting) {
      this.#waiting.push(frame)
      return
    }
    const bytes = this.audience === 'member' ? frame.member : frame.visitor
    if (bytes) this.#write(bytes)
  }

  resync(): void {
    this.#write(resyncBytes)
  }

  end(): void {
    this.#response.end()
  }

  #write(bytes: Buffer): void {
    if (this.#isLagging || this.#response.writableEnded) return
    if (this.#response.writableLength > longestBacklog) this.#isLagging = true
    else this.#response.write(bytes)
  }

  #catchUp(): void {
    if (!this.#isLagging) return
    this.#isLagging = false
    this.resync()
  }
}
