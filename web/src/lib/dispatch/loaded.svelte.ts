/** One thing that is fetched by its key; the latest key wins, and what is shown stays while it is fetched again. */
export class Loaded<Value, Key> {
  value = $state.raw<Value | null>(null)
  failure = $state.raw<unknown>(null)
  isLoading = $state(false)
  #key: Key | null = null
  #running = new AbortController()
  readonly #fetch: (key: Key, signal: AbortSignal) => Promise<Value>

  constructor(fetch: (key: Key, signal: AbortSignal) => Promise<Value>) {
    this.#fetch = fetch
  }

  get key(): Key | null {
    return this.#key
  }

  /** Another key shows nothing until its answer is there; null shows nothing. */
  async open(key: Key | null): Promise<void> {
    if (key === null || key !== this.#key) {
      this.value = null
      this.failure = null
    }
    this.#key = key
    await this.refresh()
  }

  /** A value that is here already, under its key. */
  put(key: Key, value: Value): void {
    this.#key = key
    this.accept(value)
  }

  async refresh(): Promise<void> {
    this.#running.abort()
    const key = this.#key
    this.isLoading = key !== null
    if (key === null) return
    const running = (this.#running = new AbortController())
    try {
      const value = await this.#fetch(key, running.signal)
      if (running.signal.aborted) return
      this.value = value
      this.failure = null
    } catch (failure) {
      if (!running.signal.aborted) this.failure = failure
    } finally {
      if (!running.signal.aborted) this.isLoading = false
    }
  }

  /** What a call gave back, newer than anything still on its way. */
  accept(value: Value): void {
    this.#running.abort()
    this.isLoading = false
    this.value = value
    this.failure = null
  }
}
