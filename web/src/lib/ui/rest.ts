/** how long nothing may have happened */
const restMs = 400
/** how long after its last stir a hand is at work still */
const handMs = 1000
const hands = ['pointermove', 'pointerdown', 'pointerup', 'keydown', 'wheel'] as const
const heard = { capture: true, passive: true }

/** Whether somebody uses a page: a hand moves over it, an answer is awaited, or something came in. */
export class Rest {
  #stirredAt = -Infinity
  #handAt = -Infinity
  #awaited = 0

  /** Something came in that whoever looks at the page waits for. */
  stir = (): void => {
    this.#stirredAt = performance.now()
  }

  /** Until it has come, and a little longer, the page is not at rest. */
  async stirring<T>(answer: Promise<T>): Promise<T> {
    this.#awaited++
    try {
      return await answer
    } finally {
      this.#awaited--
      this.stir()
    }
  }

  /** From here on hands and keys stir the page, until the function that it returns is called: each caller's by itself. */
  followHands(page: EventTarget): () => void {
    const stir = () => {
      this.#handAt = performance.now()
      this.stir()
    }
    for (const name of hands) page.addEventListener(name, stir, heard)
    return () => hands.forEach((name) => page.removeEventListener(name, stir, heard))
  }

  /**
   * Comes once nobody uses the page: what is only prepared waits for that, and for so many milliseconds at most;
   * `inHand` while a hand is at work.
   */
  async comes(longest = 5000, inHand = longest): Promise<void> {
    const began = performance.now()
    for (;;) {
      const now = performance.now()
      const last = began + (now - this.#handAt < handMs ? inHand : longest)
      const next = this.#awaited > 0 ? now + restMs : this.#stirredAt + restMs
      if (next <= now || now >= last) return
      await new Promise((done) => setTimeout(done, Math.min(next, last) - now))
    }
  }
}

/** Of this page. */
export const rest = new Rest()
