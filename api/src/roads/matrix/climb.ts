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
 * from (`weights` = up) or to (`weights` = down) the ends. `costs` is scratch, all `Infinity`, and is
 * left so.
 */
export function climb(
  hierarchy: Hierarchy,
  weights: Float64Array,
  ends: readonly End[],
  costs: Float64Array,
  visit: (vertex: number, cost: number) => void,
): void {
  const { upStart, upHead } = hierarchy
  const heads = ends.map((end) => end.vertex)
  for (const end of ends) costs[end.vertex] = Math.min(costs[end.vertex], end.cost)
  for (;;) {
    let vertex = NONE
    for (const head of heads) if (head < vertex) vertex = head
    if (vertex === NONE) return
    const parent = parentOf(hierarchy, vertex)
    for (let at = 0; at < heads.length; at++) if (heads[at] === vertex) heads[at] = parent
    const cost = costs[vertex]
    costs[vertex] = Infinity
    if (cost === Infinity) continue
    for (let edge = upStart[vertex]; edge < upStart[vertex + 1]; edge++) {
      const reached = cost + weights[edge]
      if (reached < costs[upHead[edge]]) costs[upHead[edge]] = reached
    }
    visit(vertex, cost)
  }
}
