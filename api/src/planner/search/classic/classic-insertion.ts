import type { Random } from '../random.ts'
import { linkAfter, startOf } from '../tours.ts'
import { addedWarp } from './soft-insertion.ts'
import type { ClassicState } from './classic-state.ts'
import { retimeAround, setBreaches } from './classic-state.ts'

/** Where to put a job: after `node`, or nowhere (−1). */
export interface Place {
  node: number
  delta: number
}

/** Blinks: a candidate that would become the best is passed over once in a hundred times. */
export class Blinks {
  #random: Random
  #left: number

  constructor(random: Random) {
    this.#random = random
    this.#left = this.#draw()
  }

  blink(): boolean {
    if (this.#left-- > 0) return false
    this.#left = this.#draw()
    return true
  }

  // distance to the next blink is geometric, so one draw serves many candidates
  #draw(): number {
    return Math.floor(Math.log(1 - this.#random.unit()) / LOG_KEEP)
  }
}

const LOG_KEEP = Math.log(0.99)

/** Cheapest feasible place among good neighbours and empty routes that costs less than `limit`. */
export function findPlace(
  state: ClassicState,
  job: number,
  neighbours: number,
  limit: number,
  blinks: Blinks,
  place: Place,
): void {
  const { instance, tours, departure, deadline, legCost, load } = state
  const { cost, costTo, time, timeTo, places, at, earliest, latest, service, demand, capacity } = instance
  const { before, after, fits, typeOf } = instance
  const { next, prev, routeOf } = tours
  const row = job * places
  const list = job * instance.neighbours
  const [ready, due, length, need] = [earliest[job], latest[job], service[job], demand[job]]
  let best = limit
  let bestNode = -1
  for (let k = 0; k < neighbours; k++) {
    const p = before[list + k]
    const route = p < 0 ? -1 : routeOf[p]
    if (route >= 0) {
      const q = next[p]
      const atQ = at[q]
      const delta = costTo[row + p] + cost[row + atQ] - legCost[p]
      if (delta < best && load[route] + need <= capacity[route]) {
        const arrival = departure[p] + timeTo[row + p]
        const start = arrival > ready ? arrival : ready
        if (start <= due && start + length + time[row + atQ] <= deadline[q]) {
          const fit = fits === null || fits[typeOf[route] * tours.jobs + job] === 1
          if (fit && !blinks.blink()) {
            best = delta
            bestNode = p
          }
        }
      }
    }
    const s = after[list + k]
    const other = s < 0 ? -1 : routeOf[s]
    if (other >= 0) {
      const b = prev[s]
      const atB = at[b]
      const delta = costTo[row + atB] + cost[row + s] - legCost[b]
      if (delta < best && load[other] + need <= capacity[other]) {
        const arrival = departure[b] + timeTo[row + atB]
        const start = arrival > ready ? arrival : ready
        if (start <= due && start + length + time[row + s] <= deadline[s]) {
          const fit = fits === null || fits[typeOf[other] * tours.jobs + job] === 1
          if (fit && !blinks.blink()) {
            best = delta
            bestNode = b
          }
        }
      }
    }
  }
  place.node = bestNode
  place.delta = best
  findEmpty(state, job, blinks, place)
}

/** The first empty route of each type, at its true price: fixed cost and both legs. */
export function findEmpty(state: ClassicState, job: number, blinks: Blinks, place: Place): void {
  const { instance, emptyHint } = state
  const { types, fits, jobs, demand, capacity, fixed, at, places, cost, costTo } = instance
  for (let type = 0; type < types; type++) {
    if (fits !== null && fits[type * jobs + job] === 0) continue
    const route = firstEmpty(state, type, emptyHint[type])
    if (route < 0) continue
    const start = jobs + 2 * route
    const delta = costTo[job * places + at[start]] + cost[job * places + at[start + 1]] + fixed[route]
    if (delta >= place.delta || demand[job] > capacity[route]) continue
    if (isInTime(state, job, start) && !blinks.blink()) {
      place.node = start
      place.delta = delta
    }
  }
}

function firstEmpty(state: ClassicState, type: number, hint: number): number {
  const { typeOf, routes } = state.instance
  const { isOpen, tours } = state
  const { size } = tours
  let route = hint
  while (route < routes && (typeOf[route] !== type || size[route] > 0 || isOpen[route] === 0)) route++
  state.emptyHint[type] = route
  return route < routes ? route : -1
}

function isInTime(state: ClassicState, job: number, node: number): boolean {
  const { instance, tours, departure, deadline } = state
  const { time, timeTo, places, at, earliest, latest, service } = instance
  const q = tours.next[node]
  const start = Math.max(departure[node] + timeTo[job * places + at[node]], earliest[job])
  return start <= latest[job] && start + service[job] + time[job * places + at[q]] <= deadline[q]
}

/** Like `findPlace`, over every position of every used route. */
export function findPlaceAnywhere(
  state: ClassicState,
  job: number,
  limit: number,
  blinks: Blinks,
  place: Place,
): void {
  const { instance, tours, legCost, load } = state
  const { cost, costTo, places, at, demand, capacity, fits, typeOf, routes } = instance
  const { next, size } = tours
  const row = job * places
  place.node = -1
  place.delta = limit
  for (let route = 0; route < routes; route++) {
    if (size[route] === 0 || load[route] + demand[job] > capacity[route]) continue
    if (fits !== null && fits[typeOf[route] * tours.jobs + job] === 0) continue
    for (let p = startOf(tours, route); next[p] >= 0; p = next[p]) {
      const delta = costTo[row + at[p]] + cost[row + at[next[p]]] - legCost[p]
      if (delta < place.delta && isInTime(state, job, p) && !blinks.blink()) {
        place.node = p
        place.delta = delta
      }
    }
  }
  findEmpty(state, job, blinks, place)
}

export function insertAfter(state: ClassicState, job: number, node: number, delta: number): void {
  const { instance, tours, legCost, load, warp, routeCost } = state
  const { cost, places, at, demand } = instance
  const route = tours.routeOf[node]
  const late = state.penalties === null ? 0 : warp[route] + addedWarp(state, job, node)
  setBreaches(state, route, load[route] + demand[job], late)
  linkAfter(tours, job, node)
  legCost[node] = cost[at[node] * places + at[job]]
  legCost[job] = cost[at[job] * places + at[tours.next[job]]]
  routeCost[route] += delta
  retimeAround(state, job)
}
