import { linkAfter, startOf, unlink } from '../tours.ts'
import { cutsOf } from './plan-terms.ts'
import { placeOfNode } from './rich-state.ts'
import type { RichState } from './rich-state.ts'
import type { Simulation } from './simulation.ts'

/** Links a job in and keeps the route's new times; the route must have been tried before. */
export function putIn(state: RichState, simulation: Simulation, job: number, node: number): boolean {
  const route = state.tours.routeOf[node]
  state.cutCost += cutsOf(state, job, route)
  state.absentPrice -= state.instance.price[job]
  linkAfter(state.tours, job, node)
  return settleRoute(state, simulation, route)
}

/** Unlinks a job; the caller settles the route. */
export function takeOut(state: RichState, job: number): void {
  state.cutCost -= cutsOf(state, job, state.tours.routeOf[job])
  state.absentPrice += state.instance.price[job]
  unlink(state.tours, job)
}

/** Times and bounds of a changed route; false where it cannot be driven. */
export function settleRoute(state: RichState, simulation: Simulation, route: number): boolean {
  const isPossible = simulation.commit(route)
  boundRoute(state, route)
  return isPossible
}

/** Leg costs, departures and deadlines that let most positions be ruled out at once. */
export function boundRoute(state: RichState, route: number): void {
  const { instance, tours, departure, deadline, legCost, endAt } = state
  const { next, prev } = tours
  const info = instance.route[route]
  const { seconds, size } = info.matrix
  const start = startOf(tours, route)
  departure[start] = info.startSeconds
  for (let node = start; next[node] >= 0; node = next[node]) {
    if (node !== start) departure[node] = endAt[node]
    legCost[node] = legPrice(state, route, placeOfNode(state, node), placeOfNode(state, next[node]))
  }
  const end = start + 1
  deadline[end] = info.latestEnd
  for (let node = end; prev[node] >= 0; node = prev[node]) {
    const before = prev[node]
    const [from, to] = [placeOfNode(state, before), placeOfNode(state, node)]
    const travel = from < 0 || to < 0 ? 0 : seconds[from * size + to]
    const length = before === start ? 0 : instance.service[before]
    deadline[before] = latestIn(state, before, deadline[node] - travel - length)
  }
}

/** Latest second of a job's windows that is not after `bound`. */
export function latestIn({ instance, tours }: RichState, node: number, bound: number): number {
  if (node >= tours.jobs) return bound
  const { windowFrom, windowStart, windowEnd } = instance
  for (let index = windowFrom[node + 1] - 1; index >= windowFrom[node]; index--) {
    if (bound >= windowEnd[index]) return windowEnd[index]
    if (bound >= windowStart[index]) return bound
  }
  return -Infinity
}

/** Weighted cost of a leg for a route's crew. */
export function legPrice({ instance }: RichState, route: number, from: number, to: number): number {
  if (from < 0 || to < 0) return 0
  const { matrix, perSecond, perMeter, perCost } = instance.route[route]
  const arc = from * matrix.size + to
  if (matrix.costs) return matrix.costs[arc] * perCost
  return matrix.seconds[arc] * perSecond + matrix.meters[arc] * perMeter
}
