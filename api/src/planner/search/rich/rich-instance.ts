import { isOutsideZone } from '../../evaluate/index.ts'
import type { PreparedProblem } from '../../evaluate/index.ts'
import type { Job, Problem, TimeWindow } from '../../model/index.ts'
import { collectLinks } from './rich-links.ts'
import type { RichLinks } from './rich-links.ts'
import { createRichRoutes } from './rich-route.ts'
import type { RichRoute } from './rich-route.ts'

/** A problem with every rule, laid out for the search. Prices are weighted. */
export interface RichInstance {
  jobs: number
  routes: number
  dimensions: number
  route: RichRoute[]
  place: Int32Array
  service: Int32Array
  setup: Int32Array
  /** Windows of job j are those from `windowFrom[j]` to before `windowFrom[j + 1]`. */
  windowFrom: Int32Array
  windowStart: Int32Array
  windowEnd: Int32Array
  price: Float64Array
  due: Float64Array
  latePrice: Float64Array
  /** `delivery[job * dimensions + dimension]`, as are the other two. */
  delivery: Float64Array
  pickup: Float64Array
  transfer: Float64Array
  /** `fits[job * routes + route]` */
  fits: Uint8Array
  /** `isOutside[route * jobs + job]`: outside the crew's zones. */
  isOutside: Uint8Array
  publishedCrew: Int32Array
  publishedStart: Int32Array
  publishedEnd: Int32Array
  isNotified: Uint8Array
  hood: Int32Array
  hoods: number
  reported: Float64Array
  horizonEnd: number
  /** Compactness neighbours of job j from `pairFrom[j]` to before `pairFrom[j + 1]`. */
  pairFrom: Int32Array
  pairTo: Int32Array
  links: RichLinks
  weights: Problem['weights']
  stability: Problem['stability']
  /** No part of the cost falls when a job comes in. */
  isMonotone: boolean
  /** The jobs next to each: none until `addNeighbours`, which takes as long as a first plan. */
  neighbours: number
  before: Int32Array
  after: Int32Array
  near: Int32Array
  nearCount: number
  /** Spots are the places of jobs and shifts, so numbered that near ones are near; places until `addNeighbours`. */
  spots: number
  spotOf: Int32Array
  /** Seconds to all other jobs. */
  hub: Float64Array
  crewOf: Int32Array
  shiftOf: Int32Array
  typeOf: Int32Array
  types: number
  crews: number
  crewAvailable: Float64Array
  allAvailable: number
  /** Work in the frozen past, by crew. */
  crewPastWork: Float64Array
  /** Jobs that are done; they take no part. */
  isDone: Uint8Array
  /** For cutting plans into parts: `cost[a * places + b]` between jobs; empty until `addNeighbours`. */
  places: number
  cost: Int32Array
}

export function createRichInstance(prepared: PreparedProblem): RichInstance {
  const { problem } = prepared
  const { jobs, weights, dimensions } = problem
  const routes = createRichRoutes(prepared)
  const loads = (field: 'delivery' | 'pickup' | 'transfer') =>
    Float64Array.from(jobs.flatMap((job) => job[field]))
  const hoodNames = [...new Set(jobs.map(({ neighbourhood }) => neighbourhood))].filter(
    (name) => name !== null,
  )
  const times = {
    ...flatWindows(prepared.windows),
    service: Int32Array.from(jobs, (job) => job.serviceSeconds),
  }
  const links = collectLinks(problem, routes)
  return {
    jobs: jobs.length,
    routes: routes.length,
    dimensions,
    route: routes,
    place: Int32Array.from(jobs, (job) => job.place),
    setup: Int32Array.from(jobs, (job) => job.setupSeconds),
    ...times,
    price: Float64Array.from(jobs, (job) => leaveOutPrice(job, problem)),
    due: Float64Array.from(jobs, (job) => job.dueSeconds ?? Infinity),
    latePrice: Float64Array.from(jobs, (job) => job.latenessCostPerSecond * weights.lateness),
    delivery: loads('delivery'),
    pickup: loads('pickup'),
    transfer: loads('transfer'),
    ...fitTables(prepared, routes, links),
    publishedCrew: Int32Array.from(jobs, ({ published }) => published?.crew ?? -1),
    publishedStart: Int32Array.from(jobs, ({ published }) => published?.window.startSeconds ?? 0),
    publishedEnd: Int32Array.from(jobs, ({ published }) => published?.window.endSeconds ?? 0),
    isNotified: Uint8Array.from(jobs, ({ published }) => (published?.isNotified ? 1 : 0)),
    hood: Int32Array.from(jobs, ({ neighbourhood }) =>
      neighbourhood === null ? -1 : hoodNames.indexOf(neighbourhood),
    ),
    hoods: hoodNames.length,
    reported: Float64Array.from(jobs, (job) => job.reportedSeconds),
    horizonEnd: prepared.horizonEndSeconds,
    ...pairLists(prepared),
    links,
    weights,
    stability: problem.stability,
    isMonotone: !weights.balance && !weights.fairness && !weights.stability,
    ...NO_NEIGHBOURS,
    ...placesAsSpots(prepared),
    crewOf: Int32Array.from(routes, ({ crew }) => crew),
    shiftOf: Int32Array.from(routes, ({ shift }) => shift),
    ...routeTypes(routes),
    ...crewTimes(problem),
    isDone: doneJobs(problem),
    places: jobs.length,
  }
}

/** Leaving out a published job is a change as well. */
function leaveOutPrice({ unassignedCost, published }: Job, { weights, stability }: Problem): number {
  let change = published ? stability.crewChange : 0
  if (change > 0 && published?.isNotified) change += stability.notified
  return unassignedCost * weights.unassigned + change * weights.stability
}

function flatWindows(windows: TimeWindow[][]) {
  const windowFrom = new Int32Array(windows.length + 1)
  windows.forEach((list, job) => (windowFrom[job + 1] = windowFrom[job] + list.length))
  const all = windows.flat()
  return {
    windowFrom,
    windowStart: Int32Array.from(all, ({ startSeconds }) => startSeconds),
    windowEnd: Int32Array.from(all, ({ endSeconds }) => endSeconds),
  }
}

function fitTables(
  { problem, misfits, windows }: PreparedProblem,
  routes: RichRoute[],
  { groups, doneRoute }: RichLinks,
) {
  const { jobs, crews, locks } = problem
  const fits = new Uint8Array(routes.length * jobs.length)
  const isOutside = new Uint8Array(routes.length * jobs.length)
  const mayBeDone = Uint8Array.from(windows, (list) => (list.length > 0 ? 1 : 0))
  routes.forEach(({ crew, shift }, route) => {
    const row = route * jobs.length
    const areZonesOpen = crews[crew].zones === null
    for (let job = 0; job < jobs.length; job++) {
      fits[job * routes.length + route] = misfits[job * crews.length + crew] === null ? mayBeDone[job] : 0
      isOutside[row + job] = !areZonesOpen && isOutsideZone(jobs[job].zone, crews[crew]) ? 1 : 0
    }
    for (const lock of locks) {
      if (lock.kind === 'time' || lock.shift === null || (lock.crew === crew && lock.shift === shift))
        continue
      for (const job of lock.kind === 'order' ? lock.jobs : [lock.job]) fits[job * routes.length + route] = 0
    }
  })
  // what has been taken on board already is brought by the same shift
  for (const group of groups) {
    const bound = group.find((job) => doneRoute[job] >= 0)
    if (bound === undefined) continue
    for (let route = 0; route < routes.length; route++) {
      if (route !== doneRoute[bound]) for (const job of group) fits[job * routes.length + route] = 0
    }
  }
  return { fits, isOutside }
}

function pairLists({ problem, neighbourPairs }: PreparedProblem) {
  const lists: number[][] = problem.jobs.map(() => [])
  for (const [a, b] of neighbourPairs) {
    lists[a].push(b)
    lists[b].push(a)
  }
  const pairFrom = new Int32Array(lists.length + 1)
  lists.forEach((list, job) => (pairFrom[job + 1] = pairFrom[job] + list.length))
  return { pairFrom, pairTo: Int32Array.from(lists.flat()) }
}

function placesAsSpots({ crewMatrices }: PreparedProblem) {
  const spots = crewMatrices[0]?.size ?? 0
  return { spots, spotOf: Int32Array.from({ length: spots }, (_, place) => place) }
}

const NO_NEIGHBOURS = {
  neighbours: 0,
  nearCount: 0,
  before: new Int32Array(0),
  after: new Int32Array(0),
  near: new Int32Array(0),
  hub: new Float64Array(0),
  cost: new Int32Array(0),
}

/** Routes that differ in nothing but their number are one type, and one empty one stands for all. */
function routeTypes(routes: RichRoute[]) {
  const keys = new Map<string, number>()
  const typeOf = Int32Array.from(routes, ({ typeKey }) => {
    if (!keys.has(typeKey)) keys.set(typeKey, keys.size)
    return keys.get(typeKey)!
  })
  return { typeOf, types: keys.size }
}

function crewTimes({ crews }: Problem) {
  const available = crews.map(({ shifts }) =>
    shifts.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0),
  )
  const past = ({ frozen }: Problem['crews'][number]['shifts'][number]) =>
    (frozen?.stops ?? []).reduce(
      (sum, stop) => sum + stop.endSeconds - stop.startSeconds,
      frozen?.travelSeconds ?? 0,
    )
  return {
    crews: crews.length,
    crewAvailable: Float64Array.from(available),
    allAvailable: available.reduce((sum, seconds) => sum + seconds, 0),
    crewPastWork: Float64Array.from(crews, ({ shifts }) =>
      shifts.reduce((sum, shift) => sum + past(shift), 0),
    ),
  }
}

function doneJobs({ jobs, crews }: Problem): Uint8Array {
  const isDone = new Uint8Array(jobs.length)
  for (const { shifts } of crews) {
    for (const { frozen } of shifts) for (const { job } of frozen?.stops ?? []) isDone[job] = 1
  }
  return isDone
}
