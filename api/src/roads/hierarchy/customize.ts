import type { Network } from '../network/network.ts'

/** Costs of the hierarchy's edges, and how each comes about. */
export interface Customized {
  /** From the lower vertex to the upper one, and back. */
  up: Float64Array
  down: Float64Array
  /** The vertex below both that the way leads over; or -1 - arc where it is that arc. */
  upOver: Int32Array
  downOver: Int32Array
}

/**
 * Dibbelt, Strasser and Wagner 2014, section 6: arcs lend their costs to their edges; then, from the lowest vertex up,
 * every pair of its upper edges tries to improve the edge across (the lower triangle).
 */
export function customize(network: Network, costs: Float64Array): Customized {
  const { upStart, upHead } = network.hierarchy
  const customized = lendArcCosts(network, costs)
  const { up, down, upOver, downOver } = customized
  for (let vertex = 0; vertex < upStart.length - 1; vertex++) {
    const end = upStart[vertex + 1]
    for (let first = upStart[vertex]; first < end; first++) {
      const toFirst = up[first]
      const fromFirst = down[first]
      if (toFirst === Infinity && fromFirst === Infinity) continue
      let across = upStart[upHead[first]]
      for (let second = first + 1; second < end; second++) {
        const target = upHead[second]
        while (upHead[across] !== target) across++
        if (fromFirst + up[second] < up[across]) {
          up[across] = fromFirst + up[second]
          upOver[across] = vertex
        }
        if (down[second] + toFirst < down[across]) {
          down[across] = down[second] + toFirst
          downOver[across] = vertex
        }
      }
    }
  }
  return customized
}

function lendArcCosts({ streets, turns, hierarchy }: Network, costs: Float64Array): Customized {
  const { arcStart, arcTail, arcHead } = turns
  const edges = hierarchy.upHead.length
  const up = new Float64Array(edges).fill(Infinity)
  const down = new Float64Array(edges).fill(Infinity)
  const upOver = new Int32Array(edges)
  const downOver = new Int32Array(edges)
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    const cost = costs[directed]
    if (cost === Infinity) continue
    for (let arc = arcStart[directed]; arc < arcStart[directed + 1]; arc++) {
      const edge = hierarchy.edgeOfArc[arc]
      if (edge < 0) continue
      if (arcTail[arc] < arcHead[arc] && cost < up[edge]) {
        up[edge] = cost
        upOver[edge] = -1 - arc
      } else if (arcTail[arc] > arcHead[arc] && cost < down[edge]) {
        down[edge] = cost
        downOver[edge] = -1 - arc
      }
    }
  }
  return { up, down, upOver, downOver }
}
