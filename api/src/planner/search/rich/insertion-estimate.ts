import { legPrice } from './bound-route.ts'
import { balanceDelta } from './plan-terms.ts'
import type { RichRoute } from './rich-route.ts'
import {
  AFTER,
  BROUGHT,
  DEADLINE,
  END,
  LEG,
  LOAD,
  LOADS,
  LOAD_FIELDS,
  PEAK,
  SLOPE,
  START,
  TAIL,
  TRIP,
} from './rich-rows.ts'
import type { RichState } from './rich-state.ts'
import { startInWindows, visitPrice } from './visit-price.ts'

/**
 * What putting one job after a node should cost, without driving the route: exact for legs and for the job's own
 * visit, close for what happens to the rest. Infinity where bounds rule it out; they ignore breaks on the way,
 * so they seldom rule out what is possible.
 */
export class InsertionEstimate {
  readonly #state: RichState
  readonly #hasPlanTerms: boolean
  #job = -1
  #here = -1
  #row = 0
  #service = 0
  #setup = 0

  constructor(state: RichState) {
    const { weights } = state.instance
    this.#state = state
    this.#hasPlanTerms = weights.balance > 0 || weights.fairness > 0
  }

  begin(job: number): void {
    const { instance, place, spot } = this.#state
    this.#job = job
    this.#here = place[job]
    this.#row = spot[job] * instance.spots
    this.#service = instance.service[job]
    this.#setup = instance.setup[job]
  }

  /** Whether the route has no time for the job, wherever it is put. */
  isFull(route: number): boolean {
    const { instance, tours, rows, width } = this.#state
    const start = (tours.jobs + 2 * route) * width
    const busy = tours.size[route] === 0 ? 0 : rows[start + AFTER]
    return rows[start + END] + busy + this.#service > instance.route[route].latestEnd
  }

  price(before: number, limit: number): number {
    const { instance, tours, rows, width, place, spot } = this.#state
    const route = tours.routeOf[before]
    const info = instance.route[route]
    const after = tours.next[before]
    const p = before * width
    const from = place[before]
    const to = place[after]
    const here = this.#here
    const isEmpty = tours.size[route] === 0
    const legFrom = to < 0 ? 0 : info.secondsFrom[this.#row + spot[after]]
    let legTo = 0
    if (from >= 0) {
      legTo =
        info.secondsTo === null
          ? info.secondsFrom[spot[before] * instance.spots + spot[this.#job]]
          : info.secondsTo[this.#row + spot[before]]
    }
    // the next job's setup falls away or comes in
    let nextSetup = 0
    if (from === to && here !== to && after < tours.jobs) nextSetup = instance.setup[after]
    else if (here === to && from !== to && after < tours.jobs) nextSetup = -instance.setup[after]
    const length = this.#service + (from === here ? 0 : this.#setup)
    // without waiting, but with the breaks that are still to come
    const busy = legTo + length + legFrom + nextSetup + (isEmpty ? info.breakSeconds : rows[p + AFTER])
    let end = rows[p + END] + busy
    if (end > info.latestEnd || tours.size[route] >= info.maxStops) return Infinity
    let price = info.isByTime
      ? (legTo + legFrom) * info.perSecond
      : legPrice(info, from, here) + legPrice(info, here, to)
    price += isEmpty ? info.fixed : -rows[p + LEG]
    if (instance.isMonotone && price >= limit) return Infinity
    const start = startInWindows(instance, this.#job, rows[p + END] + legTo)
    const q = after * width
    const arrival = start + length + legFrom + nextSetup
    if (start < 0 || arrival > rows[q + DEADLINE]) return Infinity
    if (arrival > end) end = arrival
    if (end > info.endSeconds) price += this.#overtimePrice(info, route, end, isEmpty)
    price += visitPrice(instance, route, this.#job, start, start + length)
    if (!isEmpty && arrival > rows[q + START]) price += (arrival - rows[q + START]) * rows[q + SLOPE]
    if (this.#hasPlanTerms) price += this.#planPrice(info, before, start + length, legTo + length + legFrom)
    if (instance.dimensions === 0 || isEmpty || price >= limit || this.#hasRoom(p, info)) return price
    return price + this.#reloadPrice(info, route, before, info.latestEnd - end)
  }

  #overtimePrice(info: RichRoute, route: number, end: number, isEmpty: boolean): number {
    const { rows, width, tours } = this.#state
    const now = isEmpty ? 0 : Math.max(0, rows[(tours.jobs + 2 * route + 1) * width + END] - info.endSeconds)
    return Math.max(0, end - info.endSeconds - now) * info.perOvertime
  }

  /** Balance and fairness. */
  #planPrice(info: RichRoute, before: number, end: number, more: number): number {
    const { instance, tours, place, spot, gradient } = this.#state
    const { weights, hood, horizonEnd } = instance
    let price = 0
    if (weights.fairness > 0 && hood[this.#job] >= 0) price = gradient[hood[this.#job]] * (end - horizonEnd)
    if (weights.balance === 0) return price
    const after = tours.next[before]
    const isLeg = after < tours.jobs || before < tours.jobs
    const direct =
      isLeg && place[before] >= 0 && place[after] >= 0
        ? info.secondsFrom[spot[before] * instance.spots + spot[after]]
        : 0
    return price + balanceDelta(this.#state, info.crew, more - direct)
  }

  /** Price of one more way to the yard, where the trip has no room; Infinity where it may not, or takes too long. */
  #reloadPrice(info: RichRoute, route: number, before: number, room: number): number {
    const { rows, width, tours, place } = this.#state
    const after = tours.next[before]
    // the trip changes on the leg in question: the next one may have room
    const isBetween = after < tours.jobs && rows[after * width + TRIP] !== rows[before * width + TRIP]
    if (isBetween && this.#hasRoom(after * width, info)) return 0
    const { reloadPlace: yard, matrix } = info
    if (yard < 0 || rows[(tours.jobs + 2 * route + 1) * width + TRIP] >= info.maxReloads) return Infinity
    const [from, to] = [place[before], this.#here]
    const { seconds, size } = matrix
    const direct = from < 0 ? 0 : seconds[from * size + to]
    const detour = (from < 0 ? 0 : seconds[from * size + yard]) + seconds[yard * size + to] - direct
    // elsewhere in the trip the way to the yard may be half as long
    if (info.reloadSeconds + detour / 2 > room) return Infinity
    return legPrice(info, from, yard) + legPrice(info, yard, to) - legPrice(info, from, to)
  }

  #hasRoom(row: number, { capacity }: RichRoute): boolean {
    const { instance, rows } = this.#state
    const { delivery, pickup, transfer, dimensions } = instance
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const at = row + LOADS + LOAD_FIELDS * dimension
      const own = this.#job * dimensions + dimension
      const more = pickup[own] + transfer[own]
      const peak = Math.max(rows[at + PEAK] + delivery[own], rows[at + LOAD] + more)
      const isOver =
        peak + rows[at + BROUGHT] > capacity[dimension] || rows[at + TAIL] + more > capacity[dimension]
      if (isOver) return false
    }
    return true
  }
}
