import { UNREACHABLE } from '../model/index.ts'
import type { CrewCosts } from '../model/index.ts'
import type { VroomMatrices } from './places.ts'
import type { VroomInput, VroomVehicle } from './vroom-input.ts'

/** Costs are an hour's per second and a kilometre's per metre, so they are whole in parts of 3.6 million. */
const PARTS = 3_600_000
const LARGEST = 2 ** 30
const EXACT = 2 ** 52

/** VROOM's costs in integers: each is `scale` times VROOM's. */
export interface Prices {
  scale: number
  costsOf(vehicle: VroomVehicle): CrewCosts
  /** Matrix costs in the same unit. */
  scaled(costs: Int32Array | null): Int32Array | null
  /** Weight of one unit of `unassignedCost`: more than serving any task can cost. */
  unassigned: number
  /** `unassignedCost` of a task: sums compare first by priority, then by number. */
  leaveOut(priority: number): number
}

export function pricesOf(input: VroomInput, matrices: VroomMatrices): Prices {
  const { vehicles, jobs, shipments } = input
  const tasks = jobs.length + 2 * shipments.length
  const parts: number[] = []
  let largestLeg = 1
  for (const { costs, profile } of vehicles) {
    parts.push(costs.fixed * PARTS)
    if (matrices[profile].costs) parts.push(PARTS)
    else parts.push(costs.per_hour * 1000, costs.per_km * 3600)
  }
  for (const { costs } of Object.values(matrices)) if (costs) largestLeg = Math.max(largestLeg, most(costs))
  const shared = parts.reduce(greatestDivisor, 0) || PARTS
  const scale = Math.max(1, Math.min(PARTS / shared, Math.floor(LARGEST / largestLeg)))
  const inParts = (amount: number) => Math.round((amount * scale) / PARTS)
  const costsOf = ({ costs }: VroomVehicle): CrewCosts => ({
    fixed: costs.fixed * scale,
    perTravelSecond: inParts(costs.per_hour * 1000),
    perMeter: inParts(costs.per_km * 3600),
    perOvertimeSecond: 0,
  })
  const hasPriorities = [...jobs, ...shipments].some(({ priority }) => priority > 0)
  const leaveOut = (priority: number) => 1 + (hasPriorities ? priority * (tasks + 1) : 0)
  const dearest = (tasks + vehicles.length) * dearestLeg(vehicles, matrices, costsOf, scale) + 1
  const fixed = vehicles.reduce((sum, { costs }) => sum + costs.fixed * scale, 0)
  const all =
    jobs.reduce((sum, { priority }) => sum + leaveOut(priority), 0) +
    shipments.reduce((sum, { priority }) => sum + 2 * leaveOut(priority), 0)
  return {
    scale,
    costsOf,
    scaled: (costs) => costs && costs.map((cost) => Math.min(LARGEST, cost * scale)),
    unassigned: Math.max(1, Math.min(dearest + fixed, Math.floor(EXACT / all))),
    leaveOut,
  }
}

function dearestLeg(
  vehicles: VroomVehicle[],
  matrices: VroomMatrices,
  costsOf: (vehicle: VroomVehicle) => CrewCosts,
  scale: number,
): number {
  const reach = new Map<string, { seconds: number; meters: number; costs: number }>()
  for (const [profile, { seconds, meters, costs }] of Object.entries(matrices)) {
    reach.set(profile, { seconds: most(seconds), meters: most(meters), costs: costs ? most(costs) : -1 })
  }
  let dearest = 0
  for (const vehicle of vehicles) {
    const { seconds, meters, costs } = reach.get(vehicle.profile)!
    const { perTravelSecond, perMeter } = costsOf(vehicle)
    const leg =
      costs >= 0 ? costs * scale : (seconds * perTravelSecond) / vehicle.speed_factor + meters * perMeter
    dearest = Math.max(dearest, Math.ceil(leg))
  }
  return dearest
}

/** Largest real entry. */
function most(cells: Int32Array): number {
  let largest = 0
  for (const cell of cells) if (cell > largest && cell < UNREACHABLE) largest = cell
  return largest
}

function greatestDivisor(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}
