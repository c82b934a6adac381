import { clearRoute, endOf, startOf } from '../tours.ts'
import type { Tours } from '../tours.ts'
import type { FlatRoutes } from '../walker.ts'
import { setFigures } from './rich-state.ts'
import type { RichState } from './rich-state.ts'

/** Routes as they were before a step touched them. */
export class RichSnapshot {
  readonly #state: RichState
  readonly #touchedAt: Int32Array
  /** By saved route. */
  readonly #route: Int32Array
  readonly #from: Int32Array
  readonly #driven: Uint8Array
  readonly #hasTied: Uint8Array
  readonly #cost: Float64Array
  readonly #work: Float64Array
  /** By saved node, start and end included. */
  readonly #nodes: Int32Array
  readonly #startAt: Float64Array
  readonly #endAt: Float64Array
  readonly #rows: Float64Array
  #step = 0
  #count = 0
  #cutCost = 0
  #absentPrice = 0

  constructor(state: RichState) {
    const { routes, next } = state.tours
    this.#state = state
    this.#touchedAt = new Int32Array(routes)
    this.#route = new Int32Array(routes)
    this.#from = new Int32Array(routes + 1)
    this.#driven = new Uint8Array(routes)
    this.#hasTied = new Uint8Array(routes)
    this.#cost = new Float64Array(routes)
    this.#work = new Float64Array(routes)
    this.#nodes = new Int32Array(next.length)
    this.#startAt = new Float64Array(next.length)
    this.#endAt = new Float64Array(next.length)
    this.#rows = new Float64Array(state.rows.length)
  }

  begin(): void {
    this.#step++
    this.#count = 0
    this.#cutCost = this.#state.cutCost
    this.#absentPrice = this.#state.absentPrice
  }

  /** Saves a route unless this step has done so already. */
  save(route: number): void {
    if (this.#touchedAt[route] === this.#step) return
    this.#touchedAt[route] = this.#step
    const { tours, startAt, endAt, routeCost, work, driven, hasTied } = this.#state
    const index = this.#count++
    this.#route[index] = route
    this.#cost[index] = routeCost[route]
    this.#work[index] = work[route]
    this.#driven[index] = driven[route]
    this.#hasTied[index] = hasTied[route]
    let at = this.#from[index]
    for (let node = startOf(tours, route); node >= 0; node = tours.next[node]) {
      this.#nodes[at] = node
      if (node < tours.jobs) {
        this.#startAt[at] = startAt[node]
        this.#endAt[at] = endAt[node]
      }
      this.#copyRow(this.#state.rows, node, this.#rows, at++)
    }
    this.#from[index + 1] = at
  }

  #copyRow(from: Float64Array, fromRow: number, to: Float64Array, toRow: number): void {
    const { width } = this.#state
    let source = fromRow * width
    let target = toRow * width
    for (const last = source + width; source < last;) to[target++] = from[source++]
  }

  get routes(): number[] {
    return Array.from(this.#route.subarray(0, this.#count))
  }

  /** Puts every saved route back. */
  restore(): void {
    const state = this.#state
    const { tours, startAt, endAt } = state
    for (let index = 0; index < this.#count; index++) {
      const start = startOf(tours, this.#route[index])
      for (let node = tours.next[start]; node < tours.jobs; node = tours.next[node]) tours.routeOf[node] = -1
    }
    for (let index = 0; index < this.#count; index++) {
      const route = this.#route[index]
      const [from, to] = [this.#from[index], this.#from[index + 1]]
      fillRoute(state, route, this.#nodes, from + 1, to - 1)
      for (let at = from; at < to; at++) {
        const node = this.#nodes[at]
        if (node < tours.jobs) {
          startAt[node] = this.#startAt[at]
          endAt[node] = this.#endAt[at]
        }
        this.#copyRow(this.#rows, at, state.rows, node)
      }
      state.driven[route] = this.#driven[index]
      state.hasTied[route] = this.#hasTied[index]
      setFigures(state, route, this.#cost[index], this.#work[index])
    }
    state.cutCost = this.#cutCost
    state.absentPrice = this.#absentPrice
  }
}

/** Makes a route of the jobs in a part of a list; times and costs are not touched. */
export function fillRoute(
  { tours }: RichState,
  route: number,
  nodes: ArrayLike<number>,
  from = 0,
  to = nodes.length,
): void {
  clearRoute(tours, route)
  let before = startOf(tours, route)
  for (let at = from; at < to; at++) {
    const node = nodes[at]
    tours.next[before] = node
    tours.prev[node] = before
    tours.routeOf[node] = route
    before = node
  }
  tours.next[before] = endOf(tours, route)
  tours.prev[endOf(tours, route)] = before
  tours.size[route] = to - from
  tours.assigned += to - from
  if (to > from) tours.used++
}

/** The routes as `next` chains them. */
export function flatRoutes(tours: Tours, next: Int32Array, absent: number[]): FlatRoutes {
  const flat: FlatRoutes = []
  for (let route = 0; route < tours.routes; route++) {
    const start = startOf(tours, route)
    if (next[start] >= tours.jobs) continue
    const at = flat.push(route, 0) - 1
    for (let node = next[start]; node < tours.jobs; node = next[node]) flat.push(node)
    flat[at] = flat.length - at - 1
  }
  return [...flat, -1, ...absent]
}
