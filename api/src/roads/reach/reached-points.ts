import { planeAt, planeDistanceMeters } from '../../geo/plane.ts'
import { waysOut } from '../matrix/ends.ts'
import { sweepAll } from '../matrix/sweep.ts'
import { packCost } from '../metric/cost.ts'
import type { Metric } from '../metric/metric.ts'
import type { Network, Streets } from '../network/network.ts'
import type { Stretch } from '../route/find-path.ts'
import { stretchLine } from '../route/shape.ts'
import type { Place } from '../snap/place.ts'

/** Reached streets are sampled at least this densely. */
const SAMPLE_METERS = 25

/** Points along everything that can be reached within the time, as pairs of degrees one after another. */
export function reachedPoints(
  network: Network,
  metric: Metric,
  source: Place,
  seconds: number,
): Float64Array {
  const limit = packCost(Math.round(seconds * 1000), 0)
  const points: number[] = [...source.location]
  for (const stretch of reachedStretches(network, metric, source, limit)) {
    samplePoints(network.streets, stretch, points)
  }
  return Float64Array.from(points)
}

function reachedStretches(network: Network, metric: Metric, source: Place, limit: number): Stretch[] {
  const { streets, turns } = network
  const costs = sweepAll(network, metric.forward, metric.backward, waysOut(network, metric, source))
  const stretches = stretchesFrom(network, metric, source, limit)
  let covered = -1
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    if (metric.costs[directed] === Infinity || covered === directed >> 1) continue
    let reached = Infinity
    for (let arc = turns.arcStart[directed]; arc < turns.arcStart[directed + 1]; arc++) {
      reached = Math.min(reached, costs[turns.arcTail[arc]])
    }
    if (reached >= limit) continue
    const length = streets.decimeters[directed >> 1]
    const share = Math.min(1, (limit - reached) / metric.costs[directed])
    if (share === 1) covered = directed >> 1
    stretches.push({ directed, from: 0, to: Math.max(1, Math.floor(share * length)) })
  }
  return stretches
}

/** The part of the source's own segment, in both directions. */
function stretchesFrom(network: Network, metric: Metric, source: Place, limit: number): Stretch[] {
  const length = network.streets.decimeters[source.segment]
  return waysOut(network, metric, source).flatMap(({ directed, cost }) => {
    const from = directed & 1 ? length - source.decimeters : source.decimeters
    const share = cost <= limit ? 1 : limit / cost
    const to = Math.floor(from + share * (length - from))
    return to > from ? [{ directed, from, to }] : []
  })
}

function samplePoints(streets: Streets, stretch: Stretch, into: number[]): void {
  const line = stretchLine(streets, stretch)
  const plane = planeAt(line[0][1])
  into.push(line[0][0], line[0][1])
  for (let at = 1; at < line.length; at++) {
    const [from, to] = [line[at - 1], line[at]]
    const samples = Math.max(1, Math.ceil(planeDistanceMeters(plane, from, to) / SAMPLE_METERS))
    for (let sample = 1; sample <= samples; sample++) {
      const share = sample / samples
      into.push(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]))
    }
  }
}
