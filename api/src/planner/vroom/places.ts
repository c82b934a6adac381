import type { TravelMatrix } from '../model/index.ts'
import { UNREACHABLE } from '../model/index.ts'
import type { VroomInput } from './vroom-input.ts'

export type VroomPoint = readonly [lon: number, lat: number]

/** Travel between all points of an input, whole seconds and metres; no way is `UNREACHABLE`. */
export type FindTravel = (
  points: readonly VroomPoint[],
  profile: string,
) => Promise<{ size: number; seconds: Int32Array; meters: Int32Array }>

/** Where tasks and vehicles are, as indexes into the matrices. */
export interface Places {
  /** Empty where places are given by index. */
  points: VroomPoint[]
  of(location: VroomPoint | undefined, index: number | undefined): number
}

export function placesOf({ jobs, shipments, vehicles, matrices }: VroomInput): Places {
  if (matrices) return { points: [], of: (_, index) => index! }
  const known = new Map<string, number>()
  const points: VroomPoint[] = []
  const add = (point: VroomPoint | undefined) => {
    if (!point || known.has(point.join())) return
    known.set(point.join(), points.length)
    points.push(point)
  }
  for (const { start, end } of vehicles) [start, end].forEach(add)
  for (const { location } of jobs) add(location)
  for (const { pickup, delivery } of shipments) [pickup.location, delivery.location].forEach(add)
  return { points, of: (location) => known.get(location!.join())! }
}

export type VroomMatrices = Record<string, TravelMatrix>

/** The input's own matrices, or those of the streets between its points. */
export async function findMatrices(
  { vehicles, matrices }: VroomInput,
  { points }: Places,
  findTravel: FindTravel,
): Promise<VroomMatrices> {
  const found: VroomMatrices = {}
  for (const profile of new Set(vehicles.map((vehicle) => vehicle.profile))) {
    if (!matrices) {
      found[profile] = { ...(await findTravel(points, profile)), costs: null }
      continue
    }
    const { durations, distances, costs } = matrices[profile]
    const size = durations!.length
    found[profile] = {
      size,
      seconds: flatten(durations!),
      meters: distances ? flatten(distances) : new Int32Array(size * size),
      costs: costs ? flatten(costs) : null,
    }
  }
  return found
}

/** Cells past every real time mean that there is no way. */
function flatten(table: number[][]): Int32Array {
  const cells = new Int32Array(table.length * table.length)
  table.forEach((row, from) =>
    row.forEach((cell, to) => (cells[from * table.length + to] = Math.min(cell, UNREACHABLE))),
  )
  return cells
}
