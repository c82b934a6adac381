export interface Pair {
  /** metres across what the two would make */
  spread: number
  /** decide between equals */
  ranks: [number, number]
  a: number
  b: number
}

/** A binary heap: the pair of the least spread comes first. */
export class PairHeap {
  readonly #pairs: Pair[] = []

  push(pair: Pair): void {
    const pairs = this.#pairs
    let at = pairs.push(pair) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(pair, pairs[parent])) break
      pairs[at] = pairs[parent]
      at = parent
    }
    pairs[at] = pair
  }

  pop(): Pair | undefined {
    const pairs = this.#pairs
    const first = pairs[0]
    const last = pairs.pop()
    if (pairs.length === 0 || !last) return first
    let at = 0
    for (let child = 1; child < pairs.length; child = 2 * at + 1) {
      if (child + 1 < pairs.length && isBefore(pairs[child + 1], pairs[child])) child++
      if (!isBefore(pairs[child], last)) break
      pairs[at] = pairs[child]
      at = child
    }
    pairs[at] = last
    return first
  }
}

function isBefore(one: Pair, other: Pair): boolean {
  return (one.spread - other.spread || one.ranks[0] - other.ranks[0] || one.ranks[1] - other.ranks[1]) < 0
}
