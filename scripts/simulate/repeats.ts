import type { Spot } from './city-model.ts'
import { habitOf, type Fault, type FaultWorld } from './faults.ts'
import { weightedIndex } from './random.ts'

/** Of all reports, those that repeat another's. */
export const repeatShare = 0.125

/** How many further reports each fault gets: more where people report more and where more people pass. */
export function dealRepeats(world: FaultWorld, faults: readonly Fault[], count: number): Uint8Array {
  const repeats = new Uint8Array(faults.length)
  const draw = weightedIndex(
    faults.map(({ service, spot }) => {
      return habitOf(world.serviceCodes[service]).visibility * world.spots.reportingRate(spot.areaId)
    }),
  )
  const most = 9
  for (let left = count; left > 0;) {
    const index = draw(world.random)
    if (repeats[index] >= most) continue
    repeats[index]++
    left--
  }
  return repeats
}

/** Where somebody else stands who reports the same fault. */
export function nearbySpot(world: FaultWorld, from: Spot, radiusMeters: number): Spot {
  return world.spots.along(world.random, from, (world.random.unit() - 0.5) * radiusMeters * 0.9)
}

/** When somebody else reports it: soon after the first, and before it is closed. */
export function repeatInstant(world: FaultWorld, at: number, before: number): number {
  const lag = world.random.exponential() * 2.5 * 86_400_000
  const longest = Math.max(0, before - at)
  return Math.floor(at + (lag < longest ? lag : longest * world.random.unit()))
}
