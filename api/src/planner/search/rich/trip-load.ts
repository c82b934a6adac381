import type { RichInstance } from './rich-instance.ts'
import type { RichRoute } from './rich-route.ts'
import { BROUGHT, LOAD, LOADS, LOAD_FIELDS, PEAK, SLACK, TAIL } from './rich-rows.ts'

/** Load of the current trip. What a job gets delivered has been on board since the trip began. */
export class TripLoad {
  readonly #instance: RichInstance
  readonly #load: Float64Array
  readonly #peak: Float64Array
  /** What may still be added to earlier load before some break has too much on board. */
  readonly slack: Float64Array
  #capacity: number[] = []

  constructor(instance: RichInstance) {
    this.#instance = instance
    this.#load = new Float64Array(instance.dimensions)
    this.#peak = new Float64Array(instance.dimensions)
    this.slack = new Float64Array(instance.dimensions)
  }

  begin(route: RichRoute): void {
    this.#capacity = route.capacity
    this.slack.fill(Infinity)
    for (let dimension = 0; dimension < this.#load.length; dimension++) {
      this.#load[dimension] = this.#peak[dimension] = route.onBoard[dimension]
    }
  }

  reload(): void {
    this.#load.fill(0)
    this.#peak.fill(0)
    this.slack.fill(Infinity)
  }

  /** Whether the trip can hold a job as its next one. */
  fits(job: number): boolean {
    const { delivery, pickup, transfer, dimensions } = this.#instance
    const base = job * dimensions
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const brought = delivery[base + dimension]
      const after = this.#load[dimension] + pickup[base + dimension] + transfer[base + dimension]
      const peak = Math.max(this.#peak[dimension] + brought, after)
      if (peak > this.#capacity[dimension] || brought > this.slack[dimension]) return false
    }
    return true
  }

  add(job: number): void {
    const { delivery, pickup, transfer, dimensions } = this.#instance
    const base = job * dimensions
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const brought = delivery[base + dimension]
      this.#load[dimension] += pickup[base + dimension] + transfer[base + dimension]
      this.#peak[dimension] = Math.max(this.#peak[dimension] + brought, this.#load[dimension])
      this.slack[dimension] -= brought
    }
  }

  now(dimension: number): number {
    return this.#load[dimension]
  }

  save(rows: Float64Array, row: number): void {
    for (let dimension = 0; dimension < this.#load.length; dimension++) {
      const at = row + LOADS + LOAD_FIELDS * dimension
      rows[at + LOAD] = this.#load[dimension]
      rows[at + PEAK] = this.#peak[dimension]
      rows[at + SLACK] = this.slack[dimension]
    }
  }

  resume(route: RichRoute, rows: Float64Array, row: number): void {
    this.#capacity = route.capacity
    for (let dimension = 0; dimension < this.#load.length; dimension++) {
      const at = row + LOADS + LOAD_FIELDS * dimension
      this.#load[dimension] = rows[at + LOAD]
      this.#peak[dimension] = rows[at + PEAK]
      this.slack[dimension] = rows[at + SLACK]
    }
  }

  /** Whether the rest of the route goes as it did from this row on, reloads at the same places included. */
  agrees(rows: Float64Array, row: number, hasLoadBreaks: boolean): boolean {
    for (let dimension = 0; dimension < this.#load.length; dimension++) {
      const at = row + LOADS + LOAD_FIELDS * dimension
      const more = this.#load[dimension] - rows[at + LOAD]
      const peak = this.#peak[dimension]
      if (hasLoadBreaks) {
        if (more !== 0 || peak !== rows[at + PEAK] || this.slack[dimension] !== rows[at + SLACK]) return false
        continue
      }
      if (more < 0 || peak < rows[at + PEAK]) return false
      if (peak + rows[at + BROUGHT] > this.#capacity[dimension]) return false
      if (rows[at + TAIL] + more > this.#capacity[dimension]) return false
    }
    return true
  }
}

/** Binds the rest of the trip to a break's load limit; false when it is broken already. */
export function breakSlackInto(load: TripLoad, maxLoad: number[]): boolean {
  for (let dimension = 0; dimension < maxLoad.length; dimension++) {
    const left = maxLoad[dimension] - load.now(dimension)
    if (left < 0) return false
    if (left < load.slack[dimension]) load.slack[dimension] = left
  }
  return true
}
