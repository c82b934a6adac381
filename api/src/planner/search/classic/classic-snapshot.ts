import { clearRoute, startOf } from '../tours.ts'
import { setBreaches } from './classic-state.ts'
import type { ClassicState } from './classic-state.ts'

/** Routes as they were before a step touched them, to put them back when the step is refused. */
export interface ClassicSnapshot {
  step: number
  touchedAt: Int32Array
  routes: Int32Array
  count: number
  /** Offset of each saved route in the node buffers. */
  offsets: Int32Array
  filled: number
  nodes: Int32Array
  departure: Int32Array
  deadline: Int32Array
  legCost: Float64Array
  load: Int32Array
  warp: Int32Array
  routeCost: Float64Array
}

export function createSnapshot({ tours }: ClassicState): ClassicSnapshot {
  const nodes = tours.jobs + 2 * tours.routes
  return {
    step: 0,
    touchedAt: new Int32Array(tours.routes),
    routes: new Int32Array(tours.routes),
    count: 0,
    offsets: new Int32Array(tours.routes + 1),
    filled: 0,
    nodes: new Int32Array(nodes),
    departure: new Int32Array(nodes),
    deadline: new Int32Array(nodes),
    legCost: new Float64Array(nodes),
    load: new Int32Array(tours.routes),
    warp: new Int32Array(tours.routes),
    routeCost: new Float64Array(tours.routes),
  }
}

export function beginSnapshot(snapshot: ClassicSnapshot): void {
  snapshot.step++
  snapshot.count = 0
  snapshot.filled = 0
}

/** Saves a route unless this step has done so already. */
export function saveRoute(snapshot: ClassicSnapshot, state: ClassicState, route: number): void {
  if (snapshot.touchedAt[route] === snapshot.step) return
  snapshot.touchedAt[route] = snapshot.step
  const { nodes, departure, deadline, legCost } = snapshot
  const { next } = state.tours
  const index = snapshot.count++
  snapshot.routes[index] = route
  snapshot.load[index] = state.load[route]
  snapshot.warp[index] = state.warp[route]
  snapshot.routeCost[index] = state.routeCost[route]
  let filled = snapshot.filled
  for (let node = startOf(state.tours, route); node >= 0; node = next[node]) {
    nodes[filled] = node
    departure[filled] = state.departure[node]
    deadline[filled] = state.deadline[node]
    legCost[filled++] = state.legCost[node]
  }
  snapshot.filled = filled
  snapshot.offsets[index + 1] = filled
}

/** Puts every saved route back; jobs that were in none before must be unlinked by the caller. */
export function restoreRoutes(snapshot: ClassicSnapshot, state: ClassicState): void {
  const { tours, emptyHint, instance } = state
  const { next, prev, routeOf, size } = tours
  for (let index = 0; index < snapshot.count; index++) {
    const route = snapshot.routes[index]
    clearRoute(tours, route)
    const from = snapshot.offsets[index]
    const to = snapshot.offsets[index + 1]
    for (let position = from; position < to; position++) {
      const node = snapshot.nodes[position]
      routeOf[node] = route
      state.departure[node] = snapshot.departure[position]
      state.deadline[node] = snapshot.deadline[position]
      state.legCost[node] = snapshot.legCost[position]
      if (position === from) continue
      const before = snapshot.nodes[position - 1]
      next[before] = node
      prev[node] = before
    }
    size[route] = to - from - 2
    setBreaches(state, route, snapshot.load[index], snapshot.warp[index])
    state.routeCost[route] = snapshot.routeCost[index]
    tours.assigned += size[route]
    if (size[route] > 0) tours.used++
    else if (emptyHint[instance.typeOf[route]] > route) emptyHint[instance.typeOf[route]] = route
  }
}
