import type { LonLat } from '../../geo/lon-lat.ts'
import { costDecimeters, costMilliseconds, shareOfCost } from '../metric/cost.ts'
import type { Metric } from '../metric/metric.ts'
import { ROUNDABOUT } from '../network/network.ts'
import type { Network } from '../network/network.ts'
import type { Place } from '../snap/place.ts'
import type { ManoeuvreModifier, RouteLeg } from '../travel-times.ts'
import { exitsFrom } from './exits.ts'
import { findPath } from './find-path.ts'
import type { Stretch } from './find-path.ts'
import { describeManoeuvres } from './manoeuvres.ts'
import type { DrivenStretch } from './manoeuvres.ts'
import { stretchLine } from './shape.ts'

export interface BuiltLeg {
  leg: RouteLeg
  line: LonLat[]
}

/** What a leg needs to know of the streets. */
export interface LegContext {
  network: Network
  metric: Metric
  names: readonly string[]
}

/** From one place to another, with street names and manoeuvres; null where there is no way. */
export function buildLeg(context: LegContext, source: Place, target: Place): BuiltLeg | null {
  const path = findPath(context.network, context.metric, source, target)
  if (!path) return null
  const stretches = path.stretches.map((stretch, at) =>
    driveStretch(context, stretch, path.stretches[at + 1] ?? null),
  )
  const line = joinLines(stretches)
  const steps = describeManoeuvres(stretches, arrivalSide(path.stretches.at(-1), target))
  return {
    leg: {
      meters: Math.round(costDecimeters(path.cost) / 10),
      seconds: Math.round(costMilliseconds(path.cost) / 1000),
      steps,
    },
    line: line.length > 1 ? line : [source.location, target.location],
  }
}

function driveStretch(context: LegContext, stretch: Stretch, next: Stretch | null): DrivenStretch {
  const { network, metric, names } = context
  const { streets } = network
  const segment = stretch.directed >> 1
  const node = stretch.directed & 1 ? streets.tail[segment] : streets.head[segment]
  const cost =
    metric.costs[stretch.directed] === Infinity
      ? metric.openCosts[stretch.directed]
      : metric.costs[stretch.directed]
  const driven = shareOfCost(cost, stretch.to - stretch.from, streets.decimeters[segment])
  return {
    line: stretchLine(streets, stretch),
    street: names[streets.name[segment]] || null,
    isRoundabout: (streets.flags[segment] & ROUNDABOUT) !== 0,
    meters: (stretch.to - stretch.from) / 10,
    seconds: costMilliseconds(driven) / 1000,
    otherExits: exitsFrom(network, metric, node).filter(
      (exit) => exit >> 1 !== segment && exit !== next?.directed,
    ).length,
    turnsBack: next !== null && next.directed === (stretch.directed ^ 1),
  }
}

function joinLines(stretches: readonly DrivenStretch[]): LonLat[] {
  const line: LonLat[] = []
  for (const stretch of stretches) {
    for (const point of stretch.line) {
      const last = line.at(-1)
      if (last?.[0] !== point[0] || last[1] !== point[1]) line.push(point)
    }
  }
  return line
}

/** On which side the target lies for who arrives. */
function arrivalSide(last: Stretch | undefined, target: Place): ManoeuvreModifier | null {
  if (!last || target.side === 'on') return null
  const isAlong = (last.directed & 1) === 0
  return isAlong === (target.side === 'left') ? 'left' : 'right'
}
