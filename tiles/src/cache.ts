export interface CachedTile {
  /** gzip of the MVT; empty when nothing is in the tile */
  gzip: Buffer
  /** hash of the uncompressed bytes */
  hash: string
}

interface Entry {
  tile: CachedTile
  square: string
  bytes: number
  expiresAt: number
}

interface Flight {
  done: Promise<CachedTile>
  square: string
  /** the square changed while the tile was being made: it may be old, so nobody after gets it */
  isOvertaken: boolean
}

export interface TileCacheOptions {
  maxBytes: number
  /** milliseconds since any fixed moment */
  now?: () => number
}

/** What an entry costs beside its tile: keys, objects and the two maps, roughly. */
const overheadBytes = 500

/**
 * Tiles by key, the least recently used forgotten first. Keys that show one square of one set (under different
 * filters) share its name, so that a change evicts them together. Equal misses at a time make the tile once.
 */
export class TileCache {
  readonly counts = { hits: 0, misses: 0, joined: 0, evicted: 0 }
  #entries = new Map<string, Entry>()
  #flights = new Map<string, Flight>()
  #squares = new Map<string, Set<string>>()
  #bytes = 0
  #maxBytes: number
  #now: () => number

  constructor({ maxBytes, now = () => performance.now() }: TileCacheOptions) {
    this.#maxBytes = maxBytes
    this.#now = now
  }

  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#entries.size
  }

  /** How many tiles are being made. */
  get underWay(): number {
    return this.#flights.size
  }

  /** A tile from memory, or undefined; joins one that is being made. */
  find(key: string): CachedTile | Promise<CachedTile> | undefined {
    const entry = this.#entries.get(key)
    if (entry && entry.expiresAt > this.#now()) {
      this.counts.hits += 1
      this.#entries.delete(key)
      this.#entries.set(key, entry)
      return entry.tile
    }
    if (entry) this.#forget(key, entry)
    const flight = this.#flights.get(key)
    if (flight) this.counts.joined += 1
    return flight?.done
  }

  /** Makes a tile and keeps it; zero `keepMilliseconds` joins equal misses but keeps nothing. */
  make(
    key: string,
    square: string,
    keepMilliseconds: number,
    work: () => Promise<CachedTile>,
  ): Promise<CachedTile> {
    this.counts.misses += 1
    const flight: Flight = { square, isOvertaken: false, done: Promise.resolve().then(work) }
    this.#flights.set(key, flight)
    const land = () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    }
    flight.done.then((tile) => {
      land()
      if (!flight.isOvertaken && keepMilliseconds > 0) this.#keep(key, square, tile, keepMilliseconds)
    }, land)
    return flight.done
  }

  /** Forgets all tiles of a square, and those being made of it. */
  evict(square: string): void {
    for (const key of this.#squares.get(square) ?? []) this.#evictKey(key)
    for (const [key, flight] of this.#flights) if (flight.square === square) this.#overtake(key, flight)
  }

  /** Forgets every square whose name begins so. */
  evictAll(prefix: string): void {
    for (const [key, entry] of this.#entries) if (entry.square.startsWith(prefix)) this.#evictKey(key)
    for (const [key, flight] of this.#flights)
      if (flight.square.startsWith(prefix)) this.#overtake(key, flight)
  }

  #keep(key: string, square: string, tile: CachedTile, keepMilliseconds: number): void {
    const bytes = tile.gzip.length + overheadBytes
    if (bytes > this.#maxBytes) return
    const old = this.#entries.get(key)
    if (old) this.#forget(key, old)
    this.#entries.set(key, { tile, square, bytes, expiresAt: this.#now() + keepMilliseconds })
    this.#bytes += bytes
    const keys = this.#squares.get(square)
    if (keys) keys.add(key)
    else this.#squares.set(square, new Set([key]))
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break
      this.#forget(oldest, entry)
    }
  }

  #evictKey(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.counts.evicted += 1
    this.#forget(key, entry)
  }

  #overtake(key: string, flight: Flight): void {
    flight.isOvertaken = true
    this.#flights.delete(key)
  }

  #forget(key: string, { square, bytes }: Entry): void {
    this.#entries.delete(key)
    this.#bytes -= bytes
    const keys = this.#squares.get(square)
    keys?.delete(key)
    if (keys?.size === 0) this.#squares.delete(square)
  }
}
