import { getContext, setContext } from 'svelte'
import { afterPicture, onceUsable } from '#lib/ui/after-picture.ts'
import { current } from './current-view.svelte.ts'

/** what does not stand by then is not waited for */
const longestMilliseconds = 2000

/**
 * The console's first picture: of a day its list and hours. What it does without, its map also, begins once it stands
 * and can be used.
 */
export class FirstPicture {
  stands = $state(false)
  readonly #stood = Promise.withResolvers<void>()
  /** the same, for who waits */
  readonly whenItStands = this.#stood.promise

  /** Call during component initialisation; `isSettled` says whether the day's plan is here, or that there is none. */
  constructor(isSettled: () => boolean) {
    setTimeout(() => this.#stand(), longestMilliseconds)
    $effect(() => {
      if (this.stands) return
      if (current.section !== 'today') return afterPicture(() => this.#stand())
      return isSettled() ? onceUsable(() => this.#stand()) : undefined
    })
  }

  #stand(): void {
    this.stands = true
    this.#stood.resolve()
  }
}

const key = Symbol('first picture')

export function provideFirstPicture(first: FirstPicture): FirstPicture {
  return setContext(key, first)
}

/** Call during component initialisation. */
export function useFirstPicture(): FirstPicture {
  return getContext<FirstPicture>(key)
}
