interface Wanted {
  limit: number
  cursor?: string
}
interface Given<Item> {
  items: Item[]
  nextCursor: string | null
  total: number | null
}
type FetchPage<Item> = (page: Wanted) => Promise<Given<Item>>
type Rows<Item> = Pick<Given<Item>, 'items' | 'nextCursor'>
type Fetch<Item, Filter> = (filter: Filter, page: Wanted, signal: AbortSignal) => Promise<Given<Item>>

const pageSize = 60
/** the longest page the contract allows */
const longestPage = 500
/** so many rows are fetched anew when something changes; what is below stays until it is looked at again */
const mostRefreshed = 2000

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
  readonly #idOf: (item: Item) => unknown

  constructor(fetch: Fetch<Item, Filter>, idOf: (item: Item) => unknown = (item) => item) {
    this.#fetch = fetch
    this.#idOf = idOf
  }

  get hasMore(): boolean {
    return this.#next !== null
  }

  /** Starts anew with another filter. What was shown stays until the answer is there. */
  async open(filter: Filter): Promise<void> {
    this.#filter = filter
    await this.#ask(async (fetch) => this.#accept(await fetch({ limit: pageSize })))
  }

  async more(): Promise<void> {
    const cursor = this.#next
    if (cursor === null || this.isLoading) return
    // who goes on reading reads on for long
    const limit = Math.min(longestPage, Math.max(pageSize, this.items.length))
    await this.#ask(async (fetch) => {
      const given = await fetch({ limit, cursor })
      this.#accept({ ...given, items: [...this.items, ...given.items] })
    })
  }

  /** Fetches what is still missing, up to so many rows; false where that was overtaken or failed. */
  async reach(count: number): Promise<boolean> {
    let isReached = !this.hasMore || this.items.length >= count
    if (isReached) return true
    await this.#ask(async (fetch) => {
      const here = { items: this.items, nextCursor: this.#next }
      this.#accept({ ...(await upTo(count, fetch, here)), total: null })
      isReached = true
    })
    return isReached
  }

  /** Fetches again as much as is shown. */
  async refresh(): Promise<void> {
    if (this.#filter === undefined) return
    const shown = Math.ceil(this.items.length / pageSize) * pageSize
    const wanted = Math.max(pageSize, Math.min(mostRefreshed, shown))
    await this.#ask(async (fetch) => {
      const first = await fetch({ limit: Math.min(longestPage, wanted) })
      const { items, nextCursor } = await upTo(wanted, fetch, first)
      this.#accept({ ...this.#withTail(items, nextCursor), total: first.total })
    })
  }

  /** What was fetched anew, and behind it what was shown below. */
  #withTail(items: Item[], nextCursor: string | null): Rows<Item> {
    if (items.length < mostRefreshed || this.items.length <= items.length) return { items, nextCursor }
    const last = this.#idOf(items.at(-1)!)
    const at = this.items.findLastIndex((item) => this.#idOf(item) === last)
    if (at < 0) return { items, nextCursor }
    const fresh = new Set(items.map(this.#idOf))
    const tail = this.items.slice(at + 1).filter((item) => !fresh.has(this.#idOf(item)))
    return tail.length > 0 ? { items: [...items, ...tail], nextCursor: this.#next } : { items, nextCursor }
  }

  #accept({ items, nextCursor, total }: Given<Item>): void {
    this.items = items
    this.total = total ?? this.total
    this.#next = nextCursor
    this.failure = null
    this.isKnown = true
  }

  /** Only the latest question is answered; what comes of an older one is dropped. */
  async #ask(work: (fetch: FetchPage<Item>) => Promise<void>): Promise<void> {
    this.#running.abort()
    const { signal } = (this.#running = new AbortController())
    this.isLoading = true
    try {
      await work(async (page) => {
        const given = await this.#fetch(this.#filter as Filter, page, signal)
        signal.throwIfAborted()
        return given
      })
    } catch (failure) {
      if (!signal.aborted) this.failure = failure
    } finally {
      if (!signal.aborted) this.isLoading = false
    }
  }
}

/** What is here, and behind it page after page, until there are so many rows or no more. */
async function upTo<Item>(count: number, fetch: FetchPage<Item>, here: Rows<Item>): Promise<Rows<Item>> {
  const items = [...here.items]
  let cursor = here.nextCursor
  while (cursor !== null && items.length < count) {
    const next = await fetch({ limit: Math.min(longestPage, count - items.length), cursor })
    items.push(...next.items)
    cursor = next.nextCursor
  }
  return { items, nextCursor: cursor }
}
