/** Whether something is open, kept in the browser. */
export class KeptFlag {
  #value = $state(true)
  readonly #key: string

  constructor(key: string, start = true) {
    this.#key = key
    this.#value = start
    try {
      const text = localStorage.getItem(key)
      if (text !== null) this.#value = text === '1'
    } catch {
      // a browser that keeps nothing starts as usual
    }
  }

  get value(): boolean {
    return this.#value
  }

  set value(isOn: boolean) {
    this.#value = isOn
    try {
      localStorage.setItem(this.#key, isOn ? '1' : '0')
    } catch {
      // as above
    }
  }

  turn(): void {
    this.value = !this.#value
  }
}
