import { costAlongSegment, waysIn, waysOut } from '../matrix/ends.ts'
import { openArcs } from '../metric/main-component.ts'
import type { OpenArcs } from '../metric/main-component.ts'
import type { Metric } from '../metric/metric.ts'
import type { Network } from '../network/network.ts'
import type { Place } from '../snap/place.ts'

/** The plain search that everything else is measured against: no order, no shortcuts, one source at a time. */
export interface Dijkstra {
  /** Costs from the source to every target, `Infinity` where there is no way. */
  costsTo(source: Place, targets: readonly Place[]): number[]
}

export function createDijkstra(network: Network, metric: Metric): Dijkstra {
  const open = openArcs(network, metric.costs)
  return {
    costsTo(source, targets) {
      const costs = searchAll(network, metric, open, source)
      return targets.map((target) => {
        let best = costAlongSegment(network, metric, source, target)
        for (const end of waysIn(network, metric, target)) {
          best = Math.min(best, costs[end.vertex] + end.cost)
        }
        return best
      })
    },
  }
}

function searchAll(network: Network, metric: Metric, open: OpenArcs, source: Place): Float64Array {
  const costs = new Float64Array(network.turns.vertexCount).fill(Infinity)
  const heap = new CostHeap()
  for (const end of waysOut(network, metric, source)) {
    if (end.cost >= costs[end.vertex]) continue
    costs[end.vertex] = end.cost
    heap.push(end.cost, end.vertex)
  }
  for (let top = heap.pop(); top !== null; top = heap.pop()) {
    const { cost, vertex } = top
    if (cost > costs[vertex]) continue
    for (let at = open.start[vertex]; at < open.start[vertex + 1]; at++) {
      const reached = cost + metric.costs[open.directed[at]]
      if (reached >= costs[open.head[at]]) continue
      costs[open.head[at]] = reached
      heap.push(reached, open.head[at])
    }
  }
  return costs
}

/** A binary heap; entries that were bettered stay in it and are passed over. */
class CostHeap {
  readonly #costs: number[] = []
  readonly #vertices: number[] = []

  push(cost: number, vertex: number): void {
    let at = this.#costs.length
    this.#costs.push(cost)
    this.#vertices.push(vertex)
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#costs[above] <= cost) break
      this.#costs[at] = this.#costs[above]
      this.#vertices[at] = this.#vertices[above]
      at = above
    }
    this.#costs[at] = cost
    this.#vertices[at] = vertex
  }

  pop(): { cost: number; vertex: number } | null {
    if (this.#costs.length === 0) return null
    const top = { cost: this.#costs[0], vertex: this.#vertices[0] }
    const cost = this.#costs.pop()!
    const vertex = this.#vertices.pop()!
    const length = this.#costs.length
    if (length === 0) return top
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= length) break
      if (below + 1 < length && this.#costs[below + 1] < this.#costs[below]) below++
      if (this.#costs[below] >= cost) break
      this.#costs[at] = this.#costs[below]
      this.#vertices[at] = this.#vertices[below]
      at = below
    }
    this.#costs[at] = cost
    this.#vertices[at] = vertex
    return top
  }
}
