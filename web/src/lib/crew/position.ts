import type { LonLat } from '@dromos/api/contract'

export interface Fix {
  location: LonLat
  accuracyMeters: number
  /** milliseconds since 1970, by the tablet's clock */
  at: number
}

const freshMilliseconds = 60_000

/** Where the tablet is: asked of the device once, however many want to know, and no longer than someone does. */
export class Positions {
  #last: Fix | undefined
  #watch: number | undefined
  readonly #listeners = new Set<(fix: Fix) => void>()
  readonly #geolocation: () => Geolocation | undefined
  readonly #now: () => number

  constructor(geolocation: () => Geolocation | undefined, now: () => number = Date.now) {
    this.#geolocation = geolocation
    this.#now = now
  }

  /** Tells every fix until it is told to stop. */
  follow(listener: (fix: Fix) => void): () => void {
    this.#listeners.add(listener)
    this.#watch ??= this.#geolocation()?.watchPosition(
      ({ coords }) => this.#note([coords.longitude, coords.latitude], coords.accuracy),
      () => {},
      { maximumAge: 10_000 },
    )
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0 || this.#watch === undefined) return
      this.#geolocation()?.clearWatch(this.#watch)
      this.#watch = undefined
    }
  }

  /** Where it was a moment ago, or nothing: a tap never waits. Watching begins with the first who asks. */
  last(): Omit<Fix, 'at'> | undefined {
    this.follow(forTaps)
    if (!this.#last || this.#now() - this.#last.at > freshMilliseconds) return undefined
    const { location, accuracyMeters } = this.#last
    return { location, accuracyMeters }
  }

  #note(location: LonLat, accuracy: number): void {
    const fix = { location, accuracyMeters: Math.min(accuracy, 100_000), at: this.#now() }
    this.#last = fix
    for (const listener of this.#listeners) listener(fix)
  }
}

// taps want the newest fix as long as the page is open
const forTaps = () => {}

/** Of this device; there is none where pages are rendered on the server. */
export const positions = new Positions(() =>
  typeof navigator === 'undefined' ? undefined : navigator.geolocation,
)

export function lastPosition(): Omit<Fix, 'at'> | undefined {
  return positions.last()
}
