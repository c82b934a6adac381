import { sendPositions, type Client } from '@dromos/api/contract'
import { distanceMeters } from './distance.ts'
import type { Fix, Positions } from './position.ts'

/** A point is worth keeping when the crew has moved so far, or so long has passed. */
const leastMeters = 25
const leastSeconds = 15
const longestSeconds = 60
/** What a tablet without a network keeps; the oldest go first. */
const mostKept = 300
const sendEveryMilliseconds = 30_000

export interface PositionTrackOptions {
  client: Client
  jurisdictionId: string
  deviceId: () => Promise<string>
  now?: () => number
}

/**
 * Where the tablet goes while its crew is in its shift: thinned, and sent in batches. It is no tap: what cannot be
 * sent within the day, or is on a tablet that is switched off, is lost without a word.
 */
export class PositionTrack {
  #kept: Fix[] = []
  #last: Fix | null = null
  #isSending = false
  readonly #options: PositionTrackOptions
  readonly #now: () => number

  constructor(options: PositionTrackOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  /** points that wait to be sent */
  get waitingCount(): number {
    return this.#kept.length
  }

  note(fix: Fix): void {
    if (this.#last && !isWorthKeeping(fix, this.#last)) return
    this.#last = fix
    this.#kept.push(fix)
    if (this.#kept.length > mostKept) this.#kept.shift()
  }

  async send(): Promise<void> {
    if (this.#isSending || this.#kept.length === 0) return
    this.#isSending = true
    const batch = [...this.#kept]
    try {
      const { client, jurisdictionId, deviceId } = this.#options
      const positions = batch.map(({ at, ...fix }) => ({ ...fix, at: new Date(at).toISOString() }))
      const sentAt = new Date(this.#now()).toISOString()
      await client(sendPositions, {
        params: { jurisdictionId },
        body: { deviceId: await deviceId(), sentAt, positions },
      })
      this.#kept = this.#kept.filter((fix) => !batch.includes(fix))
    } catch {
      // the next batch takes them along
    } finally {
      this.#isSending = false
    }
  }

  /** Listens while one of the day's shifts goes on, not between them; returns what ends it sooner. */
  follow(
    shifts: readonly { startsAt: string; endsAt: string }[],
    positions: Pick<Positions, 'follow'>,
  ): () => void {
    const isOn = () => {
      const now = this.#now()
      return shifts.some(({ startsAt, endsAt }) => now >= Date.parse(startsAt) && now <= Date.parse(endsAt))
    }
    let rest: (() => void) | null = null
    const look = () => {
      if (isOn()) rest ??= positions.follow((fix) => void (isOn() && this.note(fix)))
      else leave()
      void this.send()
    }
    const leave = () => {
      rest?.()
      rest = null
    }
    look()
    const timer = setInterval(look, sendEveryMilliseconds)
    return () => {
      clearInterval(timer)
      leave()
    }
  }
}

function isWorthKeeping(fix: Fix, last: Fix): boolean {
  const seconds = (fix.at - last.at) / 1000
  if (seconds < leastSeconds) return false
  return seconds >= longestSeconds || distanceMeters(fix.location, last.location) >= leastMeters
}
