/** Small fast counter generator (sfc32), seeded; the engine has no other source of chance. */
export class Random {
  #a = 0
  #b = 0
  #c = 0
  #counter = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = (seed / 2 ** 32) | 0
    this.#c = 0x9e3779b9 | 0
    for (let round = 0; round < 12; round++) this.integer()
  }

  /** Signed 32-bit integer. */
  integer(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum
  }

  /** From 0 inclusive to 1 exclusive. */
  unit(): number {
    return (this.integer() >>> 0) / 4294967296
  }

  /** From 0 inclusive to `bound` exclusive. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound)
  }
}
