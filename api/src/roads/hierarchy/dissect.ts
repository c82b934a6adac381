import { inducedGraph, unmarkedParts } from './adjacency.ts'
import type { Adjacency } from './adjacency.ts'
import { findSeparator } from './inertial-flow.ts'
import { orderByDegree } from './minimum-degree.ts'

/** Vertices of a part that is small enough for minimum degree, which fills in less there. */
const SMALL = 400

/**
 * Contraction order by nested dissection: the vertices from the lowest rank to the highest. Separators
 * rank above everything they separate, so a search upwards climbs through few of them.
 */
export function dissect(graph: Adjacency, x: Float64Array, y: Float64Array): Int32Array {
  const order = new Int32Array(graph.count)
  const localOf = new Int32Array(graph.count).fill(-1)
  let free = graph.count
  const pending = unmarkedParts(graph, new Uint8Array(graph.count))
  while (pending.length > 0) {
    const part = pending.pop()!.sort()
    if (part.length <= SMALL) {
      for (const vertex of orderByDegree(graph, part).reverse()) order[--free] = vertex
      continue
    }
    const inner = inducedGraph(graph, part, localOf)
    const pick = (values: Float64Array): Float64Array => Float64Array.from(part, (vertex) => values[vertex])
    const separator = findSeparator(inner, pick(x), pick(y))
    for (let local = 0; local < part.length; local++) if (separator[local]) order[--free] = part[local]
    for (const rest of unmarkedParts(inner, separator)) pending.push(rest.map((local) => part[local]))
  }
  return order
}
