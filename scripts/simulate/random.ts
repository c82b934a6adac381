/** A seeded stream of numbers: the same seed gives the same city, on every machine. */
export interface Random {
  /** 0 up to but not 1 */
  unit(): number
  /** 0 to count - 1 */
  below(count: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
  /** mean 1 */
  exponential(): number
  /** mean 0, deviation 1 */
  normal(): number
}

/** sfc32 (Chris Doty-Humphrey's Small Fast Counter), seeded by hashing a text. */
export function randomFrom(seed: string): Random {
  let [a, b, c, counter] = hashed(seed)
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  const unit = () => next() / 4_294_967_296
  return {
    unit,
    below: (count) => Math.floor(unit() * count),
    pick: (items) => items[Math.floor(unit() * items.length)],
    chance: (probability) => unit() < probability,
    exponential: () => -Math.log(1 - unit()),
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  }
}

/** Draws indices in proportion to weights: Walker's alias method after Vose, constant time a draw. */
export function weightedIndex(weights: ArrayLike<number>): (random: Random) => number {
  const count = weights.length
  let sum = 0
  for (let i = 0; i < count; i++) sum += weights[i]
  if (!(sum > 0)) throw new RangeError('weights must have a positive sum')
  const share = Float64Array.from({ length: count }, (_, i) => (weights[i] * count) / sum)
  const alias = new Uint32Array(count)
  const small: number[] = []
  const large: number[] = []
  for (let i = 0; i < count; i++) (share[i] < 1 ? small : large).push(i)
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!
    const more = large.pop()!
    alias[less] = more
    share[more] += share[less] - 1
    ;(share[more] < 1 ? small : large).push(more)
  }
  for (const rest of [...small, ...large]) {
    share[rest] = 1
    alias[rest] = rest
  }
  return (random) => {
    const at = random.unit() * count
    const index = Math.floor(at)
    return at - index < share[index] ? index : alias[index]
  }
}

/** Splits a whole number in proportion to weights, exactly: largest remainders get the rest. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const parts = exact.map(Math.floor)
  const order = exact.map((value, i) => [value - parts[i], i]).sort((a, b) => b[0] - a[0] || a[1] - b[1])
  const missing = total - parts.reduce((a, b) => a + b, 0)
  for (let i = 0; i < missing; i++) parts[order[i][1]]++
  return parts
}

/** Four words from a text (FNV-1a, then murmur's finaliser for each word). */
function hashed(text: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  const word = (salt: number) => {
    let mixed = hash ^ Math.imul(salt, 0x9e3779b9)
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }
  return [word(1), word(2), word(3), word(4)]
}
