/** An undirected graph: the neighbours of v are `neighbour[start[v]]` to `neighbour[start[v + 1]]`. */
export interface Adjacency {
  count: number
  start: Int32Array
  neighbour: Int32Array
}

/** Without loops, and parallel edges taken once. */
export function createAdjacency(count: number, tail: Int32Array, head: Int32Array): Adjacency {
  const keys = new Float64Array(2 * tail.length)
  let used = 0
  for (let edge = 0; edge < tail.length; edge++) {
    if (tail[edge] === head[edge]) continue
    keys[used++] = tail[edge] * count + head[edge]
    keys[used++] = head[edge] * count + tail[edge]
  }
  const sorted = keys.subarray(0, used).sort()
  const start = new Int32Array(count + 1)
  const neighbour = new Int32Array(used)
  let kept = 0
  for (let at = 0; at < used; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue
    const vertex = Math.floor(sorted[at] / count)
    neighbour[kept++] = sorted[at] - vertex * count
    start[vertex + 1] = kept
  }
  for (let vertex = 1; vertex <= count; vertex++) start[vertex] = Math.max(start[vertex], start[vertex - 1])
  return { count, start, neighbour: neighbour.slice(0, kept) }
}

/** The graph on `vertices` alone, numbered in their order. `localOf` is scratch, -1 everywhere. */
export function inducedGraph(graph: Adjacency, vertices: Int32Array, localOf: Int32Array): Adjacency {
  for (let local = 0; local < vertices.length; local++) localOf[vertices[local]] = local
  const start = new Int32Array(vertices.length + 1)
  let edges = 0
  for (let local = 0; local < vertices.length; local++) {
    const vertex = vertices[local]
    for (let at = graph.start[vertex]; at < graph.start[vertex + 1]; at++) {
      if (localOf[graph.neighbour[at]] >= 0) edges++
    }
    start[local + 1] = edges
  }
  const neighbour = new Int32Array(edges)
  let next = 0
  for (let local = 0; local < vertices.length; local++) {
    const vertex = vertices[local]
    for (let at = graph.start[vertex]; at < graph.start[vertex + 1]; at++) {
      const other = localOf[graph.neighbour[at]]
      if (other >= 0) neighbour[next++] = other
    }
  }
  for (const vertex of vertices) localOf[vertex] = -1
  return { count: vertices.length, start, neighbour }
}

/** Connected parts of the vertices that are not marked, each as a list. */
export function unmarkedParts(graph: Adjacency, marked: Uint8Array): Int32Array[] {
  const parts: Int32Array[] = []
  const seen = marked.slice()
  const queue = new Int32Array(graph.count)
  for (let seed = 0; seed < graph.count; seed++) {
    if (seen[seed]) continue
    let length = 0
    queue[length++] = seed
    seen[seed] = 1
    for (let at = 0; at < length; at++) {
      for (let edge = graph.start[queue[at]]; edge < graph.start[queue[at] + 1]; edge++) {
        const other = graph.neighbour[edge]
        if (seen[other]) continue
        seen[other] = 1
        queue[length++] = other
      }
    }
    parts.push(queue.slice(0, length))
  }
  return parts
}
