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
  /** By route: seconds by which windows are overrun, each job then counted as begun in time. */
  warp: Int32Array
  /** By route: legs, fixed cost and penalties, 0 while empty. */
  routeCost: Float64Array
  /** What overrun seconds and overload cost; null where both are forbidden. */
  penalties: Penalties | null
  /** Of all routes together. */
  lateness: number
  overload: number
  /** By route: 0 keeps it out of the search. */
  isOpen: Uint8Array
  /** No empty route of a type comes before this one. */
  emptyHint: Int32Array
}

export interface Penalties {
  perSecond: number
  perUnit: number
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
    warp: new Int32Array(routes),
    routeCost: new Float64Array(routes),
    penalties: null,
    lateness: 0,
    overload: 0,
    isOpen: new Uint8Array(routes).fill(1),
    emptyHint: new Int32Array(instance.types),
  }
  for (let route = 0; route < routes; route++) retime(state, route)
  return state
}

/** Recomputes load, times and costs of a whole route. */
export function retime(state: ClassicState, route: number): void {
  const { instance, tours, departure, deadline, legCost, penalties } = state
  const { time, cost, places, at, earliest, latest, service, demand } = instance
  const { next, prev } = tours
  const isSoft = penalties !== null
  const start = startOf(tours, route)
  departure[start] = earliest[start]
  let [total, load, warp] = [0, 0, 0]
  let node = start
  while (next[node] >= 0) {
    const following = next[node]
    const arc = at[node] * places + at[following]
    let begin = departure[node] + time[arc]
    if (begin < earliest[following]) begin = earliest[following]
    else if (isSoft && begin > latest[following]) {
      warp += begin - latest[following]
      begin = latest[following]
    }
    departure[following] = begin + service[following]
    legCost[node] = cost[arc]
    total += cost[arc]
    if (following < tours.jobs) load += demand[following]
    node = following
  }
  deadline[node] = latest[node]
  while (prev[node] >= 0) {
    const before = prev[node]
    const bound = deadline[node] - time[at[before] * places + at[node]] - service[before]
    deadline[before] = bound < latest[before] ? bound : latest[before]
    if (isSoft && bound < earliest[before]) deadline[before] = earliest[before]
    node = before
  }
  setBreaches(state, route, load, warp)
  state.routeCost[route] =
    next[start] === start + 1 ? 0 : total + instance.fixed[route] + penaltyOf(state, route)
}

/** Notes a route's load and overrun, and what they add to those of the plan. */
export function setBreaches(state: ClassicState, route: number, load: number, warp: number): void {
  const capacity = state.instance.capacity[route]
  state.lateness += warp - state.warp[route]
  state.overload += Math.max(0, load - capacity) - Math.max(0, state.load[route] - capacity)
  state.warp[route] = warp
  state.load[route] = load
}

function penaltyOf({ penalties, warp, load, instance }: ClassicState, route: number): number {
  if (penalties === null) return 0
  const over = Math.max(0, load[route] - instance.capacity[route])
  return warp[route] * penalties.perSecond + over * penalties.perUnit
}

/** Times around a node that was just linked in; stops where nothing changes. */
export function retimeAround(state: ClassicState, node: number): void {
  const { instance, tours, departure, deadline } = state
  const { time, places, at, earliest, latest, service } = instance
  const { next, prev } = tours
  const isSoft = state.penalties !== null
  let from = prev[node]
  for (let to = node; to >= 0; to = next[to]) {
    let begin = departure[from] + time[at[from] * places + at[to]]
    if (begin < earliest[to]) begin = earliest[to]
    else if (isSoft && begin > latest[to]) begin = latest[to]
    const leave = begin + service[to]
    if (leave === departure[to] && to !== node) break
    departure[to] = leave
    from = to
  }
  let to = next[node]
  for (let before = node; before >= 0; before = prev[before]) {
    const bound = deadline[to] - time[at[before] * places + at[to]] - service[before]
    let due = bound < latest[before] ? bound : latest[before]
    if (isSoft && due < earliest[before]) due = earliest[before]
    if (due === deadline[before] && before !== node) break
    deadline[before] = due
    to = before
  }
}

/** Opens a route with these jobs in it. */
export function fillRoute(state: ClassicState, route: number, nodes: number[]): void {
  const { tours, isOpen } = state
  isOpen[route] = 1
  clearRoute(tours, route)
  let before = startOf(tours, route)
  for (const node of nodes) {
    tours.next[before] = node
    tours.prev[node] = before
    tours.routeOf[node] = route
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
