interface Wanted {
  limit: number
  cursor?: string
}
interface Given<Item> {
  items: Item[]
  nextCursor: string | null
  total: number | null
}
type Fetch<Item, Filter> = (filter: Filter, page: Wanted, signal: AbortSignal) => Promise<Given<Item>>

const pageSize = 60
/** the longest page the contract allows */
const longestPage = 500

/** A list that is fetched page by page; the latest question wins, whatever comes back first. */
export class PagedList<Item, Filter> {
  items = $state.raw<Item[]>([])
  total = $state<number | null>(null)
  isLoading = $state(false)
  /** has been answered at least once since it was opened */
  isKnown = $state(false)
  failure = $state.raw<unknown>(null)
  #next = $state<string | null>(null)
  #filter: Filter | undefined
  #running = new AbortController()
  readonly #fetch: Fetch<Item, Filter>

  constructor(fetch: Fetch<Item, Filter>) {
    this.#fetch = fetch
  }

  get hasMore(): boolean {
    return this.#next !== null
  }

  /** Starts anew with another filter. What was shown stays until the answer is there. */
  async open(filter: Filter): Promise<void> {
    this.#filter = filter
    await this.#ask({ limit: pageSize }, (given) => (this.items = given.items))
  }

  async more(): Promise<void> {
    if (this.#next === null || this.isLoading) return
    await this.#ask({ limit: pageSize, cursor: this.#next }, (given) => {
      this.items = [...this.items, ...given.items]
    })
  }

  /** Fetches again as much as is shown. */
  async refresh(): Promise<void> {
    if (this.#filter === undefined) return
    const shown = Math.ceil(this.items.length / pageSize) * pageSize
    const limit = Math.min(longestPage, Math.max(pageSize, shown))
    await this.#ask({ limit }, (given) => (this.items = given.items))
  }

  async #ask(page: Wanted, accept: (given: Given<Item>) => void): Promise<void> {
    this.#running.abort()
    const running = (this.#running = new AbortController())
    this.isLoading = true
    try {
      const given = await this.#fetch(this.#filter as Filter, page, running.signal)
      if (running.signal.aborted) return
      accept(given)
      this.total = given.total ?? this.total
      this.#next = given.nextCursor
      this.failure = null
      this.isKnown = true
    } catch (failure) {
      if (!running.signal.aborted) this.failure = failure
    } finally {
      if (!running.signal.aborted) this.isLoading = false
    }
  }
}
