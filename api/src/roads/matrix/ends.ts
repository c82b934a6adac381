import { shareOfCost } from '../metric/cost.ts'
import type { Metric } from '../metric/metric.ts'
import type { Network } from '../network/network.ts'
import type { Place } from '../snap/place.ts'

/** A vertex and what it costs to get from a place to it, or from it to a place. */
export interface End {
  vertex: number
  cost: number
  directed: number
}

/** The ways out of a place: on to the head of its segment, or back to the tail, as far as it is allowed. */
export function waysOut({ streets, turns }: Network, metric: Metric, place: Place): End[] {
  const length = streets.decimeters[place.segment]
  const ends: End[] = []
  for (const direction of [0, 1]) {
    const directed = 2 * place.segment + direction
    const cost = leavingCost(metric, directed)
    if (cost === Infinity) continue
    const left = direction === 0 ? length - place.decimeters : place.decimeters
    // nothing is under way for who starts here, so it is the free vertex's arc, the first
    const vertex = turns.arcHead[turns.arcStart[directed]]
    ends.push({ vertex, cost: shareOfCost(cost, left, length), directed })
  }
  return ends
}

/** The ways in: from every vertex that an arc of the segment leaves. None into a closed street. */
export function waysIn({ streets, turns }: Network, metric: Metric, place: Place): End[] {
  const length = streets.decimeters[place.segment]
  const ends: End[] = []
  for (const direction of [0, 1]) {
    const directed = 2 * place.segment + direction
    if (metric.costs[directed] === Infinity) continue
    const driven = direction === 0 ? place.decimeters : length - place.decimeters
    const cost = shareOfCost(metric.costs[directed], driven, length)
    for (let arc = turns.arcStart[directed]; arc < turns.arcStart[directed + 1]; arc++) {
      ends.push({ vertex: turns.arcTail[arc], cost, directed })
    }
  }
  return ends
}

/** The cost within one segment, without leaving it; `Infinity` against a one-way street. */
export function costAlongSegment({ streets }: Network, metric: Metric, from: Place, to: Place): number {
  if (from.segment !== to.segment) return Infinity
  const ahead = to.decimeters - from.decimeters
  if (ahead === 0) return 0
  const directed = 2 * from.segment + (ahead > 0 ? 0 : 1)
  return shareOfCost(leavingCost(metric, directed), Math.abs(ahead), streets.decimeters[from.segment])
}

function leavingCost(metric: Metric, directed: number): number {
  return metric.costs[directed] === Infinity ? metric.openCosts[directed] : metric.costs[directed]
}
