import type { ClosureShape, LonLat, StreetClosure, Stretch } from '@dromos/api/contract'
import { clockOf, instantOf } from '#lib/city/city-clock.ts'
import { nextDay } from '#lib/plan/next-day.ts'
import type { ClosureBody } from './closing.svelte.ts'
import { turned, type StreetChoice } from './street-choice.ts'

/** a closure ends with its day; with the next one where little is left of it */
const [endOfDay, lateInDay] = ['23:45', '23:00']

/** speeds that may remain, by name of the least */
export const slowFactors = [0.25, 0.5, 0.75] as const

/** A closure while it is made or changed: where, when, how much, why. */
export class ClosureDraft implements StreetChoice {
  way = $state<'streets' | 'area'>('streets')
  stretches = $state.raw<ReadonlyMap<number, Stretch>>(new Map())
  ring = $state.raw<LonLat[] | null>(null)
  isClosed = $state(true)
  factor = $state(0.5)
  fromDay = $state('')
  fromTime = $state('')
  toDay = $state<string | null>(null)
  toTime = $state('')
  reason = $state('')
  /** lines of a closure that is changed, until other stretches are chosen */
  #kept = $state.raw<ClosureShape | null>(null)
  readonly id: number | null
  readonly #timezone: string

  constructor(timezone: string, now: Date, changed: StreetClosure | null = null) {
    this.#timezone = timezone
    this.id = changed?.id ?? null
    const from = clockOf(changed ? new Date(changed.from) : now, timezone)
    const to = changed?.to
      ? clockOf(new Date(changed.to), timezone)
      : { day: null, time: changed ? '15:00' : endOfDay }
    this.fromDay = from.day
    this.fromTime = from.time
    this.toDay = changed ? to.day : nextDay(from.day, from.time < lateInDay ? 0 : 1)
    this.toTime = to.time
    if (!changed) return
    this.isClosed = changed.speedFactor === 0
    if (changed.speedFactor > 0) this.factor = changed.speedFactor
    this.reason = changed.reason
    if (changed.geometry.type === 'Polygon') {
      this.way = 'area'
      this.ring = changed.geometry.coordinates[0] ?? null
    } else this.#kept = changed.geometry
  }

  /** Takes stretches in or out; all of them at once go out only when all are in. */
  turn(stretches: readonly Stretch[]): void {
    this.way = 'streets'
    this.#kept = null
    this.stretches = turned(this.stretches, stretches)
  }

  clear(): void {
    this.stretches = new Map()
    this.#kept = null
    this.ring = null
  }

  get geometry(): ClosureShape | null {
    if (this.way === 'area') return this.ring && { type: 'Polygon', coordinates: [this.ring] }
    if (!this.stretches.size) return this.#kept
    const coordinates = [...this.stretches.values()].map(({ line }) => line.coordinates)
    return { type: 'MultiLineString', coordinates }
  }

  get from(): string {
    return instantOf(this.fromDay, this.fromTime, this.#timezone)
  }

  get to(): string | null {
    return this.toDay === null ? null : instantOf(this.toDay, this.toTime, this.#timezone)
  }

  get isInOrder(): boolean {
    return this.to === null || this.to > this.from
  }

  /** What the API is asked for; null while something is missing. */
  get body(): ClosureBody | null {
    const { geometry } = this
    if (!geometry || !this.isInOrder) return null
    return {
      geometry,
      from: this.from,
      to: this.to,
      speedFactor: this.isClosed ? 0 : this.factor,
      reason: this.reason.trim(),
    }
  }
}
