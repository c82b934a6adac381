import { Blinks } from '../classic/classic-insertion.ts'
import type { Place } from '../classic/classic-insertion.ts'
import type { Random } from '../random.ts'
import { startOf } from '../tours.ts'
import { InsertionEstimate } from './insertion-estimate.ts'
import { balanceDelta } from './plan-terms.ts'
import type { RichState } from './rich-state.ts'
import { NO_TRIAL } from './simulation.ts'
import type { Simulation, Trial } from './simulation.ts'

/** Positions that are driven at most, the most promising first. */
const MOST_DRIVEN = 6
/** Drives of one job that may fail on a route before the route is passed over, and rankings after failed ones. */
const MOST_FAILURES = 2
const MOST_PASSES = 4
/** Jobs in routes that are looked at beside where there are no neighbour lists yet. */
const CLOSE = 16

/** Finds places for jobs: estimates rank the positions, then a drive of the route tells the truth. */
export class RichPlacing {
  readonly place: Place = { node: -1, delta: 0 }
  readonly #state: RichState
  readonly #simulation: Simulation
  readonly #blinks: Blinks
  readonly #neighbours: number
  readonly #trial: Trial = { node: -1, job: -1 }
  readonly #estimate: InsertionEstimate
  /** Searches that have looked at a type of empty route, and at the position after a node. */
  readonly #typeSeenAt: Int32Array
  readonly #seenAt: Int32Array
  readonly #bestNode = new Int32Array(MOST_DRIVEN)
  readonly #bestPrice = new Float64Array(MOST_DRIVEN)
  #bestCount = 0
  /** By route: the last job that failed on it, and how often. */
  #finding = 0
  readonly #failedAt: Int32Array
  readonly #failures: Int32Array
  #search = 0
  /** Weighted neighbours of the job in any route, and by route. */
  readonly #closeJob = new Int32Array(CLOSE)
  readonly #closeSeconds = new Float64Array(CLOSE)
  #placedPairs = 0
  readonly #pairsOn: Float64Array

  constructor(state: RichState, simulation: Simulation, random: Random, neighbours: number) {
    this.#state = state
    this.#simulation = simulation
    this.#blinks = new Blinks(random)
    this.#neighbours = Math.min(neighbours, state.instance.neighbours)
    this.#failedAt = new Int32Array(state.instance.routes)
    this.#failures = new Int32Array(state.instance.routes)
    this.#estimate = new InsertionEstimate(state)
    this.#seenAt = new Int32Array(state.tours.next.length)
    this.#typeSeenAt = new Int32Array(state.instance.types)
    this.#pairsOn = new Float64Array(state.instance.routes)
  }

  /** Cheapest place found that costs less than `limit`; `onlyRoute` −1 allows all routes. */
  find(job: number, limit: number, onlyRoute: number, isEverywhere: boolean): Place {
    const { instance, tours } = this.#state
    const { prev } = tours
    this.place.node = -1
    this.place.delta = limit
    this.#finding++
    this.#estimate.begin(job)
    this.#countPairs(job, 1)
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      this.#bestCount = 0
      this.#search++
      if (isEverywhere || onlyRoute >= 0) this.#rankAll(job, onlyRoute)
      else if (instance.neighbours === 0) this.#rankClose(job)
      else {
        this.#rankNear(job, instance.before, prev, false)
        this.#rankNear(job, instance.after, prev, true)
      }
      if (onlyRoute < 0) this.#rankEmpty(job)
      this.#driveBest(job)
      // the best may all be on routes that have no time in truth
      if (this.place.node >= 0 || this.#bestCount < MOST_DRIVEN) break
    }
    this.#countPairs(job, -1)
    return this.place
  }

  /** Next to the nearest jobs whose routes can take this one. */
  #rankNear(job: number, list: Int32Array, prev: Int32Array, isAfter: boolean): void {
    const { instance, tours } = this.#state
    const { fits, routes, neighbours } = instance
    const { routeOf } = tours
    let left = this.#neighbours
    const from = job * neighbours
    for (let at = from; at < from + neighbours && left > 0; at++) {
      const other = list[at]
      const route = other < 0 ? -1 : routeOf[other]
      if (route < 0 || fits[job * routes + route] === 0) continue
      this.#rank(job, isAfter ? prev[other] : other)
      left--
    }
  }

  /** Next to the nearest jobs by a look at all of them. */
  #rankClose(job: number): void {
    const { instance, tours } = this.#state
    const { fits, routes, place, route: infos, jobs } = instance
    if (routes === 0) return
    const { seconds, size } = infos[0].matrix
    const { routeOf, prev } = tours
    const found = this.#closeJob
    const bestSeconds = this.#closeSeconds
    const row = place[job] * size
    let count = 0
    let bound = Infinity
    for (let other = 0; other < jobs; other++) {
      const leg = seconds[row + place[other]]
      if (leg >= bound) continue
      const route = routeOf[other]
      if (route < 0 || fits[job * routes + route] === 0) continue
      let rank = count < CLOSE ? count++ : count - 1
      while (rank > 0 && bestSeconds[rank - 1] > leg) {
        bestSeconds[rank] = bestSeconds[rank - 1]
        found[rank] = found[rank - 1]
        rank--
      }
      bestSeconds[rank] = leg
      found[rank] = other
      if (count === CLOSE) bound = bestSeconds[CLOSE - 1]
    }
    for (let rank = 0; rank < count; rank++) {
      this.#rank(job, found[rank])
      this.#rank(job, prev[found[rank]])
    }
  }

  #rankAll(job: number, onlyRoute: number): void {
    const { tours, isOpen, instance } = this.#state
    for (let route = 0; route < tours.routes; route++) {
      if (isOpen[route] === 0 || (onlyRoute < 0 ? tours.size[route] === 0 : route !== onlyRoute)) continue
      if (instance.fits[job * instance.routes + route] === 0 || this.#estimate.isFull(route)) continue
      for (let node = startOf(tours, route); tours.next[node] >= 0; node = tours.next[node]) {
        this.#rank(job, node)
      }
    }
  }

  #rankEmpty(job: number): void {
    const { instance, tours, isOpen } = this.#state
    for (let route = 0; route < tours.routes; route++) {
      if (tours.size[route] > 0 || isOpen[route] === 0) continue
      const type = instance.typeOf[route]
      if (this.#typeSeenAt[type] === this.#search) continue
      this.#typeSeenAt[type] = this.#search
      if (instance.fits[job * instance.routes + route] === 0) continue
      this.#rank(job, startOf(tours, route))
    }
  }

  /** Keeps a position if it is among the best by its estimate. */
  #rank(job: number, before: number): void {
    const state = this.#state
    const { instance, tours } = state
    const route = tours.routeOf[before]
    if (state.isSealed[before] === 1 || this.#seenAt[before] === this.#search) return
    this.#seenAt[before] = this.#search
    if (this.#failedAt[route] === this.#finding && this.#failures[route] >= MOST_FAILURES) return
    if (instance.links.hasAny && !this.isCrewAllowed(job, route)) return
    const nodes = this.#bestNode
    const prices = this.#bestPrice
    let count = this.#bestCount
    const limit = count < MOST_DRIVEN ? this.place.delta : prices[count - 1]
    const cuts = this.#placedPairs - this.#pairsOn[route]
    const price = cuts + this.#estimate.price(before, limit - cuts)
    if (price >= limit) return
    if (count < MOST_DRIVEN) count = ++this.#bestCount
    let rank = count - 1
    while (rank > 0 && prices[rank - 1] > price) {
      prices[rank] = prices[rank - 1]
      nodes[rank] = nodes[rank - 1]
      rank--
    }
    prices[rank] = price
    nodes[rank] = before
  }

  #driveBest(job: number): void {
    const { routeOf } = this.#state.tours
    this.#trial.job = job
    for (let rank = 0; rank < this.#bestCount; rank++) {
      if (this.#bestPrice[rank] >= this.place.delta) return
      if (this.#blinks.blink()) continue
      const node = this.#bestNode[rank]
      this.#trial.node = node
      const route = routeOf[node]
      if (this.#failedAt[route] !== this.#finding) this.#failures[route] = 0
      else if (this.#failures[route] >= MOST_FAILURES) continue
      const delta = this.priceOf(route, this.#trial, NO_TRIAL)
      if (delta === Infinity) {
        this.#failedAt[route] = this.#finding
        this.#failures[route]++
      }
      if (delta >= this.place.delta) continue
      this.place.node = node
      this.place.delta = delta
    }
  }

  /** What a trial adds to the plan's cost; Infinity where it breaks a rule. */
  priceOf(route: number, first: Trial, second: Trial): number {
    const state = this.#state
    const simulation = this.#simulation
    if (!simulation.try(route, first, second)) return Infinity
    const { weights, crewOf } = state.instance
    let delta = simulation.cost - state.routeCost[route] + simulation.fair
    delta += this.#placedPairs - this.#pairsOn[route]
    if (weights.balance > 0) delta += balanceDelta(state, crewOf[route], simulation.work - state.work[route])
    return delta
  }

  /** Counts the job's neighbours for compactness in, or out again. */
  #countPairs(job: number, sign: number): void {
    const { instance, tours } = this.#state
    const { weights, pairFrom, pairTo, links } = instance
    if (weights.compactness === 0) return
    for (let index = pairFrom[job]; index < pairFrom[job + 1]; index++) {
      const other = pairTo[index]
      const where = tours.routeOf[other] >= 0 ? tours.routeOf[other] : links.doneRoute[other]
      if (where < 0) continue
      this.#placedPairs += sign * weights.compactness
      this.#pairsOn[where] += sign * weights.compactness
    }
  }

  isCrewAllowed(job: number, route: number): boolean {
    const { instance, tours } = this.#state
    const { links, crewOf } = instance
    if (!links.hasAny) return true
    const crew = crewOf[route]
    const partner = links.partner[job]
    if (partner >= 0 && tours.routeOf[partner] >= 0 && crewOf[tours.routeOf[partner]] === crew) return false
    const mates = links.sameCrew[job]
    if (mates === null) return true
    return mates.every((mate) => {
      if (links.doneCrew[mate] >= 0) return links.doneCrew[mate] === crew
      return tours.routeOf[mate] < 0 || mate === job || crewOf[tours.routeOf[mate]] === crew
    })
  }
}
