import { Blinks } from '../classic/classic-insertion.ts'
import type { Place } from '../classic/classic-insertion.ts'
import type { Random } from '../random.ts'
import { startOf } from '../tours.ts'
import { balanceDelta, cutsOf } from './plan-terms.ts'
import { legPrice } from './rich-moves.ts'
import { placeOfNode } from './rich-state.ts'
import type { RichState } from './rich-state.ts'
import { NO_TRIAL } from './simulation.ts'
import type { Simulation, Trial } from './simulation.ts'

/** Finds places for jobs: quick bounds first, then a drive of the route. */
export class RichPlacing {
  readonly place: Place = { node: -1, delta: 0 }
  readonly #state: RichState
  readonly #simulation: Simulation
  readonly #blinks: Blinks
  readonly #neighbours: number
  readonly #trial: Trial = { node: -1, job: -1 }
  readonly #typeSeenAt: Int32Array
  #search = 0

  constructor(state: RichState, simulation: Simulation, random: Random, neighbours: number) {
    this.#state = state
    this.#simulation = simulation
    this.#blinks = new Blinks(random)
    this.#neighbours = Math.min(neighbours, state.instance.neighbours)
    this.#typeSeenAt = new Int32Array(state.instance.types)
  }

  /** Cheapest place found that costs less than `limit`; `onlyRoute` −1 allows all routes. */
  find(job: number, limit: number, onlyRoute: number, isEverywhere: boolean): Place {
    const { instance, tours } = this.#state
    const { next, prev, routeOf } = tours
    this.place.node = -1
    this.place.delta = limit
    if (isEverywhere || onlyRoute >= 0) this.#tryAll(job, onlyRoute)
    else {
      const list = job * instance.neighbours
      for (let k = 0; k < this.#neighbours; k++) {
        const before = instance.before[list + k]
        if (before >= 0 && routeOf[before] >= 0) this.tryAt(job, before, next[before])
        const after = instance.after[list + k]
        if (after >= 0 && routeOf[after] >= 0) this.tryAt(job, prev[after], after)
      }
    }
    if (onlyRoute < 0) this.#tryEmpty(job)
    return this.place
  }

  #tryAll(job: number, onlyRoute: number): void {
    const { tours, isOpen } = this.#state
    for (let route = 0; route < tours.routes; route++) {
      if (isOpen[route] === 0 || (onlyRoute < 0 ? tours.size[route] === 0 : route !== onlyRoute)) continue
      for (let node = startOf(tours, route); tours.next[node] >= 0; node = tours.next[node]) {
        this.tryAt(job, node, tours.next[node])
      }
    }
  }

  #tryEmpty(job: number): void {
    const { instance, tours, isOpen } = this.#state
    this.#search++
    for (let route = 0; route < tours.routes; route++) {
      if (tours.size[route] > 0 || isOpen[route] === 0) continue
      const type = instance.typeOf[route]
      if (this.#typeSeenAt[type] === this.#search) continue
      this.#typeSeenAt[type] = this.#search
      this.tryAt(job, startOf(tours, route), startOf(tours, route) + 1)
    }
  }

  /** Prices one position and keeps it if it is the cheapest so far. */
  tryAt(job: number, before: number, after: number): void {
    const state = this.#state
    const { instance, tours } = state
    const route = tours.routeOf[before]
    if (instance.fits[route * instance.jobs + job] === 0 || state.isSealed[before] === 1) return
    if (!this.isCrewAllowed(job, route) || !this.#isWithinBounds(job, route, before, after)) return
    this.#trial.node = before
    this.#trial.job = job
    const delta = this.priceOf(job, route, this.#trial, NO_TRIAL)
    if (delta < this.place.delta && !this.#blinks.blink()) {
      this.place.node = before
      this.place.delta = delta
    }
  }

  /** What a trial adds to the plan's cost; Infinity where it breaks a rule. */
  priceOf(job: number, route: number, first: Trial, second: Trial): number {
    const state = this.#state
    const simulation = this.#simulation
    if (!simulation.try(route, first, second)) return Infinity
    const { weights, hood, horizonEnd, crewOf } = state.instance
    let delta = simulation.cost - state.routeCost[route] + cutsOf(state, job, route)
    if (weights.fairness > 0) {
      delta += simulation.fair - state.fair[route]
      if (hood[job] >= 0) delta -= state.gradient[hood[job]] * horizonEnd
    }
    if (weights.balance > 0) delta += balanceDelta(state, crewOf[route], simulation.work - state.work[route])
    return delta
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

  /** Bounds that ignore breaks, setup and reloads, so they never rule out what is possible. */
  #isWithinBounds(job: number, route: number, before: number, after: number): boolean {
    const state = this.#state
    const { instance } = state
    const { seconds, size } = instance.route[route].matrix
    const [from, here, to] = [placeOfNode(state, before), instance.place[job], placeOfNode(state, after)]
    if (state.tours.size[route] > 0 && instance.weights.fairness === 0 && instance.weights.stability === 0) {
      const detour =
        legPrice(state, route, from, here) + legPrice(state, route, here, to) - state.legCost[before]
      if (detour >= this.place.delta && instance.weights.balance === 0) return false
    }
    const arrival = state.departure[before] + (from < 0 ? 0 : seconds[from * size + here])
    const leg = to < 0 ? 0 : seconds[here * size + to]
    const last = instance.windowFrom[job + 1] - 1
    if (arrival > instance.windowEnd[last]) return false
    const start = Math.max(arrival, instance.windowStart[instance.windowFrom[job]])
    return start + instance.service[job] + leg <= state.deadline[after]
  }
}
