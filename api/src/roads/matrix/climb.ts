import type { Upward } from '../hierarchy/prune.ts'
import type { Hierarchy } from '../network/network.ts'
import type { End } from './ends.ts'

/** One above every vertex: the parent of the roots. */
const NONE = 2 ** 31 - 1

export function parentOf({ upStart, upHead }: Hierarchy, vertex: number): number {
  return upStart[vertex] < upStart[vertex + 1] ? upHead[upStart[vertex]] : NONE
}

/**
 * Climbs the elimination tree from the ends to the root, settling every vertex on the way in ascending
 * order: a vertex's upper neighbours all lie on its way to the root. `visit` gets each with its cost
 * from the ends, or to them if `upward` is the backward one. `costs` is scratch, all `Infinity`, and is
 * left so.
 */
export function climb(
  hierarchy: Hierarchy,
  upward: Upward,
  ends: readonly End[],
  costs: Float64Array,
  visit: (vertex: number, cost: number) => void,
): void {
  const { start, head, cost: edgeCost } = upward
  const heads = ends.map((end) => end.vertex)
  for (const end of ends) costs[end.vertex] = Math.min(costs[end.vertex], end.cost)
  for (;;) {
    let vertex = NONE
    for (const next of heads) if (next < vertex) vertex = next
    if (vertex === NONE) return
    const parent = parentOf(hierarchy, vertex)
    for (let at = 0; at < heads.length; at++) if (heads[at] === vertex) heads[at] = parent
    const cost = costs[vertex]
    costs[vertex] = Infinity
    if (cost === Infinity) continue
    for (let edge = start[vertex]; edge < start[vertex + 1]; edge++) {
      const reached = cost + edgeCost[edge]
      if (reached < costs[head[edge]]) costs[head[edge]] = reached
    }
    visit(vertex, cost)
  }
}
