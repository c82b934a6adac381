import { findEmpty } from './classic-insertion.ts'
import type { Blinks, Place } from './classic-insertion.ts'
import type { ClassicState } from './classic-state.ts'

/**
 * Overrun that a job adds between `node` and the one after it. Times on both sides are those of jobs begun in
 * time, so that overruns before and after stay what they were (Nagata, Bräysy and Dullaert 2010).
 */
export function addedWarp(state: ClassicState, job: number, node: number): number {
  const { instance, tours, departure, deadline, warp } = state
  const { time, timeTo, places, at, earliest, latest, service } = instance
  const following = tours.next[node]
  const row = job * places
  let begin = departure[node] + timeTo[row + at[node]]
  let added = 0
  if (begin < earliest[job]) begin = earliest[job]
  else if (begin > latest[job]) {
    added = begin - latest[job]
    begin = latest[job]
  }
  const overrun = begin + service[job] + time[row + at[following]] - deadline[following]
  if (overrun > 0) added += overrun
  if (warp[tours.routeOf[node]] > 0) {
    const before = departure[node] + time[at[node] * places + at[following]] - deadline[following]
    if (before > 0) added -= before
  }
  return added
}

/** Like `findPlace`, where overrun and overload cost instead of being forbidden. */
export function findPlaceSoft(
  state: ClassicState,
  job: number,
  neighbours: number,
  limit: number,
  blinks: Blinks,
  place: Place,
): void {
  const { instance, tours } = state
  const { before, after } = instance
  const list = job * instance.neighbours
  place.node = -1
  place.delta = limit
  for (let k = 0; k < neighbours; k++) {
    const p = before[list + k]
    if (p >= 0 && tours.routeOf[p] >= 0) tryPlace(state, job, p, blinks, place)
    const s = after[list + k]
    if (s >= 0 && tours.routeOf[s] >= 0) tryPlace(state, job, tours.prev[s], blinks, place)
  }
  findEmpty(state, job, blinks, place)
}

function tryPlace(state: ClassicState, job: number, p: number, blinks: Blinks, place: Place): void {
  const { instance, tours, legCost, load } = state
  const { cost, costTo, places, at, demand, capacity, fits, typeOf } = instance
  const row = job * places
  let delta = costTo[row + at[p]] + cost[row + at[tours.next[p]]] - legCost[p]
  if (delta >= place.delta) return
  const route = tours.routeOf[p]
  const free = capacity[route] - load[route]
  const { perUnit, perSecond } = state.penalties!
  if (demand[job] > free) {
    delta += perUnit * (free > 0 ? demand[job] - free : demand[job])
    if (delta >= place.delta) return
  }
  const warp = addedWarp(state, job, p)
  if (warp !== 0) delta += perSecond * warp
  if (delta >= place.delta) return
  if (fits !== null && fits[typeOf[route] * tours.jobs + job] === 0) return
  if (blinks.blink()) return
  place.node = p
  place.delta = delta
}
