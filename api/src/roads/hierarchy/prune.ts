import type { Hierarchy } from '../network/network.ts'
import type { Customized } from './customize.ts'

/** Edges from each vertex to upper ones, with what they cost in one direction. */
export interface Upward {
  start: Int32Array
  head: Int32Array
  cost: Float64Array
}

export interface Pruned {
  /** Costs from the lower vertex to the upper one. */
  forward: Upward
  /** Costs from the upper vertex to the lower one. */
  backward: Upward
}

/**
 * Perfect customization (Dibbelt, Strasser and Wagner 2014, section 7): from the highest vertex down,
 * every upper edge learns the true distance of its ends. Edges that cost more are on no fastest way, so
 * searches do without them; that leaves about half.
 */
export function prune({ upStart, upHead }: Hierarchy, { up, down }: Customized): Pruned {
  const nearestUp = up.slice()
  const nearestDown = down.slice()
  for (let vertex = upStart.length - 2; vertex >= 0; vertex--) {
    const end = upStart[vertex + 1]
    for (let first = upStart[vertex]; first < end; first++) {
      let across = upStart[upHead[first]]
      for (let second = first + 1; second < end; second++) {
        const target = upHead[second]
        while (upHead[across] !== target) across++
        const rise = nearestUp[across]
        const fall = nearestDown[across]
        nearestUp[first] = Math.min(nearestUp[first], nearestUp[second] + fall)
        nearestUp[second] = Math.min(nearestUp[second], nearestUp[first] + rise)
        nearestDown[first] = Math.min(nearestDown[first], rise + nearestDown[second])
        nearestDown[second] = Math.min(nearestDown[second], fall + nearestDown[first])
      }
    }
  }
  return {
    forward: keepNeeded(upStart, upHead, up, nearestUp),
    backward: keepNeeded(upStart, upHead, down, nearestDown),
  }
}

function keepNeeded(
  upStart: Int32Array,
  upHead: Int32Array,
  costs: Float64Array,
  nearest: Float64Array,
): Upward {
  const isNeeded = (edge: number): boolean => costs[edge] !== Infinity && costs[edge] <= nearest[edge]
  const start = new Int32Array(upStart.length)
  let kept = 0
  for (let edge = 0; edge < costs.length; edge++) if (isNeeded(edge)) kept++
  const head = new Int32Array(kept)
  const cost = new Float64Array(kept)
  kept = 0
  for (let vertex = 0; vertex < upStart.length - 1; vertex++) {
    for (let edge = upStart[vertex]; edge < upStart[vertex + 1]; edge++) {
      if (!isNeeded(edge)) continue
      head[kept] = upHead[edge]
      cost[kept++] = costs[edge]
    }
    start[vertex + 1] = kept
  }
  return { start, head, cost }
}
