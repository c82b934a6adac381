import { pointAlong } from '../../geo/along-line.ts'
import { coneAbove, createSweepRoom, LANES, sweep } from '../matrix/sweep.ts'
import { waysOut } from '../matrix/ends.ts'
import { packCost } from '../metric/cost.ts'
import type { Metric } from '../metric/metric.ts'
import type { Network } from '../network/network.ts'
import { stretchLine } from '../route/shape.ts'
import type { Place } from '../snap/place.ts'

/** Reached streets are sampled at this distance. */
const SAMPLE_METERS = 20

/** Points along everything that can be reached within the time, as pairs of degrees one after another. */
export function reachedPoints(
  network: Network,
  metric: Metric,
  source: Place,
  seconds: number,
): Float64Array {
  const limit = packCost(Math.round(seconds * 1000), 0)
  const { streets, turns } = network
  const costs = costsToAllVertices(network, metric, source)
  const points: number[] = [...source.location]
  const sample = (directed: number, from: number, to: number): void => {
    const line = stretchLine(streets, { directed, from, to })
    const samples = Math.max(1, Math.ceil((to - from) / (10 * SAMPLE_METERS)))
    for (let at = 0; at <= samples; at++) points.push(...(pointAlong(line, at / samples) as [number, number]))
  }
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    if (metric.costs[directed] === Infinity) continue
    let reached = Infinity
    for (let arc = turns.arcStart[directed]; arc < turns.arcStart[directed + 1]; arc++) {
      reached = Math.min(reached, costs[turns.arcTail[arc]])
    }
    if (reached >= limit) continue
    const share = Math.min(1, (limit - reached) / metric.costs[directed])
    const length = streets.decimeters[directed >> 1]
    sample(directed, 0, Math.max(1, Math.floor(share * length)))
  }
  for (const [directed, from, to] of stretchesFrom(network, metric, source, limit)) sample(directed, from, to)
  return Float64Array.from(points)
}

function costsToAllVertices(network: Network, metric: Metric, source: Place): Float64Array {
  const { vertexCount } = network.turns
  const cone = coneAbove(
    network,
    metric.down,
    Array.from({ length: vertexCount }, (_, vertex) => vertex),
  )
  const room = createSweepRoom(network, cone)
  sweep(network, metric.up, cone, [waysOut(network, metric, source)], room)
  return Float64Array.from(cone.positionOf, (position) => room.costs[position * LANES])
}

/** The part of the source's own segment, in both directions. */
function stretchesFrom(
  network: Network,
  metric: Metric,
  source: Place,
  limit: number,
): [directed: number, from: number, to: number][] {
  const length = network.streets.decimeters[source.segment]
  return waysOut(network, metric, source).flatMap(({ directed, cost }) => {
    const from = directed & 1 ? length - source.decimeters : source.decimeters
    if (from === length) return []
    const share = cost <= limit ? 1 : limit / cost
    const to = Math.floor(from + share * (length - from))
    return to > from ? [[directed, from, to] as [number, number, number]] : []
  })
}
