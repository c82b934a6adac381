import type { Adjacency } from './adjacency.ts'

/**
 * Orders a small part by minimum degree: always next the vertex with the fewest neighbours left, whose
 * neighbours then become neighbours of one another. Vertices outside the part stay to the end; they
 * count as neighbours but are not ordered.
 */
export function orderByDegree(graph: Adjacency, part: Int32Array): number[] {
  const neighbours = new Map<number, Set<number>>()
  for (const vertex of part) {
    neighbours.set(vertex, new Set(graph.neighbour.subarray(graph.start[vertex], graph.start[vertex + 1])))
  }
  const order: number[] = []
  const waiting = new Set(part)
  while (waiting.size > 0) {
    let next = -1
    let fewest = Infinity
    for (const vertex of waiting) {
      const degree = neighbours.get(vertex)!.size
      if (degree >= fewest) continue
      next = vertex
      fewest = degree
    }
    waiting.delete(next)
    order.push(next)
    const around = neighbours.get(next)!
    for (const vertex of around) {
      const others = neighbours.get(vertex)
      if (!others) continue
      others.delete(next)
      for (const other of around) if (other !== vertex) others.add(other)
    }
  }
  return order
}
