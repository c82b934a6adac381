import { edgeTail, unpackEdge } from '../hierarchy/unpack.ts'
import { parentOf } from '../matrix/climb.ts'
import { costAlongSegment, waysIn, waysOut } from '../matrix/ends.ts'
import type { End } from '../matrix/ends.ts'
import type { Metric } from '../metric/metric.ts'
import type { Hierarchy, Network } from '../network/network.ts'
import type { Place } from '../snap/place.ts'

/** A part of a directed segment, in decimetres from where it begins in its own direction. */
export interface Stretch {
  directed: number
  from: number
  to: number
}

export interface Path {
  cost: number
  stretches: Stretch[]
}

/** The fastest path, the same that the matrix measures; null where there is none. */
export function findPath(network: Network, metric: Metric, source: Place, target: Place): Path | null {
  const along = costAlongSegment(network, metric, source, target)
  const forward = climbWithTrail(network.hierarchy, metric.up, waysOut(network, metric, source))
  const backward = climbWithTrail(network.hierarchy, metric.down, waysIn(network, metric, target))
  let meeting = -1
  let best = along
  for (const [vertex, reached] of forward) {
    const cost = reached.cost + (backward.get(vertex)?.cost ?? Infinity)
    if (cost >= best) continue
    best = cost
    meeting = vertex
  }
  if (best === Infinity) return null
  if (meeting < 0) return { cost: best, stretches: [stretchAlong(network, source, target)] }
  return {
    cost: best,
    stretches: stretchesThrough(network, metric, forward, backward, meeting, source, target),
  }
}

interface Reached {
  cost: number
  /** The edge that led here, or -1 - index of the end that starts here. */
  by: number
}

function climbWithTrail(
  hierarchy: Hierarchy,
  weights: Float64Array,
  ends: readonly End[],
): Map<number, Reached> {
  const { upStart, upHead } = hierarchy
  const reached = new Map<number, Reached>()
  ends.forEach(({ vertex, cost }, end) => {
    if (cost < (reached.get(vertex)?.cost ?? Infinity)) reached.set(vertex, { cost, by: -1 - end })
  })
  const heads = ends.map((end) => end.vertex)
  while (heads.length > 0) {
    const vertex = Math.min(...heads)
    const parent = parentOf(hierarchy, vertex)
    for (let at = heads.length - 1; at >= 0; at--) {
      if (heads[at] !== vertex) continue
      if (parent >= upStart.length - 1) heads.splice(at, 1)
      else heads[at] = parent
    }
    const here = reached.get(vertex)
    if (!here) continue
    for (let edge = upStart[vertex]; edge < upStart[vertex + 1]; edge++) {
      const cost = here.cost + weights[edge]
      if (cost < (reached.get(upHead[edge])?.cost ?? Infinity)) reached.set(upHead[edge], { cost, by: edge })
    }
  }
  return reached
}

function stretchesThrough(
  network: Network,
  metric: Metric,
  forward: Map<number, Reached>,
  backward: Map<number, Reached>,
  meeting: number,
  source: Place,
  target: Place,
): Stretch[] {
  const { hierarchy, streets } = network
  const before: number[] = []
  let vertex = meeting
  let by = forward.get(vertex)!.by
  for (; by >= 0; by = forward.get(vertex)!.by) {
    before.push(by)
    vertex = edgeTail(hierarchy, by)
  }
  const first = waysOut(network, metric, source)[-1 - by].directed
  const middle: number[] = []
  for (const edge of before.reverse()) unpackEdge(network, metric, edge, true, middle)
  vertex = meeting
  for (by = backward.get(vertex)!.by; by >= 0; by = backward.get(vertex)!.by) {
    unpackEdge(network, metric, by, false, middle)
    vertex = edgeTail(hierarchy, by)
  }
  const last = waysIn(network, metric, target)[-1 - by].directed
  const lengthOf = (directed: number): number => streets.decimeters[directed >> 1]
  const stretches = [
    { directed: first, from: positionOn(network, first, source), to: lengthOf(first) },
    ...middle.map((directed) => ({ directed, from: 0, to: lengthOf(directed) })),
    { directed: last, from: 0, to: positionOn(network, last, target) },
  ]
  const driven = stretches.filter((stretch) => stretch.to > stretch.from)
  return driven.length > 0 ? driven : stretches.slice(-1)
}

function stretchAlong(network: Network, source: Place, target: Place): Stretch {
  const directed = 2 * source.segment + (target.decimeters >= source.decimeters ? 0 : 1)
  return {
    directed,
    from: positionOn(network, directed, source),
    to: positionOn(network, directed, target),
  }
}

function positionOn({ streets }: Network, directed: number, place: Place): number {
  return directed & 1 ? streets.decimeters[place.segment] - place.decimeters : place.decimeters
}
