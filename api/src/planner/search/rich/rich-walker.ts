import type { Route } from '../../model/index.ts'
import { Random } from '../random.ts'
import { sortForRecreate } from '../recreate-order.ts'
import type { OrderKeys } from '../recreate-order.ts'
import { RUIN_DEFAULTS, ruinAround } from '../ruin.ts'
import type { Ruin } from '../ruin.ts'
import { clearRoute, startOf } from '../tours.ts'
import { splitFlat } from '../walker.ts'
import type { FlatRoutes, Walker } from '../walker.ts'
import { lockChains, sealChains } from './chains.ts'
import { ChangeGuard } from './change-guard.ts'
import type { Course } from './change-guard.ts'
import { LinkedPlacing } from './linked-placing.ts'
import { brokenLink, dropBroken, settleLinks, timeLinkedJobs } from './link-settling.ts'
import { balanceTerm, cutsOf, fairnessTerm, pastCuts } from './plan-terms.ts'
import type { RichInstance } from './rich-instance.ts'
import { settleRoute, takeOut } from './rich-moves.ts'
import { richOrderKeys } from './rich-order.ts'
import { RichPlacing } from './rich-placing.ts'
import { RichSnapshot, fillRoute } from './rich-snapshot.ts'
import { createRichState } from './rich-state.ts'
import type { RichState } from './rich-state.ts'
import { Simulation } from './simulation.ts'

const MOST_OFFERED = 12
const SEARCH_ANYWHERE = 12
/** Up to this many jobs, the first plan looks at every position. */
const SMALL = 200

/** Slack induction by string removals with every rule of the model. */
export class RichWalker implements Walker {
  cost = 0
  bestCost = Infinity
  /** Left to the ordinary step: with soft costs, leaving a job out may be right. */
  readonly isServing = false
  readonly state: RichState
  readonly #instance: RichInstance
  readonly #random: Random
  readonly #ruin: Ruin
  readonly #simulation: Simulation
  readonly #snapshot: RichSnapshot
  readonly #places: RichPlacing
  readonly #placing: LinkedPlacing
  readonly #keys: OrderKeys
  readonly #scratch: Float64Array
  readonly #linked: number[]
  readonly #pastCuts: number
  readonly #course: Course | null
  readonly #guard: ChangeGuard | null
  #active: number[] = []
  #absent: number[] = []
  #best: FlatRoutes = [-1]

  constructor(instance: RichInstance, seed: number, neighbours: number, course: Course | null = null) {
    this.#instance = instance
    this.#course = course
    this.#random = new Random(seed)
    const state = (this.state = createRichState(instance))
    this.#simulation = new Simulation(state)
    this.#snapshot = new RichSnapshot(state)
    this.#places = new RichPlacing(state, this.#simulation, this.#random, neighbours)
    this.#placing = new LinkedPlacing(state, this.#simulation, this.#places, (route) =>
      this.#snapshot.save(route),
    )
    this.#ruin = {
      tours: state.tours,
      random: this.#random,
      settings: { ...RUIN_DEFAULTS, meanRemoved: course?.meanRemoved ?? RUIN_DEFAULTS.meanRemoved },
      near: instance.near,
      nearCount: instance.nearCount,
      ruinedAt: new Int32Array(instance.routes),
      step: 0,
      removed: new Int32Array(instance.jobs),
      removedCount: 0,
      pinned: new Uint8Array(instance.jobs),
      touch: (route) => this.#snapshot.save(route),
      leave: (job) => takeOut(state, job),
    }
    this.#keys = richOrderKeys(instance)
    this.#scratch = new Float64Array(instance.jobs)
    this.#linked = instance.links.hasTimes ? timeLinkedJobs(instance) : []
    this.#pastCuts = pastCuts(state)
    this.#guard = course && new ChangeGuard(state, course.known)
    const open = Array.from({ length: instance.jobs }, (_, job) => job).filter((job) => !instance.isDone[job])
    this.load([-1, ...open], [...Array(instance.routes).keys()])
  }

  load(flat: FlatRoutes, spare: number[]): void {
    const { state } = this
    const { tours } = state
    const { routes, absent } = splitFlat(flat)
    state.isOpen.fill(0)
    for (let route = 0; route < tours.routes; route++) {
      clearRoute(tours, route)
      state.routeCost[route] = state.work[route] = state.fair[route] = 0
    }
    tours.routeOf.fill(-1, 0, tours.jobs)
    for (const { route, nodes } of routes) fillRoute(state, route, nodes)
    for (const route of [...spare, ...routes.map(({ route }) => route)]) state.isOpen[route] = 1
    for (let route = 0; route < tours.routes; route++) settleRoute(state, this.#simulation, route)
    this.#active = [...routes.flatMap(({ nodes }) => nodes), ...absent]
    this.#absent = absent
    state.absentPrice = absent.reduce((sum, job) => sum + this.#instance.price[job], 0)
    state.cutCost = routes.reduce(
      (sum, { route, nodes }) => sum + nodes.reduce((cuts, node) => cuts + cutsOf(state, node, route), 0),
      0,
    )
    state.cutCost = this.#pastCuts + this.#halved(state.cutCost)
    sealChains(state, this.#ruin.pinned!)
    this.#snapshot.begin()
    if (this.#linked.length > 0) settleLinks(state, this.#simulation, this.#linked, () => {})
    this.cost = this.#total()
    this.bestCost = this.cost
    this.#best = flat
    this.#guard?.reset()
  }

  /** Both ends of a cut between planned jobs were counted, but only one where the other end is done. */
  #halved(bothEnds: number): number {
    const { tours } = this.state
    const { links, pairFrom, pairTo, weights } = this.#instance
    let pastEnds = 0
    for (const job of this.#active) {
      if (tours.routeOf[job] < 0) continue
      for (let index = pairFrom[job]; index < pairFrom[job + 1]; index++) {
        const where = links.doneRoute[pairTo[index]]
        if (where >= 0 && where !== tours.routeOf[job]) pastEnds += weights.compactness
      }
    }
    return (bothEnds - pastEnds) / 2 + pastEnds
  }

  serveStep(): void {}

  get absentCount(): number {
    return this.#absent.length
  }

  construct(): void {
    this.#snapshot.begin()
    lockChains(this.state, this.#simulation, this.#places, this.#ruin.pinned!)
    const pending = Int32Array.from(this.#absent)
    sortForRecreate(pending, pending.length, this.#keys, this.#instance.price, this.#random, this.#scratch)
    // what matters most, and the jobs that few crews can do, come first
    const { price } = this.#instance
    const ordered = Array.from(pending).sort((a, b) => price[b] - price[a])
    const isSmall = ordered.length <= SMALL
    for (const job of ordered) if (this.#mayMove(job)) this.#placing.place(job, isSmall)
    dropBroken(this.state, this.#simulation, this.#linked)
    sealChains(this.state, this.#ruin.pinned!)
    this.#absent = this.#active.filter((job) => this.state.tours.routeOf[job] < 0)
    this.cost = this.#total()
    this.#keepBest()
  }

  step(temperature: number): void {
    const { state } = this
    const random = this.#random
    const before = this.cost
    const threshold = before - temperature * Math.log(random.unit() + 1e-12)
    this.#snapshot.begin()
    ruinAround(this.#ruin, this.#seedJob())
    if (this.#instance.links.hasAny) this.#pullLinked()
    // without the triangle inequality a route may be impossible with fewer jobs
    let isPossible = true
    for (const route of this.#snapshot.routes) isPossible &&= settleRoute(state, this.#simulation, route)
    let isKept = isPossible && this.#recreate(this.#offer()) && this.#total() < threshold
    if (isKept && this.#guard)
      isKept = this.#guard.allows(this.#snapshot.routes, threshold - this.#total(), temperature)
    if (isKept) {
      this.#guard?.keep()
      this.cost = this.#total()
      const kept = [...this.#absent, ...this.#ruin.removed.subarray(0, this.#ruin.removedCount)]
      this.#absent = [...new Set(kept)].filter((job) => state.tours.routeOf[job] < 0)
      if (this.cost < this.bestCost) this.#keepBest()
      return
    }
    const { removed, removedCount } = this.#ruin
    for (const job of this.#absent) state.tours.routeOf[job] = -1
    for (let index = 0; index < removedCount; index++) state.tours.routeOf[removed[index]] = -1
    this.#snapshot.restore()
    this.cost = before
  }

  #seedJob(): number {
    const random = this.#random
    const { focus, focusShare } = this.#course ?? { focus: [], focusShare: 0 }
    if (focus.length > 0 && random.unit() < focusShare) return focus[random.below(focus.length)]
    return this.#active[random.below(this.#active.length)]
  }

  /** Jobs that cannot stay without a removed one leave with it. */
  #pullLinked(): void {
    const { removed } = this.#ruin
    const { partner, afters, groupOf, groups } = this.#instance.links
    for (let index = 0; index < this.#ruin.removedCount; index++) {
      const job = removed[index]
      if (partner[job] >= 0) this.#pull(partner[job])
      for (const { job: after } of afters[job] ?? []) this.#pull(after)
      if (groupOf[job] >= 0) groups[groupOf[job]].forEach((member) => this.#pull(member))
    }
  }

  #pull(job: number): void {
    const route = this.state.tours.routeOf[job]
    if (route < 0 || this.#ruin.pinned![job]) return
    this.#snapshot.save(route)
    takeOut(this.state, job)
    this.#ruin.removed[this.#ruin.removedCount++] = job
  }

  #offer(): Int32Array {
    const absent = this.#absent
    const offered = Math.min(MOST_OFFERED, absent.length)
    for (let index = 0; index < offered && absent.length > offered; index++) {
      const other = index + this.#random.below(absent.length - index)
      const job = absent[other]
      absent[other] = absent[index]
      absent[index] = job
    }
    const removed = this.#ruin.removed.subarray(0, this.#ruin.removedCount)
    const chosen = absent.slice(0, offered)
    const pending = Int32Array.from([
      ...removed,
      ...(this.#guard?.affordable(chosen, this.#random) ?? chosen),
    ])
    sortForRecreate(pending, pending.length, this.#keys, this.#instance.price, this.#random, this.#scratch)
    return pending
  }

  /** False when some rule between routes cannot be kept. */
  #recreate(pending: Int32Array): boolean {
    for (const job of pending) {
      if (!this.#mayMove(job)) continue
      const isEverywhere = this.#random.below(SEARCH_ANYWHERE) === 0
      this.#placing.place(job, isEverywhere)
    }
    if (!this.#instance.links.hasAny) return true
    if (brokenLink(this.state) >= 0) return false
    if (this.#linked.length === 0) return true
    return settleLinks(this.state, this.#simulation, this.#linked, (route) => this.#snapshot.save(route))
  }

  /** Jobs of an order lock go in once, at the beginning, or never. */
  #mayMove(job: number): boolean {
    return this.#instance.links.isChained[job] === 0
  }

  #total(): number {
    const { state } = this
    let cost = state.absentPrice + state.cutCost
    for (let route = 0; route < state.tours.routes; route++) cost += state.routeCost[route]
    return cost + balanceTerm(state) + fairnessTerm(state)
  }

  #keepBest(): void {
    this.bestCost = this.cost
    this.#best = this.current()
  }

  current(): FlatRoutes {
    const { tours } = this.state
    const flat: FlatRoutes = []
    for (let route = 0; route < tours.routes; route++) {
      if (tours.size[route] === 0) continue
      flat.push(route, tours.size[route])
      for (let node = tours.next[startOf(tours, route)]; node < tours.jobs; node = tours.next[node])
        flat.push(node)
    }
    return [...flat, -1, ...this.#absent]
  }

  best(): FlatRoutes {
    return this.#best
  }

  /** A flat plan with its breaks and reloads; loads it on the way. */
  decode(flat: FlatRoutes): Route[] {
    this.load(flat, [])
    return splitFlat(flat).routes.map(({ route }) => {
      this.#simulation.commit(route)
      return {
        crew: this.#instance.crewOf[route],
        shift: this.#instance.shiftOf[route],
        stops: [...this.#simulation.stops],
      }
    })
  }
}
