import { clockOf, instantOf } from '#lib/city/city-clock.ts'

/** A moment on the city's clocks, as a form has it; one that nobody touched stays as it was, to the second. */
export class ClockField {
  /** "2026-01-31"; none: no moment */
  day = $state('')
  time = $state('00:00')
  #filled: string | null = null
  readonly #timezone: string

  constructor(timezone: string, filled: string | null = null) {
    this.#timezone = timezone
    this.fill(filled)
  }

  fill(instant: string | null): void {
    this.#filled = instant
    const shown = instant === null ? null : clockOf(new Date(instant), this.#timezone)
    this.day = shown?.day ?? ''
    this.time = shown?.time ?? '00:00'
  }

  get instant(): string | null {
    if (!this.day) return null
    const shown = this.#filled === null ? null : clockOf(new Date(this.#filled), this.#timezone)
    if (shown?.day === this.day && shown.time === this.time) return this.#filled
    return instantOf(this.day, this.time || '00:00', this.#timezone)
  }
}
