import { seededRandom } from '../../../api/src/roads/measuring.ts'

/** Chance, the same for the same seed. */
export class Draw {
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = seededRandom(seed)
  }

  chance(share: number): boolean {
    return this.#random() < share
  }

  /** Both ends inclusive. */
  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]
  }

  /** One of a list by its shares, which need not add up to one. */
  byShare<T extends { share: number }>(list: readonly T[]): T {
    let left = this.#random() * list.reduce((sum, { share }) => sum + share, 0)
    for (const entry of list) {
      left -= entry.share
      if (left < 0) return entry
    }
    return list[list.length - 1]
  }
}
