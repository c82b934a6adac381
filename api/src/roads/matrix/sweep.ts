import type { Upward } from '../hierarchy/prune.ts'
import type { Network } from '../network/network.ts'
import { climb } from './climb.ts'
import type { End } from './ends.ts'

/** Sources swept at once: their costs lie side by side, so each edge is read once for all of them. */
export const LANES = 8

/** The part of the hierarchy above some targets, in descending order, with the edges down into it. */
export interface Cone {
  /** Where a vertex stands in the cone, -1 if outside. */
  positionOf: Int32Array
  size: number
  edgeStart: Int32Array
  /** Position of the upper end × LANES. */
  edgeTop: Int32Array
  edgeCost: Float64Array
}

/**
 * Restricted PHAST (Delling, Goldberg, Werneck 2011): only what lies above a target needs a sweep.
 * `downward` is the metric's backward part, or its forward part for a search against the traffic.
 */
export function coneAbove({ turns }: Network, downward: Upward, targets: Iterable<number>): Cone {
  const { start, head, cost } = downward
  const positionOf = new Int32Array(turns.vertexCount).fill(-1)
  for (const target of targets) positionOf[target] = 0
  let size = 0
  let edges = 0
  for (let vertex = 0; vertex < turns.vertexCount; vertex++) {
    if (positionOf[vertex] < 0) continue
    size++
    edges += start[vertex + 1] - start[vertex]
    for (let edge = start[vertex]; edge < start[vertex + 1]; edge++) positionOf[head[edge]] = 0
  }
  const edgeStart = new Int32Array(size + 1)
  const edgeTop = new Int32Array(edges)
  const edgeCost = new Float64Array(edges)
  let position = 0
  let next = 0
  for (let vertex = turns.vertexCount - 1; vertex >= 0; vertex--) {
    if (positionOf[vertex] < 0) continue
    positionOf[vertex] = position
    for (let edge = start[vertex]; edge < start[vertex + 1]; edge++) {
      edgeTop[next] = positionOf[head[edge]] * LANES
      edgeCost[next++] = cost[edge]
    }
    edgeStart[++position] = next
  }
  return { positionOf, size, edgeStart, edgeTop, edgeCost }
}

/**
 * Costs from one place to every vertex, by vertex. Without a cone, which takes longer to lay out than to
 * sweep once. With the metric's parts changed about, costs from every vertex to the place.
 */
export function sweepAll(
  { hierarchy, turns }: Network,
  upward: Upward,
  downward: Upward,
  ends: readonly End[],
): Float64Array {
  const { start, head, cost } = downward
  const costs = new Float64Array(turns.vertexCount).fill(Infinity)
  const climbing = new Float64Array(turns.vertexCount).fill(Infinity)
  climb(hierarchy, upward, ends, climbing, (vertex, reached) => (costs[vertex] = reached))
  for (let vertex = turns.vertexCount - 1; vertex >= 0; vertex--) {
    let best = costs[vertex]
    for (let edge = start[vertex]; edge < start[vertex + 1]; edge++) {
      const reached = costs[head[edge]] + cost[edge]
      if (reached < best) best = reached
    }
    costs[vertex] = best
  }
  return costs
}

/** Room for the costs of one sweep. */
export interface SweepRoom {
  /** By position × LANES + lane. */
  costs: Float64Array
  climbing: Float64Array
}

export function createSweepRoom(network: Network, cone: Cone): SweepRoom {
  return {
    costs: new Float64Array(cone.size * LANES),
    climbing: new Float64Array(network.turns.vertexCount).fill(Infinity),
  }
}

/** Costs from up to LANES places, each given by its ends, to every vertex of the cone. */
export function sweep(
  network: Network,
  upward: Upward,
  cone: Cone,
  sources: readonly (readonly End[])[],
  room: SweepRoom,
): void {
  const { costs } = room
  costs.fill(Infinity)
  sources.forEach((ends, lane) => {
    climb(network.hierarchy, upward, ends, room.climbing, (vertex, cost) => {
      const position = cone.positionOf[vertex]
      if (position >= 0) costs[position * LANES + lane] = cost
    })
  })
  sweepDown(cone, costs)
}

/** Written out by hand for eight lanes: the costs of a vertex stay in registers over all its edges. */
function sweepDown({ size, edgeStart, edgeTop, edgeCost }: Cone, costs: Float64Array): void {
  for (let position = 0; position < size; position++) {
    const end = edgeStart[position + 1]
    const at = position * LANES
    let c0 = costs[at]
    let c1 = costs[at + 1]
    let c2 = costs[at + 2]
    let c3 = costs[at + 3]
    let c4 = costs[at + 4]
    let c5 = costs[at + 5]
    let c6 = costs[at + 6]
    let c7 = costs[at + 7]
    for (let edge = edgeStart[position]; edge < end; edge++) {
      const top = edgeTop[edge]
      const cost = edgeCost[edge]
      c0 = Math.min(c0, costs[top] + cost)
      c1 = Math.min(c1, costs[top + 1] + cost)
      c2 = Math.min(c2, costs[top + 2] + cost)
      c3 = Math.min(c3, costs[top + 3] + cost)
      c4 = Math.min(c4, costs[top + 4] + cost)
      c5 = Math.min(c5, costs[top + 5] + cost)
      c6 = Math.min(c6, costs[top + 6] + cost)
      c7 = Math.min(c7, costs[top + 7] + cost)
    }
    costs[at] = c0
    costs[at + 1] = c1
    costs[at + 2] = c2
    costs[at + 3] = c3
    costs[at + 4] = c4
    costs[at + 5] = c5
    costs[at + 6] = c6
    costs[at + 7] = c7
  }
}
