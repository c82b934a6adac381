import { Random } from '../random.ts'
import { sortForRecreate } from '../recreate-order.ts'
import type { OrderKeys } from '../recreate-order.ts'
import { ruinAround } from '../ruin.ts'
import type { Ruin } from '../ruin.ts'
import { clearRoute } from '../tours.ts'
import { splitFlat } from '../walker.ts'
import type { FlatRoutes, Walker } from '../walker.ts'
import { Blinks, findPlace, findPlaceAnywhere, insertAfter } from './classic-insertion.ts'
import type { Place } from './classic-insertion.ts'
import type { ClassicInstance } from './classic-instance.ts'
import { createClassicRuin, settleRuined, tear } from './classic-ruin.ts'
import { beginSnapshot, createSnapshot, restoreRoutes, saveRoute } from './classic-snapshot.ts'
import type { ClassicSnapshot } from './classic-snapshot.ts'
import { classicOrderKeys } from './classic-order.ts'
import { PenaltyControl } from './penalty-control.ts'
import { findPlaceSoft } from './soft-insertion.ts'
import { createClassicState, fillRoute, flatRoutes } from './classic-state.ts'
import type { ClassicState } from './classic-state.ts'

/** Left-out jobs offered in one step, besides those the ruin takes out. */
const MOST_OFFERED = 12
/** The same while serving more jobs is the only aim. */
const MOST_SERVED = 200
const SERVE_HEAT = 0.3
/** One in so many jobs that fit nowhere near is tried everywhere. */
const SEARCH_ANYWHERE = 24

/** Slack induction by string removals on the classic problem. */
export class ClassicWalker implements Walker {
  cost = 0
  bestCost = Infinity
  readonly state: ClassicState
  readonly #instance: ClassicInstance
  readonly #random: Random
  readonly #ruin: Ruin
  readonly #snapshot: ClassicSnapshot
  readonly #blinks: Blinks
  readonly #keys: OrderKeys
  readonly #place: Place = { node: -1, delta: 0 }
  readonly #scratch: Float64Array
  readonly #pending: Int32Array
  readonly #neighbours: number
  readonly #absences: Float64Array
  readonly #penaltyControl = new PenaltyControl()
  /** The routes of this walk. */
  #open: number[] = []
  /** What an average leg costs, for temperatures. */
  #meanLeg = 1
  #hasServed = false
  #pendingCount = 0
  #offeredCount = 0
  #leftCount = 0
  /** Jobs of this walk; the absent ones are also in `#absent`. */
  #active: Int32Array
  #absent: Int32Array
  #absentCount = 0
  readonly #nextAbsent: Int32Array
  readonly #bestNext: Int32Array
  #bestAbsent: number[] = []

  constructor(instance: ClassicInstance, seed: number, neighbours: number) {
    const { jobs, routes } = instance
    this.#instance = instance
    this.#random = new Random(seed)
    this.#blinks = new Blinks(this.#random)
    this.#neighbours = Math.min(neighbours, instance.neighbours)
    this.state = createClassicState(instance)
    this.#snapshot = createSnapshot(this.state)
    this.#ruin = createClassicRuin(this.state, this.#snapshot, this.#random)
    this.#keys = classicOrderKeys(instance)
    this.#scratch = new Float64Array(jobs)
    this.#pending = new Int32Array(jobs)
    this.#absent = new Int32Array(jobs)
    this.#absences = new Float64Array(jobs)
    this.#nextAbsent = new Int32Array(jobs)
    this.#active = Int32Array.from({ length: jobs }, (_, job) => job)
    this.#bestNext = new Int32Array(this.state.tours.next.length)
    this.load([-1, ...this.#active], [...Array(routes).keys()])
  }

  load(flat: FlatRoutes, spare: number[]): void {
    this.#open = [...splitFlat(flat).routes.map(({ route }) => route), ...spare]
    this.#take(flat)
    const { tours, routeCost } = this.state
    const legs = routeCost.reduce((sum, cost) => sum + cost, 0)
    this.#meanLeg = Math.max(1, legs / Math.max(1, tours.assigned + tours.used))
    this.bestCost = Infinity
    this.#keepBest()
  }

  #take(flat: FlatRoutes): void {
    const { tours, isOpen, emptyHint, departure } = this.state
    isOpen.fill(0)
    emptyHint.fill(0)
    for (let route = 0; route < tours.routes; route++) clearRoute(tours, route)
    tours.routeOf.fill(-1, 0, tours.jobs)
    departure.fill(0)
    for (const route of this.#open) fillRoute(this.state, route, [])
    const { routes, absent } = splitFlat(flat)
    for (const { route, nodes } of routes) fillRoute(this.state, route, nodes)
    this.#absent.set(absent)
    this.#absentCount = absent.length
    this.#active = Int32Array.from([...routes.flatMap(({ nodes }) => nodes), ...absent])
    this.cost = 0
    for (let route = 0; route < tours.routes; route++)
      if (isOpen[route]) this.cost += this.state.routeCost[route]
    for (const job of absent) this.cost += this.#instance.price[job]
  }

  /** Puts every absent job in, wherever it fits, without ruin. */
  construct(): void {
    beginSnapshot(this.#snapshot)
    this.#ruin.removedCount = 0
    const before = this.cost
    this.#offerAbsent(this.#absentCount)
    this.cost = before - this.#priceOf(this.#pendingCount)
    this.#recreate(Infinity)
    this.#keepAbsent()
    this.#keepBest()
  }

  step(temperature: number): void {
    const random = this.#random
    const threshold = this.cost - temperature * Math.log(random.unit() + 1e-12)
    const before = this.cost
    beginSnapshot(this.#snapshot)
    tear(this.#ruin, this.state, this.#snapshot, this.#active[random.below(this.#active.length)])
    this.#settleRuined()
    this.#offerAbsent(MOST_OFFERED)
    this.cost -= this.#priceOf(this.#offeredCount)
    if (this.#recreate(threshold) && this.cost < threshold) {
      this.#keepAbsent()
      if (this.cost < this.bestCost && this.#isFeasible()) this.#keepBest()
    } else {
      this.cost = before
      this.#undo()
    }
    if (this.state.penalties !== null) this.#watchBreaches()
  }

  allowBreaches(areAllowed: boolean, areCheap: boolean): void {
    const { state } = this
    if (!areAllowed) state.penalties = null
    else if (areCheap || state.penalties === null) this.#penaltyControl.begin(state)
  }

  /** Moves the prices of breaches; a walk that has lost its way goes back to its best plan. */
  #watchBreaches(): void {
    const control = this.#penaltyControl
    if (!control.observe(this.state)) return
    this.cost += control.adapt(this.state, this.#absentCount)
    if (!control.isLost || this.#bestAbsent.length > this.#absentCount) return
    control.returned(this.state)
    this.#take(this.best())
  }

  #isFeasible(): boolean {
    const { penalties, lateness, overload } = this.state
    return penalties === null || lateness + overload === 0
  }

  get isServing(): boolean {
    return this.#absentCount > 0 && !this.#hasServed && this.state.penalties === null
  }

  get absentCount(): number {
    return this.#absentCount
  }

  /** Absence counters (Christiaens and Vanden Berghe 2020, section 5.4): jobs left out often weigh more. */
  serveStep(): void {
    const random = this.#random
    const before = this.cost
    beginSnapshot(this.#snapshot)
    ruinAround(this.#ruin, this.#serveSeed())
    this.#settleRuined()
    this.#offerAbsent(MOST_SERVED)
    this.cost -= this.#priceOf(this.#offeredCount)
    let weightBefore = 0
    for (let index = 0; index < this.#offeredCount; index++)
      weightBefore += this.#absence(this.#absent[index])
    this.#recreate(Infinity)
    let weight = 0
    for (let index = 0; index < this.#leftCount; index++) weight += this.#absence(this.#nextAbsent[index])
    for (let index = 0; index < this.#leftCount; index++) this.#absences[this.#nextAbsent[index]]++
    const isLevel =
      weight === weightBefore &&
      this.cost < before - SERVE_HEAT * this.#meanLeg * Math.log(random.unit() + 1e-12)
    if (weight < weightBefore || isLevel) {
      this.#keepAbsent()
      this.#hasServed ||= this.#absentCount === 0
      if (this.cost < this.bestCost) this.#keepBest()
    } else {
      this.cost = before
      this.#undo()
    }
  }

  /** Around a job left out as often as anywhere. */
  #serveSeed(): number {
    const random = this.#random
    if (this.#absentCount > 0 && random.below(2) === 0) return this.#absent[random.below(this.#absentCount)]
    return this.#active[random.below(this.#active.length)]
  }

  #absence(job: number): number {
    return this.#instance.price[job] * (1 + this.#absences[job])
  }

  #settleRuined(): void {
    const { removed, removedCount } = this.#ruin
    this.cost += settleRuined(this.state, this.#snapshot)
    for (let index = 0; index < removedCount; index++) this.#pending[index] = removed[index]
    this.#pendingCount = removedCount
  }

  /** Moves absent jobs to the pending ones: all if few, else a random part. */
  #offerAbsent(most: number): void {
    const absent = this.#absent
    if (this.#ruin.removedCount === 0) this.#pendingCount = 0
    const offered = Math.min(most, this.#absentCount)
    for (let index = 0; index < offered; index++) {
      const other =
        offered < this.#absentCount ? index + this.#random.below(this.#absentCount - index) : index
      const job = absent[other]
      absent[other] = absent[index]
      absent[index] = job
      this.#pending[this.#pendingCount++] = job
    }
    this.#offeredCount = offered
  }

  #priceOf(offered: number): number {
    let price = 0
    for (let index = 0; index < offered; index++) price += this.#instance.price[this.#absent[index]]
    return price
  }

  /** Puts the pending jobs back; false as soon as the cost cannot stay below the threshold. */
  #recreate(threshold: number): boolean {
    const { price } = this.#instance
    const [place, pending] = [this.#place, this.#pending]
    sortForRecreate(pending, this.#pendingCount, this.#keys, price, this.#random, this.#scratch)
    this.#leftCount = 0
    for (let index = 0; index < this.#pendingCount; index++) {
      const job = pending[index]
      const limit = Math.min(price[job], threshold - this.cost)
      if (this.state.penalties !== null)
        findPlaceSoft(this.state, job, this.#neighbours, limit, this.#blinks, place)
      else findPlace(this.state, job, this.#neighbours, limit, this.#blinks, place)
      if (place.node < 0 && (threshold === Infinity || this.#random.below(SEARCH_ANYWHERE) === 0)) {
        findPlaceAnywhere(this.state, job, limit, this.#blinks, place)
      }
      if (place.node >= 0) {
        saveRoute(this.#snapshot, this.state, this.state.tours.routeOf[place.node])
        insertAfter(this.state, job, place.node, place.delta)
        this.cost += place.delta
        continue
      }
      if (this.cost + price[job] >= threshold) return false
      this.cost += price[job]
      this.#nextAbsent[this.#leftCount++] = job
    }
    return true
  }

  /** Absent from now on: those not offered and those left over. */
  #keepAbsent(): void {
    const offered = this.#offeredCount
    this.#absent.copyWithin(0, offered, this.#absentCount)
    let count = this.#absentCount - offered
    for (let index = 0; index < this.#leftCount; index++) this.#absent[count++] = this.#nextAbsent[index]
    this.#absentCount = count
  }

  #undo(): void {
    const { routeOf } = this.state.tours
    for (let index = 0; index < this.#offeredCount; index++) routeOf[this.#absent[index]] = -1
    restoreRoutes(this.#snapshot, this.state)
  }

  #keepBest(): void {
    this.bestCost = this.cost
    this.#bestNext.set(this.state.tours.next)
    this.#bestAbsent = this.#absentCount ? Array.from(this.#absent.subarray(0, this.#absentCount)) : []
  }

  current(): FlatRoutes {
    return flatRoutes(
      this.state,
      this.state.tours.next,
      Array.from(this.#absent.subarray(0, this.#absentCount)),
    )
  }

  best(): FlatRoutes {
    return flatRoutes(this.state, this.#bestNext, this.#bestAbsent)
  }
}
