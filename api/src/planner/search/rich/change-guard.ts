import type { Random } from '../random.ts'
import { startOf } from '../tours.ts'
import type { RichState } from './rich-state.ts'

/** With no changes left, one in so many steps offers a job that could take the place of another. */
const SWAP_CHANCE = 4

/** A plan that people know, and how far a walk may move away from it. Indexed by job. */
export interface KnownPlan {
  /** Route and rank on it; −1 where the job was left out. */
  routeOf: Int32Array
  rankOf: Int32Array
  /** Starts of work within these are no change. */
  earliest: Float64Array
  latest: Float64Array
  /** Jobs that cannot stay where they were: whatever becomes of them is no change. */
  isForced: Uint8Array
  /** Changes allowed. */
  budget: number
}

/** Keeps a walk near a plan that people know, and near the jobs that an event concerns. */
export interface Course {
  known: KnownPlan
  /** Ruins begin at these jobs most of the time; none of them where there are none. */
  focus: number[]
  focusShare: number
  meanRemoved: number
}

/**
 * Counts the changes of a plan against the known one, route by route: a job on another route, left out, newly
 * in, outside its times, or out of the order of those that stayed (the fewest that explain the new order).
 */
export class ChangeGuard {
  used = 0
  readonly #state: RichState
  readonly #known: KnownPlan
  /** By route: changes on it minus the known jobs that it has. */
  readonly #count: Int32Array
  #planned = 0
  #tried: { route: number; count: number }[] = []
  #triedUsed = 0
  /** What a change must gain for the walk to spend on it; rises while the budget is short. */
  #price = 0

  constructor(state: RichState, known: KnownPlan) {
    this.#state = state
    this.#known = known
    this.#count = new Int32Array(state.tours.routes)
    for (let job = 0; job < state.tours.jobs; job++) if (this.#isKnown(job)) this.#planned++
  }

  /** Counts the whole plan. */
  reset(): void {
    this.used = this.#planned
    for (let route = 0; route < this.#count.length; route++) {
      this.#count[route] = this.#countOn(route)
      this.used += this.#count[route]
    }
  }

  /** Changes of the plan now, of which only `routes` differ from the last one kept. */
  count(routes: number[]): number {
    this.#triedUsed = this.used
    this.#tried = routes.map((route) => {
      const count = this.#countOn(route)
      this.#triedUsed += count - this.#count[route]
      return { route, count }
    })
    return this.#triedUsed
  }

  /** Whether the plan is within the budget, and its changes are worth what they gain. */
  allows(routes: number[], gain: number, scale: number): boolean {
    const used = this.count(routes)
    const isWithin = used <= this.#known.budget
    if (!isWithin) this.#price = Math.min(this.#price * 1.02 + scale * 0.01, scale * 20)
    else this.#price *= 0.995
    return isWithin && (used - this.used) * this.#price < gain
  }

  /** The plan last counted is kept. */
  keep(): void {
    for (const { route, count } of this.#tried) this.#count[route] = count
    this.used = this.#triedUsed
  }

  /** Of jobs left out, those worth offering: each new one takes a change, so few where few are left. */
  affordable(jobs: number[], random: Random): number[] {
    const room = this.#known.budget - this.used
    let left = room > 0 ? room : random.below(SWAP_CHANCE) === 0 ? 1 : 0
    return jobs.filter((job) => !this.isNew(job) || left-- > 0)
  }

  /** Left out in the known plan, and not because of the event. */
  isNew(job: number): boolean {
    return this.#known.routeOf[job] < 0 && this.#known.isForced[job] === 0
  }

  #isKnown(job: number): boolean {
    return this.#known.routeOf[job] >= 0 && this.#known.isForced[job] === 0
  }

  #countOn(route: number): number {
    const { tours, startAt } = this.#state
    const { routeOf, rankOf, earliest, latest, isForced } = this.#known
    const ranks: number[] = []
    let count = 0
    for (let node = tours.next[startOf(tours, route)]; node < tours.jobs; node = tours.next[node]) {
      if (isForced[node]) continue
      if (routeOf[node] >= 0) count--
      if (routeOf[node] !== route || startAt[node] < earliest[node] || startAt[node] > latest[node]) count++
      else ranks.push(rankOf[node])
    }
    return count + ranks.length - inOrder(ranks).length
  }
}

/** Positions of a longest rising part of the list, itself rising; of several the one that ends lowest. */
export function inOrder(values: number[]): number[] {
  const last: number[] = []
  const before: number[] = []
  values.forEach((value, position) => {
    let low = 0
    let high = last.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[last[middle]] < value) low = middle + 1
      else high = middle
    }
    before[position] = low > 0 ? last[low - 1] : -1
    last[low] = position
  })
  const positions: number[] = []
  for (let at = last.at(-1) ?? -1; at >= 0; at = before[at]) positions.push(at)
  return positions.reverse()
}
