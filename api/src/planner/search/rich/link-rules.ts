import type { RichState } from './rich-state.ts'

/** What links ask of the jobs of one route while it is driven. */
export class LinkRules {
  isRelaxed = false
  readonly #state: RichState
  readonly #seenAt: Int32Array
  readonly #seenEnd: Float64Array
  readonly #seenTrip: Int32Array
  #stamp = 0
  #routeIndex = 0

  constructor(state: RichState) {
    const { jobs } = state.instance
    this.#state = state
    this.#seenAt = new Int32Array(jobs)
    this.#seenEnd = new Float64Array(jobs)
    this.#seenTrip = new Int32Array(jobs)
  }

  begin(route: number): void {
    this.#stamp++
    this.#routeIndex = route
  }

  enter(job: number): void {
    this.#seenAt[job] = this.#stamp
  }

  pass(job: number, end: number, trip: number): void {
    this.#seenEnd[job] = end
    this.#seenTrip[job] = trip
  }

  /** Links tie the job to others, in time or on board. */
  isTied(job: number): boolean {
    return job >= 0 && this.#state.instance.links.isTied[job] === 1
  }

  /** Before this second a job must wait for jobs it is linked with. */
  notBefore(job: number): number {
    const { instance, tours, startAt, endAt } = this.#state
    const { befores, partner, doneCrew, doneEnd } = instance.links
    let bound = -Infinity
    const waits = befores[job]
    if (waits !== null) {
      for (const { job: other, gap } of waits) {
        if (doneCrew[other] >= 0) bound = Math.max(bound, doneEnd[other] + gap)
        else if (this.#seenAt[other] === this.#stamp) bound = Math.max(bound, this.#seenEnd[other] + gap)
        else if (tours.routeOf[other] >= 0) bound = Math.max(bound, endAt[other] + gap)
      }
    }
    const other = partner[job]
    if (other >= 0 && tours.routeOf[other] >= 0) bound = Math.max(bound, startAt[other])
    return bound
  }

  /** Rules that tie this job to jobs already placed; those on this route have been passed or come later. */
  keeps(job: number, start: number, end: number): boolean {
    const { instance, tours, startAt } = this.#state
    const { hasAny, befores, afters, partner, groupOf, groups, doneCrew } = instance.links
    if (!hasAny || this.isRelaxed || !this.isTied(job)) return true
    for (const { job: other } of befores[job] ?? []) {
      if (doneCrew[other] >= 0) continue
      const isHere = this.#seenAt[other] === this.#stamp
      if (!isHere && (tours.routeOf[other] < 0 || tours.routeOf[other] === this.#routeIndex)) return false
    }
    for (const { job: other, gap } of afters[job] ?? []) {
      const route = tours.routeOf[other]
      if (this.#seenAt[other] === this.#stamp) return false
      if (route >= 0 && route !== this.#routeIndex && end + gap > startAt[other]) return false
    }
    const other = partner[job]
    if (other >= 0 && tours.routeOf[other] >= 0 && start !== startAt[other]) return false
    if (groupOf[job] < 0) return true
    for (const member of groups[groupOf[job]]) {
      if (
        this.#seenAt[member] === this.#stamp &&
        member !== job &&
        this.#seenTrip[member] !== this.#seenTrip[job]
      )
        return false
    }
    return true
  }
}
