import { endOf, startOf } from '../tours.ts'
import { cutsOf } from './plan-terms.ts'
import { putIn, settleRoute, takeOut } from './rich-moves.ts'
import type { RichPlacing } from './rich-placing.ts'
import type { RichState } from './rich-state.ts'
import type { Simulation, Trial } from './simulation.ts'

/** Saves a route before it is changed. */
export type Touch = (route: number) => void

/** Puts jobs with links in together with those they depend on, or not at all. */
export class LinkedPlacing {
  readonly #state: RichState
  readonly #simulation: Simulation
  readonly #placing: RichPlacing
  readonly #touch: Touch
  readonly #first: Trial = { node: -1, job: -1 }
  readonly #second: Trial = { node: -1, job: -1 }

  constructor(state: RichState, simulation: Simulation, placing: RichPlacing, touch: Touch) {
    this.#state = state
    this.#simulation = simulation
    this.#placing = placing
    this.#touch = touch
  }

  /** Whether the job is now in a route; a job without links goes in for less than `limit` or not at all. */
  place(job: number, isEverywhere: boolean, limit = Infinity, depth = 0): boolean {
    const { instance, tours } = this.#state
    const { links, price } = instance
    if (tours.routeOf[job] >= 0) return true
    if (!links.hasAny || links.isTied[job] === 0)
      return this.#insert(job, Math.min(limit, price[job]), -1, isEverywhere)
    for (const { job: before } of links.befores[job] ?? []) {
      const isMet = tours.routeOf[before] >= 0 || links.doneCrew[before] >= 0
      if (isMet || (links.groupOf[before] === links.groupOf[job] && links.groupOf[job] >= 0)) continue
      if (
        depth > 8 ||
        instance.links.isChained[before] ||
        !this.place(before, isEverywhere, Infinity, depth + 1)
      )
        return false
    }
    if (links.groupOf[job] >= 0) return this.#placeGroup(links.groups[links.groupOf[job]])
    const partner = links.partner[job]
    if (partner >= 0 && tours.routeOf[partner] < 0 && links.doneCrew[partner] < 0) {
      return this.#placeBoth(job, partner) || this.#placeBoth(partner, job)
    }
    return this.#insert(job, price[job], -1, isEverywhere)
  }

  #insert(job: number, limit: number, onlyRoute: number, isEverywhere: boolean): boolean {
    const { node } = this.#placing.find(job, limit, onlyRoute, isEverywhere)
    if (node < 0) return false
    this.#touch(this.#state.tours.routeOf[node])
    return putIn(this.#state, this.#simulation, job, node)
  }

  #remove(job: number): void {
    const route = this.#state.tours.routeOf[job]
    takeOut(this.#state, job)
    settleRoute(this.#state, this.#simulation, route)
  }

  #placeBoth(first: number, second: number): boolean {
    const { price, links } = this.#state.instance
    if (links.isChained[first] || links.isChained[second]) return false
    const limit = price[first] + price[second]
    if (!this.#insert(first, limit, -1, true)) return false
    if (this.#insert(second, limit, -1, true)) return true
    this.#remove(first)
    return false
  }

  #placeGroup(group: number[]): boolean {
    const { tours, instance } = this.#state
    const open = group.filter((job) => tours.routeOf[job] < 0 && instance.links.doneCrew[job] < 0)
    if (open.some((job) => instance.links.isChained[job])) return false
    const member = group.find((job) => tours.routeOf[job] >= 0)
    const bound = member === undefined ? -1 : tours.routeOf[member]
    if (open.length === 2 && bound < 0) return this.#placePair(open)
    const limit = open.reduce((sum, job) => sum + instance.price[job], 0)
    // those that others wait for come first
    const ordered = [...open].sort((a, b) => Number(this.#waitsFor(a, b)) - Number(this.#waitsFor(b, a)))
    const placed: number[] = []
    for (const job of ordered) {
      const route = placed.length > 0 ? tours.routeOf[placed[0]] : bound
      if (this.#insert(job, limit, route, true)) placed.push(job)
      else {
        for (const done of placed) this.#remove(done)
        return false
      }
    }
    return true
  }

  #waitsFor(job: number, other: number): boolean {
    return this.#state.instance.links.befores[job]?.some((wait) => wait.job === other) ?? false
  }

  /** Best pair of positions on one route, as goods may be too much to keep on board until its end. */
  #placePair(pair: number[]): boolean {
    const { tours, instance, isOpen } = this.#state
    const [one, two] = this.#waitsFor(pair[0], pair[1]) ? [pair[1], pair[0]] : pair
    const best = { price: instance.price[one] + instance.price[two], first: -1, second: -1 }
    const seenTypes = new Set<number>()
    for (let route = 0; route < tours.routes; route++) {
      if (isOpen[route] === 0 || !this.#mayServe(one, route) || !this.#mayServe(two, route)) continue
      if (tours.size[route] === 0) {
        if (seenTypes.has(instance.typeOf[route])) continue
        seenTypes.add(instance.typeOf[route])
      }
      this.#tryPairs(one, two, route, best)
      if (!this.#waitsFor(two, one)) this.#tryPairs(two, one, route, best, true)
    }
    if (best.first < 0) return false
    const route = tours.routeOf[best.first]
    this.#touch(route)
    const [early, late] = best.second < 0 ? [two, one] : [one, two]
    return this.#putPair(early, late, best.first, best.second < 0 ? -best.second - 2 : best.second)
  }

  #mayServe(job: number, route: number): boolean {
    const { fits, routes } = this.#state.instance
    return fits[job * routes + route] === 1 && this.#placing.isCrewAllowed(job, route)
  }

  #tryPairs(
    early: number,
    late: number,
    route: number,
    best: { price: number; first: number; second: number },
    isSwapped = false,
  ): void {
    const { tours, isSealed } = this.#state
    const end = endOf(tours, route)
    const cuts = cutsOf(this.#state, early, route)
    for (let node = startOf(tours, route); node !== end; node = tours.next[node]) {
      if (isSealed[node]) continue
      this.#first.node = node
      this.#first.job = early
      for (let after = node; after !== end; after = tours.next[after]) {
        if (after !== node && isSealed[after]) continue
        this.#second.node = after === node ? early : after
        this.#second.job = late
        const price = cuts + this.#placing.priceOf(route, this.#first, this.#second)
        if (price >= best.price) continue
        best.price = price
        best.first = node
        best.second = isSwapped ? -this.#second.node - 2 : this.#second.node
      }
    }
  }

  #putPair(early: number, late: number, first: number, second: number): boolean {
    // times hold only with both in, so the first is linked without being driven
    putIn(this.#state, this.#simulation, early, first)
    return putIn(this.#state, this.#simulation, late, second)
  }
}
