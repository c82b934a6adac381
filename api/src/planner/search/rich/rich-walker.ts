import type { Route, Stop } from '../../model/index.ts'
import { Random } from '../random.ts'
import { sortForRecreate } from '../recreate-order.ts'
import type { OrderKeys } from '../recreate-order.ts'
import { ruinAround } from '../ruin.ts'
import type { Ruin } from '../ruin.ts'
import { clearRoute, startOf } from '../tours.ts'
import { splitFlat } from '../walker.ts'
import type { FlatRoutes, Walker } from '../walker.ts'
import { lockChains, sealChains } from './chains.ts'
import { ChangeGuard } from './change-guard.ts'
import type { Course } from './change-guard.ts'
import { LinkedPlacing } from './linked-placing.ts'
import { brokenLink, dropBroken, settleLinks, timeLinkedJobs } from './link-settling.ts'
import { balanceTerm, fairnessTerm, pastCuts, plannedCuts } from './plan-terms.ts'
import type { RichInstance } from './rich-instance.ts'
import { settleRoute, takeOut } from './rich-moves.ts'
import { richOrderKeys } from './rich-order.ts'
import { RichPlacing } from './rich-placing.ts'
import { richRuin } from './rich-ruin.ts'
import { RichSnapshot, fillRoute, flatRoutes } from './rich-snapshot.ts'
import { UNDRIVEN, createRichState, setFigures } from './rich-state.ts'
import type { RichState } from './rich-state.ts'
import { Simulation } from './simulation.ts'

const MOST_OFFERED = 12
/** One in so many jobs that fit nowhere near is tried everywhere. */
const SEARCH_ANYWHERE = 12
/** Up to this many jobs, trials with early breaks are worth their time. */
const FEW = 50

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
  /** Made with the first step. */
  #keys: OrderKeys | null = null
  readonly #scratch: Float64Array
  readonly #linked: number[]
  readonly #pastCuts: number
  readonly #course: Course | null
  readonly #guard: ChangeGuard | null
  #active: number[] = []
  #absent: number[] = []
  /** By route: the step that took jobs out, and the node before them. */
  readonly #changedAt: Int32Array
  readonly #changedFrom: Int32Array
  readonly #pending: Int32Array
  #pendingCount = 0
  readonly #bestNext: Int32Array
  #bestAbsent: number[] = []

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
    const touch = (route: number) => this.#snapshot.save(route)
    this.#ruin = richRuin(state, this.#random, course, touch, (job) => this.#leave(job))
    this.#scratch = new Float64Array(instance.jobs)
    this.#changedAt = new Int32Array(instance.routes)
    this.#changedFrom = new Int32Array(instance.routes)
    this.#pending = new Int32Array(instance.jobs)
    this.#bestNext = new Int32Array(state.tours.next.length)
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
      setFigures(state, route, 0, 0)
      state.driven[route] = UNDRIVEN
    }
    tours.routeOf.fill(-1, 0, tours.jobs)
    for (const { route, nodes } of routes) fillRoute(state, route, nodes)
    for (const route of [...spare, ...routes.map(({ route }) => route)]) state.isOpen[route] = 1
    for (let route = 0; route < tours.routes; route++) settleRoute(state, this.#simulation, route)
    this.#active = [...routes.flatMap(({ nodes }) => nodes), ...absent]
    this.#absent = absent
    state.absentPrice = absent.reduce((sum, job) => sum + this.#instance.price[job], 0)
    state.cutCost = this.#pastCuts + plannedCuts(state, this.#active)
    sealChains(state, this.#ruin.pinned!)
    this.#snapshot.begin()
    if (this.#linked.length > 0) settleLinks(state, this.#simulation, this.#linked, () => {})
    this.cost = this.#total()
    this.#keepBest()
    this.#guard?.reset()
  }

  serveStep(): void {}

  get absentCount(): number {
    return this.#absent.length
  }

  construct(): void {
    this.#snapshot.begin()
    lockChains(this.state, this.#simulation, this.#places, this.#ruin.pinned!)
    // what matters most, and the jobs that must be done first, come first
    const { price, windowFrom, windowEnd, links } = this.#instance
    const lastStart = (job: number) => windowEnd[windowFrom[job + 1] - 1]
    this.#simulation.isThorough = this.#active.length <= FEW
    // jobs of an order lock go in once, at the beginning, or never
    const open = this.#absent.filter((job) => links.isChained[job] === 0)
    open.sort((a, b) => price[b] - price[a] || lastStart(a) - lastStart(b) || a - b)
    for (const job of open) if (!this.#placing.place(job, false)) this.#placing.place(job, true)
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
    this.#simulation.isThorough = this.#active.length <= FEW
    this.#snapshot.begin()
    ruinAround(this.#ruin, this.#seedJob())
    if (this.#instance.links.hasAny) this.#pullLinked()
    // without the triangle inequality a route may be impossible with fewer jobs
    let isPossible = true
    for (const route of this.#snapshot.routes) {
      if (this.#changedAt[route] !== this.#ruin.step) continue
      isPossible &&= settleRoute(state, this.#simulation, route, this.#changedFrom[route])
    }
    this.#offer()
    if (isPossible && this.#recreate(threshold)) {
      const cost = this.#total()
      const gain = threshold - cost
      if (gain > 0 && (this.#guard?.allows(this.#snapshot.routes, gain, temperature) ?? true)) {
        this.#guard?.keep()
        this.cost = cost
        this.#keepAbsent()
        if (this.cost < this.bestCost) this.#keepBest()
        return
      }
    }
    for (const job of this.#absent) state.tours.routeOf[job] = -1
    for (let index = 0; index < this.#pendingCount; index++) state.tours.routeOf[this.#pending[index]] = -1
    this.#snapshot.restore()
    this.cost = before
  }

  #seedJob(): number {
    const random = this.#random
    const { focus, focusShare } = this.#course ?? { focus: [], focusShare: 0 }
    if (focus.length > 0 && random.unit() < focusShare) return focus[random.below(focus.length)]
    return this.#active[random.below(this.#active.length)]
  }

  /** A string leaves its route job by job, in order, so the first tells from where the route changes. */
  #leave(job: number): void {
    const route = this.state.tours.routeOf[job]
    if (this.#changedAt[route] !== this.#ruin.step) {
      this.#changedAt[route] = this.#ruin.step
      this.#changedFrom[route] = this.state.tours.prev[job]
    }
    takeOut(this.state, job)
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
    this.#changedAt[route] = this.#ruin.step
    this.#changedFrom[route] = startOf(this.state.tours, route)
    takeOut(this.state, job)
    this.#ruin.removed[this.#ruin.removedCount++] = job
  }

  /** Lines up the removed jobs and some absent ones. */
  #offer(): void {
    const absent = this.#absent
    const pending = this.#pending
    const offered = Math.min(MOST_OFFERED, absent.length)
    const { removed, removedCount } = this.#ruin
    let count = 0
    while (count < removedCount) pending[count] = removed[count++]
    for (let index = 0; index < offered && absent.length > offered; index++) {
      const other = index + this.#random.below(absent.length - index)
      const job = absent[other]
      absent[other] = absent[index]
      absent[index] = job
    }
    const chosen = absent.slice(0, offered)
    for (const job of this.#guard?.affordable(chosen, this.#random) ?? chosen) pending[count++] = job
    this.#pendingCount = count
    this.#keys ??= richOrderKeys(this.#instance)
    const { price } = this.#instance
    sortForRecreate(pending, count, this.#keys, price, this.#random, this.#scratch)
  }

  /** False when some rule between routes cannot be kept, or the cost cannot stay below the threshold. */
  #recreate(threshold: number): boolean {
    const { state } = this
    const { price, links, weights } = this.#instance
    // other costs may fall when jobs come in
    const isBounded = !weights.balance && !weights.fairness
    let waiting = 0
    for (let index = 0; index < this.#pendingCount; index++) waiting += price[this.#pending[index]]
    for (let index = 0; index < this.#pendingCount; index++) {
      const job = this.#pending[index]
      waiting -= price[job]
      const spent = state.allCost + state.absentPrice + state.cutCost - waiting - price[job]
      const room = isBounded ? threshold - spent : Infinity
      if (links.isChained[job] === 0) this.#placeSomewhere(job, room)
      const isIn = state.tours.routeOf[job] >= 0
      if (!isIn && price[job] >= room) return false
    }
    if (!links.hasAny) return true
    if (brokenLink(state) >= 0) return false
    const { routes } = this.#snapshot
    return settleLinks(state, this.#simulation, this.#linked, (route) => this.#snapshot.save(route), routes)
  }

  #placeSomewhere(job: number, room: number): void {
    if (this.#placing.place(job, false, room)) return
    if (this.#random.below(SEARCH_ANYWHERE) === 0) this.#placing.place(job, true, room)
  }

  /** Absent from now on: those that still are, and the removed ones left over. */
  #keepAbsent(): void {
    const { routeOf } = this.state.tours
    const { removed, removedCount } = this.#ruin
    this.#absent = this.#absent.filter((job) => routeOf[job] < 0)
    for (let index = 0; index < removedCount; index++) {
      if (routeOf[removed[index]] < 0) this.#absent.push(removed[index])
    }
  }

  #total(): number {
    const { state } = this
    return state.allCost + state.absentPrice + state.cutCost + balanceTerm(state) + fairnessTerm(state)
  }

  #keepBest(): void {
    this.bestCost = this.cost
    this.#bestNext.set(this.state.tours.next)
    this.#bestAbsent = this.#absent.slice()
  }

  current(): FlatRoutes {
    return flatRoutes(this.state.tours, this.state.tours.next, this.#absent)
  }

  best(): FlatRoutes {
    return flatRoutes(this.state.tours, this.#bestNext, this.#bestAbsent)
  }

  /** A flat plan with its breaks and reloads; loads it on the way. */
  decode(flat: FlatRoutes): Route[] {
    this.load(flat, [])
    return splitFlat(flat).routes.map(({ route }) => {
      const stops: Stop[] = []
      this.#simulation.commit(route, startOf(this.state.tours, route), stops)
      return { crew: this.#instance.crewOf[route], shift: this.#instance.shiftOf[route], stops }
    })
  }
}
