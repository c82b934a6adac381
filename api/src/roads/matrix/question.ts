import type { Upward } from '../hierarchy/prune.ts'
import type { Metric } from '../metric/metric.ts'
import type { Network } from '../network/network.ts'
import type { Place } from '../snap/place.ts'
import { costAlongSegment, waysIn, waysOut } from './ends.ts'
import type { End } from './ends.ts'

/** A place and its row or column in the cells. */
export interface Placed {
  place: Place
  at: number
}

/** One side is swept, place by place; the other is read off after each sweep. */
export interface Question {
  swept: readonly Placed[]
  read: readonly Placed[]
  upward: Upward
  downward: Upward
  sweptEnds: (place: Place) => End[]
  readEnds: (place: Place) => End[]
  along: (swept: Place, read: Place) => number
  sweptStride: number
  readStride: number
}

/** From the sources to the targets. */
export function askForward(
  network: Network,
  metric: Metric,
  sources: readonly Placed[],
  targets: readonly Placed[],
  columns: number,
): Question {
  return {
    swept: sources,
    read: targets,
    upward: metric.forward,
    downward: metric.backward,
    sweptEnds: (place) => waysOut(network, metric, place),
    readEnds: (place) => waysIn(network, metric, place),
    along: (swept, read) => costAlongSegment(network, metric, swept, read),
    sweptStride: columns,
    readStride: 1,
  }
}

/** Against the traffic: from the targets back to the sources. */
export function askBackward(
  network: Network,
  metric: Metric,
  sources: readonly Placed[],
  targets: readonly Placed[],
  columns: number,
): Question {
  return {
    swept: targets,
    read: sources,
    upward: metric.backward,
    downward: metric.forward,
    sweptEnds: (place) => waysIn(network, metric, place),
    readEnds: (place) => waysOut(network, metric, place),
    along: (swept, read) => costAlongSegment(network, metric, read, swept),
    sweptStride: 1,
    readStride: columns,
  }
}
