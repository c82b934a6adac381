import { accessBit } from '../import/access.ts'
import { HIGHWAYS } from '../import/highway.ts'
import type { Streets } from '../network/network.ts'
import {
  BAND_FACTORS,
  LAST_MAIN_ROAD,
  POSTED_CAP,
  POSTED_SHARE,
  SPEEDS_KMH,
  SURFACE_FACTORS,
  USUAL_TRUCK,
} from '../profiles/speeds.ts'
import type { TimeBand } from '../profiles/time-band.ts'
import type { Profile, VehicleSize } from '../travel-times.ts'
import { packCost } from './cost.ts'

export interface MetricKey {
  profile: Profile
  band: TimeBand
  vehicle?: VehicleSize
}

/** The cost of every directed segment, `Infinity` where the profile must not go. */
export function segmentCosts(streets: Streets, key: MetricKey): Float64Array {
  const costs = new Float64Array(2 * streets.segmentCount).fill(Infinity)
  const speeds = speedTable(key)
  for (let segment = 0; segment < streets.segmentCount; segment++) {
    if (key.profile === 'truck' && !fits(streets, segment, key.vehicle ?? USUAL_TRUCK)) continue
    for (const direction of [0, 1] as const) {
      if (!(streets.access[segment] & accessBit(key.profile, direction))) continue
      const posted = direction === 0 ? streets.forwardKmh[segment] : streets.backwardKmh[segment]
      const kmh = speedOf(speeds, streets, segment, key.profile === 'foot' ? 0 : posted)
      const milliseconds = Math.max(1, Math.round((streets.decimeters[segment] * 360) / kmh))
      costs[2 * segment + direction] = packCost(milliseconds, streets.decimeters[segment])
    }
  }
  return costs
}

interface SpeedTable {
  kmh: number[]
  bandFactor: number[]
  surface: readonly number[]
  mainRoads: number
}

function speedTable({ profile, band }: MetricKey): SpeedTable {
  const mainRoads = HIGHWAYS.indexOf(LAST_MAIN_ROAD) + 1
  const factors = BAND_FACTORS[band]
  return {
    kmh: HIGHWAYS.map((highway) => SPEEDS_KMH[highway][profile] || SPEEDS_KMH.footway[profile]),
    bandFactor: HIGHWAYS.map((_, at) =>
      profile === 'foot' ? 1 : at < mainRoads ? factors.main : factors.other,
    ),
    surface: SURFACE_FACTORS[profile],
    mainRoads,
  }
}

function speedOf(table: SpeedTable, streets: Streets, segment: number, postedKmh: number): number {
  const highway = streets.highway[segment]
  let kmh = table.kmh[highway]
  if (postedKmh > 0) {
    if (highway < table.mainRoads) kmh = Math.max(kmh, postedKmh * POSTED_SHARE)
    kmh = Math.min(kmh, postedKmh * POSTED_CAP)
  }
  kmh *= table.bandFactor[highway] * table.surface[streets.surface[segment]]
  return postedKmh > 0 ? Math.min(kmh, postedKmh) : kmh
}

function fits(streets: Streets, segment: number, vehicle: VehicleSize): boolean {
  const { maxHeight, maxWidth, maxWeight } = streets
  return (
    (maxHeight[segment] === 0 || vehicle.heightMeters * 10 <= maxHeight[segment]) &&
    (maxWidth[segment] === 0 || vehicle.widthMeters * 10 <= maxWidth[segment]) &&
    (maxWeight[segment] === 0 || vehicle.weightTonnes * 10 <= maxWeight[segment])
  )
}
