import type { PreparedProblem } from '../../evaluate/index.ts'
import { UNREACHABLE } from '../../model/index.ts'
import type { Job, Problem } from '../../model/index.ts'
import { nearestLists } from '../nearest.ts'

/** Weight of waiting against travel when neighbours are ranked (PyVRP's granular neighbourhoods). */
const WAIT_WEIGHT = 0.2
/** Jobs a ruin may reach from its seed. */
const RUIN_REACH = 200

/**
 * A vehicle routing problem with time windows, as typed arrays: one matrix for all crews, one window a job,
 * at most one load. Places are numbered: job j at j, then the distinct depots, then "nowhere", which is free.
 */
export interface ClassicInstance {
  jobs: number
  routes: number
  places: number
  /** `cost[from * places + to]`, already weighted; `costTo[to * places + from]`. The same arrays where equal. */
  cost: Int32Array | Float64Array
  costTo: Int32Array | Float64Array
  time: Int32Array
  timeTo: Int32Array
  /** Place of each node: jobs, then start and end of each route. */
  at: Int32Array
  /** By node: earliest and latest start of service, and its length. */
  earliest: Int32Array
  latest: Int32Array
  service: Int32Array
  demand: Int32Array
  /** Weighted price of leaving a job out. */
  price: Float64Array
  capacity: Int32Array
  fixed: Float64Array
  /** Equal routes have one type. */
  typeOf: Int32Array
  types: number
  /** `fits[type * jobs + job]`; null where every crew may do every job. */
  fits: Uint8Array | null
  /** `before[job * neighbours + k]`: good predecessors of a job; `after` good successors. */
  neighbours: number
  before: Int32Array
  after: Int32Array
  near: Int32Array
  nearCount: number
  /** Crew and shift of each route. */
  crewOf: Int32Array
  shiftOf: Int32Array
}

/** Whether the classic search covers every rule that this problem uses. */
export function isClassic({ problem, crewMatrices }: PreparedProblem): boolean {
  const { jobs, crews, links, locks, weights, dimensions } = problem
  if (jobs.length === 0 || crews.length === 0) return false
  if (links.length > 0 || locks.length > 0 || dimensions > 1) return false
  if (weights.balance || weights.compactness || weights.fairness || weights.stability) return false
  const [first] = crews
  const isOneMatrix = crews.every(
    ({ costs }, index) =>
      crewMatrices[index] === crewMatrices[0] &&
      costs.perTravelSecond === first.costs.perTravelSecond &&
      costs.perMeter === first.costs.perMeter,
  )
  return isOneMatrix && jobs.every((job) => isClassicJob(job, problem)) && crews.every(isClassicCrew)
}

function isClassicJob(job: Job, { weights, dimensions }: Problem): boolean {
  const isLateFree = job.dueSeconds === null || weights.lateness === 0 || job.latenessCostPerSecond === 0
  const isDelivery = dimensions === 0 || (job.pickup[0] === 0 && job.transfer[0] === 0)
  return job.setupSeconds === 0 && job.windows.length === 1 && isLateFree && isDelivery
}

function isClassicCrew(crew: Problem['crews'][number]): boolean {
  const isUnlimited =
    crew.maxStops >= 2 ** 30 && crew.maxMeters >= 2 ** 30 && crew.maxTravelSeconds >= 2 ** 30 && !crew.reload
  return (
    isUnlimited &&
    crew.shifts.every(
      (shift) => shift.breaks.length === 0 && shift.maxOvertimeSeconds === 0 && shift.frozen === null,
    )
  )
}

export function createClassicInstance(prepared: PreparedProblem): ClassicInstance {
  const { problem } = prepared
  const { jobs, crews, weights } = problem
  const shifts = crews.flatMap((crew, index) =>
    crew.shifts.map((shift, number) => ({ crew, index, shift, number })),
  )
  const count = jobs.length
  const routes = shifts.length
  const places = jobs.map(({ place }) => place)
  const depots = new Map<number | null, number>()
  const placeIndex = (place: number | null) => {
    if (!depots.has(place)) {
      depots.set(place, places.length)
      places.push(place ?? -1)
    }
    return depots.get(place)!
  }
  const nodes = count + 2 * routes
  const at = new Int32Array(nodes)
  const earliest = new Int32Array(nodes)
  const latest = new Int32Array(nodes)
  const service = new Int32Array(nodes)
  jobs.forEach((job, index) => {
    at[index] = index
    earliest[index] = job.windows[0].startSeconds
    latest[index] = job.windows[0].endSeconds
    service[index] = job.serviceSeconds
  })
  shifts.forEach(({ shift }, route) => {
    const start = count + 2 * route
    at[start] = placeIndex(shift.start)
    at[start + 1] = placeIndex(shift.end)
    earliest[start] = earliest[start + 1] = shift.startSeconds
    latest[start] = latest[start + 1] = shift.endSeconds
  })
  const matrices = buildMatrices(prepared, places)
  const lists = { earliest, latest, service, places: places.length, jobs: count, ...matrices }
  const types = routeTypes(prepared, shifts)
  return {
    ...lists,
    routes,
    at,
    demand: Int32Array.from(jobs, (job) => job.delivery[0] ?? 0),
    price: Float64Array.from(jobs, (job) => job.unassignedCost * weights.unassigned),
    capacity: Int32Array.from(shifts, ({ crew }) => crew.capacity[0] ?? 2 ** 30),
    fixed: Float64Array.from(shifts, ({ crew }) => crew.costs.fixed * weights.fixed),
    ...types,
    ...neighbourLists(lists),
    crewOf: Int32Array.from(shifts, ({ index }) => index),
    shiftOf: Int32Array.from(shifts, ({ number }) => number),
  }
}

type Matrices = Pick<ClassicInstance, 'cost' | 'costTo' | 'time' | 'timeTo'>

function buildMatrices({ problem, crewMatrices }: PreparedProblem, places: number[]): Matrices {
  const [matrix] = crewMatrices
  const { perTravelSecond, perMeter } = problem.crews[0].costs
  const weight = problem.weights.travel
  const size = places.length
  const time = sharedInts(size * size)
  const cost = new Float64Array(size * size)
  let mostExpensive = 0
  let isCostTime = true
  for (let from = 0; from < size; from++) {
    if (places[from] < 0) continue
    for (let to = 0; to < size; to++) {
      if (places[to] < 0) continue
      const arc = places[from] * matrix.size + places[to]
      const index = from * size + to
      const seconds = matrix.seconds[arc]
      time[index] = seconds
      const legCost = matrix.costs
        ? matrix.costs[arc]
        : seconds * perTravelSecond + matrix.meters[arc] * perMeter
      cost[index] = seconds >= UNREACHABLE ? UNREACHABLE : weight * legCost
      if (cost[index] > mostExpensive) mostExpensive = cost[index]
      if (cost[index] !== seconds) isCostTime = false
    }
  }
  const timeTo = transposed(time, size)
  if (isCostTime) return { cost: time, costTo: timeTo, time, timeTo }
  if (mostExpensive >= 2 ** 31) return { cost, costTo: transposed(cost, size), time, timeTo }
  const small = sharedInts(size * size)
  small.set(cost)
  return { cost: small, costTo: transposed(small, size), time, timeTo }
}

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4))
}

/** The matrix itself when it is symmetric. */
function transposed<T extends Int32Array | Float64Array>(matrix: T, size: number): T {
  let isSymmetric = true
  for (let from = 0; from < size && isSymmetric; from++) {
    for (let to = 0; to < from; to++) {
      if (matrix[from * size + to] !== matrix[to * size + from]) {
        isSymmetric = false
        break
      }
    }
  }
  if (isSymmetric) return matrix
  const turned = (matrix instanceof Int32Array ? sharedInts(size * size) : new Float64Array(size * size)) as T
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) turned[to * size + from] = matrix[from * size + to]
  }
  return turned
}

interface ShiftRow {
  crew: Problem['crews'][number]
  index: number
  shift: Problem['crews'][number]['shifts'][number]
}

function routeTypes(
  { problem, misfits }: PreparedProblem,
  shifts: ShiftRow[],
): Pick<ClassicInstance, 'typeOf' | 'types' | 'fits'> {
  const jobs = problem.jobs.length
  const crews = problem.crews.length
  const keys = new Map<string, number>()
  const rows: Uint8Array[] = []
  const typeOf = Int32Array.from(shifts, ({ crew, index, shift }) => {
    const row = Uint8Array.from({ length: jobs }, (_, job) => (misfits[job * crews + index] ? 0 : 1))
    const { startSeconds, endSeconds, start, end } = shift
    const key = [
      startSeconds,
      endSeconds,
      start,
      end,
      crew.capacity[0],
      crew.costs.fixed,
      row.join(''),
    ].join()
    if (!keys.has(key)) {
      keys.set(key, keys.size)
      rows.push(row)
    }
    return keys.get(key)!
  })
  const isUniform = rows.every((row) => row.every((fit) => fit === 1))
  const fits = new Uint8Array(isUniform ? 0 : rows.length * jobs)
  if (!isUniform) rows.forEach((row, type) => fits.set(row, type * jobs))
  return { typeOf, types: rows.length, fits: isUniform ? null : fits }
}

type Lists = Pick<ClassicInstance, 'jobs' | 'places' | 'earliest' | 'latest' | 'service' | keyof Matrices>

function neighbourLists(
  instance: Lists,
): Pick<ClassicInstance, 'before' | 'after' | 'neighbours' | 'near' | 'nearCount'> {
  const { jobs, places, cost, costTo, time, earliest, latest, service } = instance
  const neighbours = Math.min(MOST_NEIGHBOURS, Math.max(1, jobs - 1))
  const nearCount = Math.min(RUIN_REACH, Math.max(1, jobs - 1))
  const arcPrice = (from: number, to: number) => {
    const ready = earliest[from] + service[from] + time[from * places + to]
    if (ready > latest[to]) return Infinity
    const wait = earliest[to] - time[from * places + to] - service[from] - latest[from]
    return cost[from * places + to] + (wait > 0 ? WAIT_WEIGHT * wait : 0)
  }
  const before = nearestLists(jobs, neighbours, (job, row) => {
    for (let other = 0; other < jobs; other++) row[other] = arcPrice(other, job)
  })
  const after = nearestLists(jobs, neighbours, (job, row) => {
    for (let other = 0; other < jobs; other++) row[other] = arcPrice(job, other)
  })
  const near = nearestLists(jobs, nearCount, (job, row) => {
    for (let other = 0; other < jobs; other++) {
      row[other] = Math.min(cost[job * places + other], costTo[job * places + other])
    }
  })
  return { before, after, neighbours, near, nearCount }
}

const MOST_NEIGHBOURS = 100
