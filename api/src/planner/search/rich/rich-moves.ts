import { linkAfter, startOf, unlink } from '../tours.ts'
import { boundRoute } from './bound-route.ts'
import { cutsOf } from './plan-terms.ts'
import type { RichState } from './rich-state.ts'
import type { Simulation } from './simulation.ts'

/** Links a job in and keeps the route's new times; the route must have been tried before. */
export function putIn(state: RichState, simulation: Simulation, job: number, node: number): boolean {
  const route = state.tours.routeOf[node]
  state.cutCost += cutsOf(state, job, route)
  state.absentPrice -= state.instance.price[job]
  linkAfter(state.tours, job, node)
  return settleRoute(state, simulation, route, node)
}

/** Unlinks a job; the caller settles the route. */
export function takeOut(state: RichState, job: number): void {
  state.cutCost -= cutsOf(state, job, state.tours.routeOf[job])
  state.absentPrice += state.instance.price[job]
  unlink(state.tours, job)
}

/** Times and bounds of a route that has changed after `from`; false where it cannot be driven. */
export function settleRoute(
  state: RichState,
  simulation: Simulation,
  route: number,
  from = startOf(state.tours, route),
): boolean {
  const isPossible = simulation.commit(route, from)
  boundRoute(state, route)
  return isPossible
}
