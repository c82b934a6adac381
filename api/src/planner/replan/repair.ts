import type { Plan, Stop } from '../model/index.ts'
import { Random } from '../search/random.ts'
import { lockChains, sealChains } from '../search/rich/chains.ts'
import { ChangeGuard } from '../search/rich/change-guard.ts'
import type { KnownPlan } from '../search/rich/change-guard.ts'
import { LinkedPlacing } from '../search/rich/linked-placing.ts'
import { brokenLink, dropBroken, settleLinks, timeLinkedJobs } from '../search/rich/link-settling.ts'
import type { RichInstance } from '../search/rich/rich-instance.ts'
import { putIn, settleRoute, takeOut } from '../search/rich/rich-moves.ts'
import { RichPlacing } from '../search/rich/rich-placing.ts'
import { RichSnapshot } from '../search/rich/rich-snapshot.ts'
import type { RichState } from '../search/rich/rich-state.ts'
import { RichWalker } from '../search/rich/rich-walker.ts'
import { NO_TRIAL, Simulation } from '../search/rich/simulation.ts'
import { startOf } from '../search/tours.ts'
import { joinFlat } from '../search/walker.ts'
import type { FlatRoutes, RouteNodes } from '../search/walker.ts'

/** Mends one plan, job by job: takes out what cannot stay, and puts in what fits without moving the rest. */
export class Repair {
  readonly #instance: RichInstance
  readonly #walker: RichWalker
  readonly #state: RichState
  readonly #simulation: Simulation
  readonly #snapshot: RichSnapshot
  readonly #places: RichPlacing
  readonly #placing: LinkedPlacing
  readonly #linked: number[]
  readonly #pinned: Uint8Array

  constructor(instance: RichInstance) {
    this.#instance = instance
    this.#walker = new RichWalker(instance, 1, 1)
    const state = (this.#state = this.#walker.state)
    this.#simulation = new Simulation(state)
    this.#snapshot = new RichSnapshot(state)
    this.#places = new RichPlacing(state, this.#simulation, new Random(1), 1)
    this.#placing = new LinkedPlacing(state, this.#simulation, this.#places, (route) =>
      this.#snapshot.save(route),
    )
    this.#linked = instance.links.hasTimes ? timeLinkedJobs(instance) : []
    this.#pinned = new Uint8Array(instance.jobs)
  }

  load(routes: RouteNodes[], absent: number[]): void {
    this.#walker.load(joinFlat(routes, absent), [...Array(this.#instance.routes).keys()])
  }

  /** Takes out jobs until every route can be driven and all links hold. */
  dropImpossible(): void {
    for (let route = 0; route < this.#instance.routes; route++) {
      if (!settleRoute(this.#state, this.#simulation, route)) this.#thinOut(route)
    }
    dropBroken(this.#state, this.#simulation, this.#linked)
    sealChains(this.#state, this.#pinned)
  }

  /** False where none of the jobs was in. */
  drop(jobs: number[]): boolean {
    const present = jobs.filter((job) => this.#state.tours.routeOf[job] >= 0)
    for (const job of present) {
      const route = this.#state.tours.routeOf[job]
      takeOut(this.#state, job)
      settleRoute(this.#state, this.#simulation, route)
    }
    this.dropImpossible()
    return present.length > 0
  }

  /** The one job worth least without which the route can be driven; where it takes more, those worth most stay. */
  #thinOut(route: number): void {
    const { tours } = this.#state
    const { price } = this.#instance
    const nodes = this.#nodesOf(route)
    const byPrice = [...nodes.keys()].sort((a, b) => price[nodes[a]] - price[nodes[b]] || b - a)
    for (const rank of byPrice) {
      const before = tours.prev[nodes[rank]]
      takeOut(this.#state, nodes[rank])
      if (settleRoute(this.#state, this.#simulation, route)) return
      putIn(this.#state, this.#simulation, nodes[rank], before)
    }
    for (const job of nodes) takeOut(this.#state, job)
    settleRoute(this.#state, this.#simulation, route)
    for (const rank of byPrice.reverse()) {
      const job = nodes[rank]
      const isIn = (other: number) => tours.routeOf[other] === route
      const node = nodes.slice(0, rank).findLast(isIn) ?? startOf(tours, route)
      if (!this.#simulation.try(route, { node, job }, NO_TRIAL)) continue
      putIn(this.#state, this.#simulation, job, node)
    }
  }

  /** Puts jobs in at their cheapest places, dearest job first, each only if the changes stay within the budget. */
  insert(jobs: number[], known: KnownPlan): void {
    const guard = new ChangeGuard(this.#state, known)
    guard.reset()
    const { price, links } = this.#instance
    if (jobs.some((job) => links.isChained[job])) this.#insertChains(guard, known.budget)
    for (const job of [...jobs].sort((a, b) => price[b] - price[a] || a - b)) {
      if (links.isChained[job] || this.#state.tours.routeOf[job] >= 0) continue
      if (guard.isNew(job) && guard.used >= known.budget) continue
      this.#snapshot.begin()
      const isIn = this.#placing.place(job, true) && this.#isSound()
      if (isIn && guard.count(this.#snapshot.routes) <= known.budget) guard.keep()
      else this.#snapshot.restore()
    }
  }

  /** Jobs of order locks go in together, where they are locked, or stay out. */
  #insertChains(guard: ChangeGuard, budget: number): void {
    this.#snapshot.begin()
    for (const { route } of this.#instance.links.chains) this.#snapshot.save(route)
    lockChains(this.#state, this.#simulation, this.#places, this.#pinned)
    if (this.#isSound() && guard.count(this.#snapshot.routes) <= budget) guard.keep()
    else this.#snapshot.restore()
    sealChains(this.#state, this.#pinned)
  }

  #isSound(): boolean {
    if (!this.#instance.links.hasAny) return true
    if (brokenLink(this.#state) >= 0) return false
    const save = (route: number) => this.#snapshot.save(route)
    return this.#linked.length === 0 || settleLinks(this.#state, this.#simulation, this.#linked, save)
  }

  #nodesOf(route: number): number[] {
    const { tours } = this.#state
    const nodes: number[] = []
    for (let node = tours.next[startOf(tours, route)]; node < tours.jobs; node = tours.next[node])
      nodes.push(node)
    return nodes
  }

  flat(): FlatRoutes {
    const { tours } = this.#state
    const routes = Array.from({ length: tours.routes }, (_, route) => ({
      route,
      nodes: this.#nodesOf(route),
    }))
    return joinFlat(
      routes.filter(({ nodes }) => nodes.length > 0),
      this.#absent(),
    )
  }

  plan(): Plan {
    const { tours } = this.#state
    const used = Array.from({ length: tours.routes }, (_, route) => route).filter(
      (route) => tours.size[route] > 0,
    )
    const routes = used.map((route) => {
      const stops: Stop[] = []
      this.#simulation.commit(route, startOf(tours, route), stops)
      const { crewOf, shiftOf } = this.#instance
      return { crew: crewOf[route], shift: shiftOf[route], stops }
    })
    return { routes, unassigned: this.#absent() }
  }

  #absent(): number[] {
    const { isDone } = this.#instance
    const all = Array.from({ length: this.#instance.jobs }, (_, job) => job)
    return all.filter((job) => !isDone[job] && this.#state.tours.routeOf[job] < 0)
  }
}
