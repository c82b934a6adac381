import { untrack } from 'svelte'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { current } from '#lib/dispatch/current-view.svelte.ts'
import type { Span } from './timeline.ts'
import { anchorOf, isWhole, spanInAddress, spanOfAddress, within, zoomed } from './timeline-zoom.ts'

interface Given {
  day: () => string | undefined
  whole: () => Span
  /** the line of now; null on other days */
  now: () => number | null
}

const step = 1.6

/** Which hours of the day a timeline shows; they stand in the address. */
export class TimelineView {
  /** null shows all */
  #chosen = $state.raw<Span | null>(null)
  readonly #given: Given
  readonly shown: Span = $derived.by(() => {
    const whole = this.#given.whole()
    return this.#chosen ? within(this.#chosen, whole) : whole
  })
  readonly isWhole: boolean = $derived.by(() => isWhole(this.shown, this.#given.whole()))
  readonly hidesNow: boolean = $derived.by(() => {
    const [now, whole] = [this.#given.now(), this.#given.whole()]
    const isOfDay = now !== null && now > whole.from && now < whole.to
    return isOfDay && (now < this.shown.from || now > this.shown.to)
  })
  readonly #keep = afterQuiet(
    () => {
      const day = this.#given.day()
      if (day === undefined || current.section !== 'today') return
      const span = this.isWhole ? null : spanInAddress(this.shown, day)
      void current.show({ span }, { replace: true })
    },
    { pause: 350, longest: 3000 },
  )

  /** Call during component initialisation. */
  constructor(given: Given) {
    this.#given = given
    const inAddress = $derived(current.view.span?.join('-') ?? '')
    // by its value: what is read anew of the same day must not take back what was chosen a moment ago
    const dayHere = $derived(given.day())
    $effect(() => {
      const day = dayHere
      if (day === undefined) return
      const span = inAddress === '' ? null : current.view.span
      untrack(() => {
        // what was written here comes back in whole minutes
        const own = this.isWhole ? '' : spanInAddress(this.shown, day).join('-')
        if (own !== inAddress) this.#chosen = span && spanOfAddress(span, day)
      })
    })
    $effect(() => () => this.#keep.stop())
  }

  zoomIn = (): void => this.zoom(1 / step)
  zoomOut = (): void => this.zoom(step)

  /** Shows `factor` times as many hours, around a time if given. */
  zoom(factor: number, at = anchorOf(this.shown, this.#given.now())): void {
    const whole = this.#given.whole()
    const next = zoomed(this.shown, whole, factor, at)
    this.#choose(isWhole(next, whole) ? null : next)
  }

  all = (): void => this.#choose(null)

  /** Moves the hours shown so that they begin then. */
  moveTo(from: number): void {
    const length = this.shown.to - this.shown.from
    if (Math.abs(from - this.shown.from) >= 1000) this.#choose({ from, to: from + length })
  }

  toNow = (): void => {
    const now = this.#given.now()
    if (now !== null) this.moveTo(now - (this.shown.to - this.shown.from) / 2)
  }

  #choose(next: Span | null): void {
    this.#chosen = next
    this.#keep()
  }
}
