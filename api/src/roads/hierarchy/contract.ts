import type { Hierarchy, Turns } from '../network/network.ts'
import { createAdjacency } from './adjacency.ts'

/**
 * Contracts the vertices in the order of their numbers: the upper neighbours of each become neighbours
 * of one another. It is enough to hand them to the lowest of them (its parent in the elimination tree).
 */
export function contract(turns: Turns): Hierarchy {
  const graph = createAdjacency(turns.vertexCount, turns.arcTail, turns.arcHead)
  const upper: Int32Array[] = []
  for (let vertex = 0; vertex < graph.count; vertex++) {
    const neighbours = graph.neighbour.subarray(graph.start[vertex], graph.start[vertex + 1])
    upper.push(neighbours.filter((other) => other > vertex))
  }
  const upStart = new Int32Array(graph.count + 1)
  for (let vertex = 0; vertex < graph.count; vertex++) {
    const [parent, ...others] = upper[vertex]
    if (parent !== undefined) upper[parent] = mergeAscending(upper[parent], others)
    upStart[vertex + 1] = upStart[vertex] + upper[vertex].length
  }
  const upHead = new Int32Array(upStart[graph.count])
  upper.forEach((neighbours, vertex) => upHead.set(neighbours, upStart[vertex]))
  const edgeOfArc = turns.arcTail.map((tail, arc) => edgeBetween(upStart, upHead, tail, turns.arcHead[arc]))
  return { upStart, upHead, edgeOfArc }
}

/** The edge of the hierarchy between two vertices, -1 if there is none. */
export function edgeBetween(upStart: Int32Array, upHead: Int32Array, one: number, other: number): number {
  const lower = Math.min(one, other)
  const upper = Math.max(one, other)
  let from = upStart[lower]
  let to = upStart[lower + 1]
  while (from < to) {
    const middle = (from + to) >> 1
    if (upHead[middle] < upper) from = middle + 1
    else to = middle
  }
  return from < upStart[lower + 1] && upHead[from] === upper ? from : -1
}

function mergeAscending(one: Int32Array, other: readonly number[]): Int32Array {
  const merged = new Int32Array(one.length + other.length)
  let length = 0
  let a = 0
  let b = 0
  while (a < one.length || b < other.length) {
    const next = b >= other.length || (a < one.length && one[a] <= other[b]) ? one[a] : other[b]
    if (one[a] === next) a++
    if (other[b] === next) b++
    merged[length++] = next
  }
  return merged.slice(0, length)
}
