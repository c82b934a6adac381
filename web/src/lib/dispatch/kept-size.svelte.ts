interface Limits {
  start: number
  least: number
  most: number
}

/** A size in pixels that a person drags, kept in the browser. */
export class KeptSize {
  readonly least: number
  readonly most: number
  #value = $state(0)
  readonly #key: string

  constructor(key: string, { start, least, most }: Limits) {
    this.#key = key
    this.least = least
    this.most = most
    this.#value = this.#within(read(key) ?? start)
  }

  get value(): number {
    return this.#value
  }

  set value(size: number) {
    this.#value = this.#within(size)
    try {
      localStorage.setItem(this.#key, String(this.#value))
    } catch {
      // a browser that keeps nothing starts with the usual size
    }
  }

  #within(size: number): number {
    return Math.round(Math.min(this.most, Math.max(this.least, size)))
  }
}

function read(key: string): number | null {
  try {
    const text = localStorage.getItem(key)
    return text === null || !Number.isFinite(Number(text)) ? null : Number(text)
  } catch {
    return null
  }
}
