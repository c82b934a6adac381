import type { FlatRoutes } from './walker.ts'

const CANCELLED = 0
const ARRIVED = 1
const ROUND = 2
const AGREED = 3
const HEADER = 4

/**
 * Memory through which the threads of one solve meet. Each writes what it has into its own slot and waits;
 * after the barrier all read all slots, and so come to the same decisions without a leader.
 */
export class Exchange {
  readonly buffer: SharedArrayBuffer
  readonly threads: number
  readonly #capacity: number
  readonly #words: Int32Array
  readonly #costs: Float64Array

  /** `capacity` bounds the length of one flat plan. */
  constructor(threads: number, capacity: number, buffer?: SharedArrayBuffer) {
    this.threads = threads
    this.#capacity = capacity
    const costBytes = threads * 2 * 8
    const words = HEADER + threads * 2 * (capacity + 1)
    this.buffer = buffer ?? new SharedArrayBuffer(costBytes + words * 4)
    this.#costs = new Float64Array(this.buffer, 0, threads * 2)
    this.#words = new Int32Array(this.buffer, costBytes)
  }

  cancel(): void {
    Atomics.store(this.#words, CANCELLED, 1)
  }

  /** A thread has died: no other may wait for it. */
  fail(): void {
    Atomics.store(this.#words, CANCELLED, 2)
  }

  isCancelled(): boolean {
    return Atomics.load(this.#words, CANCELLED) !== 0
  }

  /** The same answer for every thread between two meetings. */
  isOver(): boolean {
    return Atomics.load(this.#words, AGREED) === 1
  }

  write(thread: number, kind: 'current' | 'best', flat: FlatRoutes, cost: number): void {
    const slot = 2 * thread + (kind === 'best' ? 1 : 0)
    const offset = this.#offset(slot)
    this.#words[offset] = flat.length
    this.#words.set(flat, offset + 1)
    this.#costs[slot] = cost
  }

  /** Valid between the meeting after the write and the meeting before the next write. */
  read(thread: number, kind: 'current' | 'best'): FlatRoutes {
    const slot = 2 * thread + (kind === 'best' ? 1 : 0)
    const offset = this.#offset(slot)
    return Array.from(this.#words.subarray(offset + 1, offset + 1 + this.#words[offset]))
  }

  /** By thread, like `read`. */
  costs(kind: 'current' | 'best'): number[] {
    return Array.from(
      { length: this.threads },
      (_, thread) => this.#costs[2 * thread + (kind === 'best' ? 1 : 0)],
    )
  }

  #offset(slot: number): number {
    return HEADER + slot * (this.#capacity + 1)
  }

  /** Waits until every thread has come here. */
  meet(): void {
    const round = Atomics.load(this.#words, ROUND)
    if (Atomics.add(this.#words, ARRIVED, 1) + 1 === this.threads) {
      Atomics.store(this.#words, ARRIVED, 0)
      // decided once for all, so that no thread leaves while another waits for it
      if (this.isCancelled()) Atomics.store(this.#words, AGREED, 1)
      Atomics.add(this.#words, ROUND, 1)
      Atomics.notify(this.#words, ROUND)
      return
    }
    while (Atomics.load(this.#words, ROUND) === round) {
      if (Atomics.load(this.#words, CANCELLED) === 2) throw new Error('another thread of this solve failed')
      Atomics.wait(this.#words, ROUND, round, 1000)
    }
  }
}
