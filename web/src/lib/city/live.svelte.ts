import { resyncEventName, type LiveEvent } from '@dromos/api/contract'
import { rest } from '#lib/ui/rest.ts'

type Listener = (event: LiveEvent) => void

/**
 * The server's changes as they happen. `onResync` is called when events were missed and everything shown is to
 * be fetched again. The browser reconnects by itself and names the last event it saw.
 */
export class Live {
  isConnected = $state(false)
  #listeners = new Map<LiveEvent['entity'], Set<Listener>>()
  #resync = new Set<() => void>()
  #opened = new Set<() => void>()
  #heardId: Promise<number | null> | null = null

  /** The last event that the page's first answer knows of: the next stream begins after it. */
  beginAfter(heardId: Promise<number | null>): void {
    this.#heardId = heardId
  }

  connect(jurisdictionId: string): () => void {
    let source: EventSource | null = null
    let isOver = false
    const open = (after: number | null) => {
      const query = after === null ? '' : `?after=${after}`
      if (!isOver) source = this.#listen(`/api/v1/${jurisdictionId}/live${query}`)
    }
    const heardId = this.#heardId
    this.#heardId = null
    if (heardId) void heardId.then(open, () => open(null))
    else open(null)
    return () => {
      isOver = true
      source?.close()
    }
  }

  #listen(url: string): EventSource {
    const source = new EventSource(url)
    source.onopen = () => {
      this.isConnected = true
      this.#opened.forEach((listener) => listener())
    }
    source.onerror = () => (this.isConnected = false)
    source.onmessage = (message) => this.#receive(message.data)
    source.addEventListener(resyncEventName, () => this.#resync.forEach((listener) => listener()))
    return source
  }

  /** Returns the function that stops listening. */
  on(entity: LiveEvent['entity'], listener: Listener): () => void {
    const listeners = this.#listeners.get(entity) ?? new Set()
    this.#listeners.set(entity, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  /** From here on nothing is missed. */
  onOpen(listener: () => void): () => void {
    this.#opened.add(listener)
    return () => this.#opened.delete(listener)
  }

  onResync(listener: () => void): () => void {
    this.#resync.add(listener)
    return () => this.#resync.delete(listener)
  }

  #receive(text: string): void {
    rest.stir()
    const event = JSON.parse(text) as LiveEvent
    this.#listeners.get(event.entity)?.forEach((listener) => listener(event))
  }
}

/** The one stream of this page. */
export const live = new Live()
