/**
 * Answers that many screens ask for at once, after the same news: who asks while one is read shares the next reading
 * with all others who do, and nobody gets what was read before they asked.
 */
export class SharedReadings<Value> {
  readonly #running = new Map<string, Promise<Value>>()
  readonly #next = new Map<string, Promise<Value>>()

  read(key: string, read: () => Promise<Value>): Promise<Value> {
    const running = this.#running.get(key)
    const next = this.#next.get(key)
    // it has not begun
    if (next) return next
    if (!running) return this.#start(key, read)
    const following = running
      .catch(() => {})
      .then(() => {
        this.#next.delete(key)
        return this.#start(key, read)
      })
    this.#next.set(key, following)
    return following
  }

  #start(key: string, read: () => Promise<Value>): Promise<Value> {
    const run = read().finally(() => this.#running.delete(key))
    this.#running.set(key, run)
    return run
  }
}
