import { readFileSync, readdirSync } from 'node:fs'
import { defineProblem } from '@dromos/api/planner'
import type { Plan, Problem } from '@dromos/api/planner'

export type VrpSet = 'solomon' | 'homberger_200' | 'dimacs_1000'

/** A benchmark instance in its own units; customer 0 is the depot. */
export interface VrpInstance {
  name: string
  vehicles: number
  capacity: number
  x: number[]
  y: number[]
  demand: number[]
  earliest: number[]
  latest: number[]
  service: number[]
  bestKnown: number
  /** The set's convention for a distance. */
  distance: (from: number, to: number) => number
  /** Integers a unit. */
  scale: number
}

const folder = new URL('./data/vrp/', import.meta.url)

export function readSet(set: VrpSet): VrpInstance[] {
  const files = readdirSync(new URL(`${set}/`, folder)).sort()
  if (set === 'dimacs_1000') return files.filter((file) => file.endsWith('.vrp')).map(readVrplib)
  const best = JSON.parse(readFileSync(new URL('best-known.json', folder), 'utf8')) as BestKnown
  return files.map((file) => readSolomon(set, file, best))
}

type BestKnown = Record<string, { best_known_cost: number; solved_with_vehicles: number }>

/** Solomon's text; Homberger's fleet is fixed at the best-known number, Solomon is measured by distance. */
function readSolomon(set: VrpSet, file: string, bestKnown: BestKnown): VrpInstance {
  const rows = readFileSync(new URL(`${set}/${file}`, folder), 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length > 1 && row.every(Number.isFinite))
  const name = file.replace('.txt', '')
  const known = bestKnown[set === 'solomon' ? `${name}_distance` : name] ?? bestKnown[name.toUpperCase()]
  const [vehicles, capacity] = rows[0]
  const customers = rows.slice(1)
  const x = customers.map((row) => row[1])
  const y = customers.map((row) => row[2])
  return {
    name,
    vehicles: set === 'solomon' ? vehicles : known.solved_with_vehicles,
    capacity,
    x,
    y,
    demand: customers.map((row) => row[3]),
    earliest: customers.map((row) => row[4]),
    latest: customers.map((row) => row[5]),
    service: customers.map((row) => row[6]),
    bestKnown: known.best_known_cost,
    distance: (from, to) => Math.hypot(x[from] - x[to], y[from] - y[to]),
    scale: 1000,
  }
}

/** VRPLIB text, with distances cut to one decimal (DIMACS challenge). */
function readVrplib(file: string): VrpInstance {
  const text = readFileSync(new URL(`dimacs_1000/${file}`, folder), 'utf8')
  const field = (key: string) => Number(text.match(new RegExp(`^${key}\\s*:\\s*(\\d+)`, 'm'))![1])
  const size = field('DIMENSION')
  const section = (key: string) =>
    text
      .split(`${key}\n`)[1]
      .split('\n')
      .slice(0, size)
      .map((line) => line.trim().split(/\s+/).map(Number))
  const places = section('NODE_COORD_SECTION')
  const windows = section('TIME_WINDOW_SECTION')
  const x = places.map((row) => row[1])
  const y = places.map((row) => row[2])
  const solution = readFileSync(new URL(`dimacs_1000/${file.replace('.vrp', '.sol')}`, folder), 'utf8')
  return {
    name: file.replace('.vrp', ''),
    vehicles: field('VEHICLES'),
    capacity: field('CAPACITY'),
    x,
    y,
    demand: section('DEMAND_SECTION').map((row) => row[1]),
    earliest: windows.map((row) => row[1]),
    latest: windows.map((row) => row[2]),
    service: places.map((_, index) => (index === 0 ? 0 : field('SERVICE_TIME'))),
    bestKnown: Number(solution.match(/Cost ([\d.]+)/)![1]),
    distance: (from, to) => Math.floor(10 * Math.hypot(x[from] - x[to], y[from] - y[to])) / 10,
    scale: 10,
  }
}

/** The instance as a problem whose travel cost is the scaled distance. */
export function toProblem(instance: VrpInstance): Problem {
  const { x, scale, vehicles, capacity, demand, earliest, latest, service } = instance
  const size = x.length
  const seconds = new Int32Array(size * size)
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      // rounded up, so that what fits in integers fits in doubles
      seconds[from * size + to] = Math.ceil(instance.distance(from, to) * scale - 1e-6)
    }
  }
  const window = (index: number) => ({
    startSeconds: earliest[index] * scale,
    endSeconds: latest[index] * scale,
  })
  return defineProblem({
    matrices: { car: { size, seconds, meters: seconds } },
    jobs: x.slice(1).map((_, index) => ({
      id: String(index + 1),
      place: index + 1,
      serviceSeconds: service[index + 1] * scale,
      windows: [window(index + 1)],
      delivery: [demand[index + 1]],
    })),
    crews: Array.from({ length: vehicles }, (_, index) => ({
      id: String(index),
      capacity: [capacity],
      start: 0,
      end: 0,
      costs: { perTravelSecond: 0, perMeter: 1 },
      shifts: [window(0)],
    })),
    weights: { unassigned: 10_000_000 },
  })
}

/** Distance in the set's own units, and whether every customer is served in time, worked out in doubles. */
export function measure(instance: VrpInstance, plan: Plan): { distance: number; isFeasible: boolean } {
  const { demand, capacity, earliest, latest, service } = instance
  let distance = 0
  let isFeasible = plan.routes.length <= instance.vehicles
  const served = new Set<number>()
  for (const { stops } of plan.routes) {
    const customers = stops.map((stop) => (stop.kind === 'job' ? stop.job + 1 : 0))
    let clock = earliest[0]
    let load = 0
    let from = 0
    for (const to of [...customers, 0]) {
      distance += instance.distance(from, to)
      clock = Math.max(clock + service[from] + instance.distance(from, to), earliest[to])
      if (clock > latest[to] + 1e-6) isFeasible = false
      load += demand[to]
      if (to > 0) served.add(to)
      from = to
    }
    if (load > capacity) isFeasible = false
  }
  return { distance, isFeasible: isFeasible && served.size === demand.length - 1 }
}
