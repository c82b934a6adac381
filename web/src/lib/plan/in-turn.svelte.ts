import { whenIdle } from '#lib/ui/when-idle.ts'

interface Given {
  /** another one begins anew */
  key: () => unknown
  inSight: () => number
  count: () => number
}

/** a page that is never idle draws all the same */
const longestMilliseconds = 300

/** How many of a list's parts are drawn: those in sight at once, the others one by one, with what the hands do between. */
export class InTurn {
  #more = $state(0)
  readonly #inSight: () => number

  /** Call during component initialisation. */
  constructor({ key, inSight, count }: Given) {
    this.#inSight = inSight
    // by its value: another version of the same plan leaves drawn what is drawn
    const known = $derived(key())
    $effect.pre(() => {
      if (known !== undefined) this.#more = 0
    })
    $effect(() => {
      if (this.drawn >= count()) return
      return whenIdle(() => void (this.#more += 1), longestMilliseconds)
    })
  }

  get drawn(): number {
    return this.#inSight() + this.#more
  }
}
