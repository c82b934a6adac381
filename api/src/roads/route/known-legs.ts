import type { Metric } from '../metric/metric.ts'
import type { Place } from '../snap/place.ts'
import { buildLeg } from './build-leg.ts'
import type { BuiltLeg, LegContext } from './build-leg.ts'

/** Some three kilobytes each, most of it the steps. */
const MOST_KNOWN_LEGS = 5_000

interface Legs {
  size: number
  from: Map<Place, Map<Place, BuiltLeg | null>>
}

/** Builds legs and keeps them: a stop that is moved changes three of a day's, and the others are asked for again. */
export function createLegs(): (context: LegContext, source: Place, target: Place) => BuiltLeg | null {
  const known = new WeakMap<Metric, Legs>()
  return (context, source, target) => {
    const legs = known.get(context.metric) ?? { size: 0, from: new Map() }
    known.set(context.metric, legs)
    const built = legs.from.get(source)?.get(target)
    if (built !== undefined) return built
    const leg = buildLeg(context, source, target)
    if (legs.size++ >= MOST_KNOWN_LEGS) {
      legs.from.clear()
      legs.size = 1
    }
    const fromSource = legs.from.get(source) ?? new Map<Place, BuiltLeg | null>()
    legs.from.set(source, fromSource.set(target, leg))
    return leg
  }
}
