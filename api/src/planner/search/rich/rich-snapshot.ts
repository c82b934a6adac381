import { clearRoute, startOf } from '../tours.ts'
import { boundRoute } from './rich-moves.ts'
import type { RichState } from './rich-state.ts'

interface SavedRoute {
  route: number
  nodes: number[]
  startAt: number[]
  endAt: number[]
  cost: number
  work: number
  fair: number
}

/** Routes as they were before a step touched them. */
export class RichSnapshot {
  readonly #state: RichState
  readonly #touchedAt: Int32Array
  #step = 0
  #saved: SavedRoute[] = []
  #cutCost = 0
  #absentPrice = 0

  constructor(state: RichState) {
    this.#state = state
    this.#touchedAt = new Int32Array(state.tours.routes)
  }

  begin(): void {
    this.#step++
    this.#saved = []
    this.#cutCost = this.#state.cutCost
    this.#absentPrice = this.#state.absentPrice
  }

  /** Saves a route unless this step has done so already. */
  save(route: number): void {
    if (this.#touchedAt[route] === this.#step) return
    this.#touchedAt[route] = this.#step
    const { tours, startAt, endAt, routeCost, work, fair } = this.#state
    const nodes: number[] = []
    for (let node = tours.next[startOf(tours, route)]; node < tours.jobs; node = tours.next[node])
      nodes.push(node)
    this.#saved.push({
      route,
      nodes,
      startAt: nodes.map((node) => startAt[node]),
      endAt: nodes.map((node) => endAt[node]),
      cost: routeCost[route],
      work: work[route],
      fair: fair[route],
    })
  }

  get routes(): number[] {
    return this.#saved.map(({ route }) => route)
  }

  /** Puts every saved route back. */
  restore(): void {
    const { tours, startAt, endAt, routeCost, work, fair } = this.#state
    for (const { route } of this.#saved) {
      for (let node = tours.next[startOf(tours, route)]; node < tours.jobs; node = tours.next[node]) {
        tours.routeOf[node] = -1
      }
    }
    for (const saved of this.#saved) {
      fillRoute(this.#state, saved.route, saved.nodes)
      saved.nodes.forEach((node, index) => {
        startAt[node] = saved.startAt[index]
        endAt[node] = saved.endAt[index]
      })
      routeCost[saved.route] = saved.cost
      work[saved.route] = saved.work
      fair[saved.route] = saved.fair
      boundRoute(this.#state, saved.route)
    }
    this.#state.cutCost = this.#cutCost
    this.#state.absentPrice = this.#absentPrice
  }
}

/** Makes a route of these jobs; times and costs are not touched. */
export function fillRoute({ tours }: RichState, route: number, nodes: number[]): void {
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
}
