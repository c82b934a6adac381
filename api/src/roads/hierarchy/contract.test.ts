import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Turns } from '../network/network.ts'
import { createAdjacency, unmarkedParts } from './adjacency.ts'
import { contract, edgeBetween } from './contract.ts'
import { dissect } from './dissect.ts'
import { findSeparator } from './inertial-flow.ts'

/** A random graph of up to 60 vertices on a map. */
const graphs = fc.integer({ min: 1, max: 60 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    edges: fc.array(fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 })), {
      maxLength: 3 * count,
    }),
    x: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: count, maxLength: count }),
    y: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: count, maxLength: count }),
  }),
)

const ends = (edges: readonly [number, number][], end: 0 | 1): Int32Array =>
  Int32Array.from(edges, (edge) => edge[end])

test('the order is a permutation of the vertices', () => {
  fc.assert(
    fc.property(graphs, ({ count, edges, x, y }) => {
      const graph = createAdjacency(count, ends(edges, 0), ends(edges, 1))
      const order = dissect(graph, Float64Array.from(x), Float64Array.from(y))
      expect([...order].sort((a, b) => a - b)).toEqual([...Array(count).keys()])
    }),
  )
})

test('the upper neighbours of every vertex are neighbours of one another', () => {
  fc.assert(
    fc.property(graphs, ({ count, edges }) => {
      const [arcTail, arcHead] = [ends(edges, 0), ends(edges, 1)]
      const { upStart, upHead, edgeOfArc } = contract({ vertexCount: count, arcTail, arcHead } as Turns)
      for (let vertex = 0; vertex < count; vertex++) {
        const upper = [...upHead.subarray(upStart[vertex], upStart[vertex + 1])]
        expect(upper).toEqual([...new Set(upper)].sort((a, b) => a - b))
        for (const [at, first] of upper.entries()) {
          expect(first).toBeGreaterThan(vertex)
          for (const second of upper.slice(at + 1)) {
            expect(edgeBetween(upStart, upHead, second, first)).toBeGreaterThanOrEqual(0)
          }
        }
      }
      edges.forEach(([tail, head], arc) => {
        expect(edgeOfArc[arc] >= 0).toBe(tail !== head)
      })
    }),
  )
})

test('a grid of 20 by 20 is cut by a row or a column', () => {
  const side = 20
  const edges: [number, number][] = []
  const x = new Float64Array(side * side)
  const y = new Float64Array(side * side)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const vertex = row * side + column
      x[vertex] = column
      y[vertex] = row
      if (column > 0) edges.push([vertex - 1, vertex])
      if (row > 0) edges.push([vertex - side, vertex])
    }
  }
  const graph = createAdjacency(side * side, ends(edges, 0), ends(edges, 1))
  const separator = findSeparator(graph, x, y)
  expect(separator.reduce((sum, is) => sum + is, 0)).toBe(side)
  const parts = unmarkedParts(graph, separator)
  expect(parts).toHaveLength(2)
  expect(Math.min(...parts.map((part) => part.length))).toBeGreaterThanOrEqual(5 * side - side)
})
