import type { Adjacency } from './adjacency.ts'

/** Share of the vertices that is fixed on each side before the cut is looked for. */
const FIXED_SHARE = 0.25
/** Directions along which the vertices are lined up: west–east, south–north and both diagonals. */
const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const

/**
 * A small set of vertices whose removal leaves no part much larger than three quarters, marked with 1.
 * Inertial flow (Schild and Sommer 2015): line the vertices up along a direction, fix the outer
 * quarters, and find the fewest edges between them by augmenting paths; best of four directions.
 */
export function findSeparator(graph: Adjacency, x: Float64Array, y: Float64Array): Uint8Array {
  const reverse = reverseEdges(graph)
  let best: Separation | null = null
  for (const [dx, dy] of DIRECTIONS) {
    const found = separateAlong(graph, reverse, lineUp(x, y, dx, dy), best?.separator.length ?? Infinity)
    if (found && (!best || found.price < best.price)) best = found
  }
  const marked = new Uint8Array(graph.count)
  for (const vertex of best?.separator ?? []) marked[vertex] = 1
  return marked
}

interface Separation {
  separator: number[]
  /** Size of the separator against that of the smaller side. */
  price: number
}

function lineUp(x: Float64Array, y: Float64Array, dx: number, dy: number): Int32Array {
  const along = x.map((value, vertex) => value * dx + y[vertex] * dy)
  return Int32Array.from(along.keys()).sort((a, b) => along[a] - along[b] || a - b)
}

/** Undirected unit capacities: an edge carries -1, 0 or 1; its reverse carries the negative. */
function separateAlong(
  graph: Adjacency,
  reverse: Int32Array,
  line: Int32Array,
  mostFlow: number,
): Separation | null {
  const fixed = Math.max(1, Math.floor(graph.count * FIXED_SHARE))
  const side = new Int8Array(graph.count)
  for (let at = 0; at < fixed; at++) {
    side[line[at]] = 1
    side[line[graph.count - 1 - at]] = -1
  }
  const flow = new Int8Array(graph.neighbour.length)
  const reachedBy = new Int32Array(graph.count)
  const queue = new Int32Array(graph.count)
  let value = 0
  while (augment(graph, reverse, side, flow, reachedBy, queue)) {
    // the cover of a cut can be smaller than the cut, but hardly by half
    if (++value > 2 * mostFlow + 2) return null
  }
  return coverCut(graph, reachedBy)
}

/** One more unit from side 1 to side -1. If there is none, `reachedBy` tells the near side of the cut. */
function augment(
  graph: Adjacency,
  reverse: Int32Array,
  side: Int8Array,
  flow: Int8Array,
  reachedBy: Int32Array,
  queue: Int32Array,
): boolean {
  const SOURCE = -2
  reachedBy.fill(-1)
  let length = 0
  for (let vertex = 0; vertex < graph.count; vertex++) {
    if (side[vertex] !== 1) continue
    reachedBy[vertex] = SOURCE
    queue[length++] = vertex
  }
  for (let at = 0; at < length; at++) {
    const vertex = queue[at]
    for (let edge = graph.start[vertex]; edge < graph.start[vertex + 1]; edge++) {
      const other = graph.neighbour[edge]
      if (reachedBy[other] !== -1 || flow[edge] === 1) continue
      reachedBy[other] = edge
      if (side[other] !== -1) {
        queue[length++] = other
        continue
      }
      for (let used = edge; used !== SOURCE; used = reachedBy[graph.neighbour[reverse[used]]]) {
        flow[used]++
        flow[reverse[used]]--
      }
      return true
    }
  }
  return false
}

/** The ends of the cut edges on the side that has fewer of them. */
function coverCut(graph: Adjacency, reachedBy: Int32Array): Separation {
  const near = new Set<number>()
  const far = new Set<number>()
  let nearSize = 0
  for (let vertex = 0; vertex < graph.count; vertex++) {
    if (reachedBy[vertex] === -1) continue
    nearSize++
    for (let edge = graph.start[vertex]; edge < graph.start[vertex + 1]; edge++) {
      if (reachedBy[graph.neighbour[edge]] !== -1) continue
      near.add(vertex)
      far.add(graph.neighbour[edge])
    }
  }
  const separator = [...(near.size <= far.size ? near : far)]
  const smaller = Math.min(nearSize, graph.count - nearSize)
  return { separator, price: separator.length / Math.max(1, smaller) }
}

function reverseEdges(graph: Adjacency): Int32Array {
  const reverse = new Int32Array(graph.neighbour.length)
  const next = graph.start.slice(0, graph.count)
  // neighbours are ascending, so the reverse edges of v come up in the order of v
  for (let vertex = 0; vertex < graph.count; vertex++) {
    for (let edge = graph.start[vertex]; edge < graph.start[vertex + 1]; edge++) {
      reverse[edge] = next[graph.neighbour[edge]]++
    }
  }
  return reverse
}
