import { clearRoute, createTours, startOf } from '../tours.ts'
import type { Tours } from '../tours.ts'
import type { FlatRoutes } from '../walker.ts'
import type { ClassicInstance } from './classic-instance.ts'

/** A plan in the making, with what constant-time insertion tests need. */
export interface ClassicState {
  instance: ClassicInstance
  tours: Tours
  /** By node: earliest departure (start of service plus its length). */
  departure: Int32Array
  /** By node: latest start of service that keeps the rest of the route in time. */
  deadline: Int32Array
  /** By node: cost of the leg to the next one. */
  legCost: Float64Array
  load: Int32Array
  /** By route: legs and fixed cost, 0 while empty. */
  routeCost: Float64Array
  /** By route: 0 keeps it out of the search. */
  isOpen: Uint8Array
  /** No empty route of a type comes before this one. */
  emptyHint: Int32Array
}

export function createClassicState(instance: ClassicInstance): ClassicState {
  const { jobs, routes } = instance
  const nodes = jobs + 2 * routes
  const state: ClassicState = {
    instance,
    tours: createTours(jobs, routes),
    departure: new Int32Array(nodes),
    deadline: new Int32Array(nodes),
    legCost: new Float64Array(nodes),
    load: new Int32Array(routes),
    routeCost: new Float64Array(routes),
    isOpen: new Uint8Array(routes).fill(1),
    emptyHint: new Int32Array(instance.types),
  }
  for (let route = 0; route < routes; route++) retime(state, route)
  return state
}

/** Recomputes times and costs of a whole route. */
export function retime(state: ClassicState, route: number): void {
  const { instance, tours, departure, deadline, legCost } = state
  const { time, cost, places, at, earliest, latest, service } = instance
  const { next, prev } = tours
  const start = startOf(tours, route)
  departure[start] = earliest[start]
  let total = 0
  let node = start
  while (next[node] >= 0) {
    const following = next[node]
    const arc = at[node] * places + at[following]
    const begin = departure[node] + time[arc]
    departure[following] = (begin > earliest[following] ? begin : earliest[following]) + service[following]
    legCost[node] = cost[arc]
    total += cost[arc]
    node = following
  }
  deadline[node] = latest[node]
  while (prev[node] >= 0) {
    const before = prev[node]
    const bound = deadline[node] - time[at[before] * places + at[node]] - service[before]
    deadline[before] = bound < latest[before] ? bound : latest[before]
    node = before
  }
  state.routeCost[route] = next[start] === start + 1 ? 0 : total + instance.fixed[route]
}

/** Times around a node that was just linked in; stops where nothing changes. */
export function retimeAround(state: ClassicState, node: number): void {
  const { instance, tours, departure, deadline } = state
  const { time, places, at, earliest, latest, service } = instance
  const { next, prev } = tours
  let from = prev[node]
  for (let to = node; to >= 0; to = next[to]) {
    const begin = departure[from] + time[at[from] * places + at[to]]
    const leave = (begin > earliest[to] ? begin : earliest[to]) + service[to]
    if (leave === departure[to] && to !== node) break
    departure[to] = leave
    from = to
  }
  let to = next[node]
  for (let before = node; before >= 0; before = prev[before]) {
    const bound = deadline[to] - time[at[before] * places + at[to]] - service[before]
    const due = bound < latest[before] ? bound : latest[before]
    if (due === deadline[before] && before !== node) break
    deadline[before] = due
    to = before
  }
}

/** Opens a route with these jobs in it. */
export function fillRoute(state: ClassicState, route: number, nodes: number[]): void {
  const { tours, isOpen, load, instance } = state
  isOpen[route] = 1
  load[route] = 0
  clearRoute(tours, route)
  let before = startOf(tours, route)
  for (const node of nodes) {
    tours.next[before] = node
    tours.prev[node] = before
    tours.routeOf[node] = route
    load[route] += instance.demand[node]
    before = node
  }
  tours.next[before] = startOf(tours, route) + 1
  tours.prev[startOf(tours, route) + 1] = before
  tours.size[route] = nodes.length
  tours.assigned += nodes.length
  if (nodes.length > 0) tours.used++
  retime(state, route)
}

/** The open routes as `next` chains them. */
export function flatRoutes({ tours, isOpen }: ClassicState, next: Int32Array, absent: number[]): FlatRoutes {
  const flat: FlatRoutes = []
  for (let route = 0; route < tours.routes; route++) {
    const start = startOf(tours, route)
    if (!isOpen[route] || next[start] === start + 1) continue
    const at = flat.push(route, 0) - 1
    for (let node = next[start]; node !== start + 1; node = next[node]) flat.push(node)
    flat[at] = flat.length - at - 1
  }
  return [...flat, -1, ...absent]
}
