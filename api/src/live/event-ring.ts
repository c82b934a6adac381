import type { LiveEvent } from '../contract/index.ts'

/** An event as the bytes that go out, made once for all who listen. */
export interface Frame {
  id: number
  member: Buffer
  /** null when the event is none of the public's business */
  visitor: Buffer | null
}

export type Audience = 'member' | 'visitor'

/** Server-sent bytes of an event: whole for members; for visitors requests by public id, without their data. */
export function frameOf(event: LiveEvent): Frame {
  const { publicId } = event.data
  const visitor =
    event.entity === 'request' && typeof publicId === 'string'
      ? bytesOf({ ...event, entityId: publicId, data: { status: event.data.status } })
      : null
  return { id: event.id, member: bytesOf(event), visitor }
}

function bytesOf(event: LiveEvent): Buffer {
  return Buffer.from(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`)
}

/** The last frames of one city, in the order of their commits. */
export class EventRing {
  #frames: Frame[] = []
  readonly #size: number

  constructor(size: number) {
    this.#size = size
  }

  add(frame: Frame): void {
    this.#frames.push(frame)
    if (this.#frames.length > 2 * this.#size) this.#frames = this.#frames.slice(-this.#size)
  }

  /** What was committed after an event; null when that event is no longer (or never was) in the ring. */
  after(id: number): Frame[] | null {
    const position = this.#frames.findLastIndex((frame) => frame.id === id)
    return position === -1 ? null : this.#frames.slice(position + 1)
  }

  clear(): void {
    this.#frames = []
  }
}
