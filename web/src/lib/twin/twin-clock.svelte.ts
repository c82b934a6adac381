export const twinSpeeds = [30, 60, 120, 300, 600] as const
export type TwinSpeed = (typeof twinSpeeds)[number]

interface Given {
  /** what a moving picture is drawn by */
  nextFrame: (draw: (now: number) => void) => number
  stopFrame: (id: number) => void
  /** between two pictures; longer for those who want no motion */
  pictureMilliseconds: () => number
}

/** The clock of a replay: it runs as many times faster, and stands where it is put. */
export class TwinClock {
  /** milliseconds since 1970 */
  at = $state(0)
  isPlaying = $state(false)
  speed = $state<TwinSpeed>(120)
  #span = { from: 0, to: 0 }
  #frame: number | null = null
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  /** The hours that can be seen; a clock outside them begins with them. */
  setSpan(from: number, to: number): void {
    this.#span = { from, to }
    if (this.at < from || this.at > to) this.at = from
  }

  seek(at: number): void {
    this.at = Math.min(this.#span.to, Math.max(this.#span.from, at))
  }

  /** From the beginning again, once it has come to the end. */
  turn(): void {
    if (this.isPlaying) return this.pause()
    if (this.at >= this.#span.to) this.at = this.#span.from
    this.isPlaying = true
    this.#run(null)
  }

  pause(): void {
    this.isPlaying = false
    if (this.#frame !== null) this.#given.stopFrame(this.#frame)
    this.#frame = null
  }

  #run(drawnAt: number | null): void {
    this.#frame = this.#given.nextFrame((now) => {
      if (!this.isPlaying) return
      const passed = drawnAt === null ? 0 : now - drawnAt
      if (drawnAt !== null && passed < this.#given.pictureMilliseconds()) return this.#run(drawnAt)
      this.seek(this.at + passed * this.speed)
      if (this.at >= this.#span.to) this.pause()
      else this.#run(now)
    })
  }
}
