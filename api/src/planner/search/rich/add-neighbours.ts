import { UNREACHABLE } from '../../model/index.ts'
import { nearestLists } from '../nearest.ts'
import type { RichInstance } from './rich-instance.ts'

/** Many, for routes that cannot do a job are passed over. */
const MOST_NEIGHBOURS = 120
const RUIN_REACH = 150
const WAIT_WEIGHT = 0.2

/** Completes an instance for the search: distances between jobs, and for each job those next to it. */
export function addNeighbours(instance: RichInstance): void {
  const { jobs } = instance
  layOutSpots(instance)
  instance.cost = jobDistances(instance)
  instance.hub = new Float64Array(jobs)
  for (let job = 0; job < jobs; job++) {
    for (let index = job * jobs; index < (job + 1) * jobs; index++) instance.hub[job] += instance.cost[index]
  }
  instance.neighbours = Math.min(MOST_NEIGHBOURS, Math.max(1, jobs - 1))
  instance.nearCount = Math.min(RUIN_REACH, Math.max(1, jobs - 1))
  const { before, after } = arcLists(instance)
  instance.before = before
  instance.after = after
  instance.near = nearestLists(jobs, instance.nearCount, (job, row) => {
    const { cost } = instance
    for (let other = 0; other < jobs; other++) {
      row[other] = Math.min(cost[job * jobs + other], cost[other * jobs + job])
    }
  })
}

/** Renumbers the places in use along a chain of nearest ones, so that what is read together lies together. */
function layOutSpots(instance: RichInstance): void {
  const order = nearestChain(instance)
  const spots = order.length
  instance.spots = spots
  instance.spotOf.fill(-1)
  order.forEach((place, spot) => (instance.spotOf[place] = spot))
  const laidOut = new Map<Int32Array, { secondsFrom: Int32Array; secondsTo: Int32Array }>()
  for (const info of instance.route) {
    const { seconds, size } = info.matrix
    if (!laidOut.has(seconds)) laidOut.set(seconds, layOut(seconds, size, order))
    Object.assign(info, laidOut.get(seconds))
  }
}

function layOut(seconds: Int32Array, size: number, order: Int32Array) {
  const spots = order.length
  const secondsFrom = new Int32Array(new SharedArrayBuffer(4 * spots * spots))
  const secondsTo = new Int32Array(new SharedArrayBuffer(4 * spots * spots))
  for (let from = 0; from < spots; from++) {
    const row = order[from] * size
    for (let to = 0; to < spots; to++) {
      const leg = seconds[row + order[to]]
      secondsFrom[from * spots + to] = leg
      secondsTo[to * spots + from] = leg
    }
  }
  return { secondsFrom, secondsTo }
}

function nearestChain({ place, route, isDone }: RichInstance): Int32Array {
  const used = new Set<number>()
  for (const { start, end } of route) {
    if (start !== null) used.add(start)
    if (end !== null) used.add(end)
  }
  place.forEach((where, job) => {
    if (isDone[job] === 0) used.add(where)
  })
  const left = Int32Array.from(used)
  if (route.length === 0) return left
  const { seconds, size } = route[0].matrix
  for (let index = 1; index < left.length; index++) {
    const row = left[index - 1] * size
    let nearest = index
    for (let other = index + 1; other < left.length; other++) {
      if (seconds[row + left[other]] < seconds[row + left[nearest]]) nearest = other
    }
    const found = left[nearest]
    left[nearest] = left[index]
    left[index] = found
  }
  return left
}

/** Seconds between jobs on the first crew's matrix. */
function jobDistances({ jobs, place, route }: RichInstance): Int32Array {
  const cost = new Int32Array(new SharedArrayBuffer(4 * jobs * jobs))
  if (route.length === 0) return cost
  const { seconds, size } = route[0].matrix
  for (let from = 0; from < jobs; from++) {
    const row = place[from] * size
    for (let to = 0; to < jobs; to++) cost[from * jobs + to] = seconds[row + place[to]]
  }
  return cost
}

/** Good jobs to come before and after each: near by the road, and without much waiting between them. */
function arcLists({ jobs, cost, service, windowFrom, windowStart, windowEnd, neighbours }: RichInstance) {
  const earliest = new Float64Array(jobs)
  const latest = new Float64Array(jobs)
  for (let job = 0; job < jobs; job++) {
    const isNever = windowFrom[job] === windowFrom[job + 1]
    earliest[job] = isNever ? Infinity : windowStart[windowFrom[job]]
    latest[job] = isNever ? -Infinity : windowEnd[windowFrom[job + 1] - 1]
  }
  const arcPrice = (from: number, to: number) => {
    const travel = cost[from * jobs + to]
    const arrival = service[from] + travel
    if (travel >= UNREACHABLE || earliest[from] + arrival > latest[to]) return Infinity
    const wait = earliest[to] - arrival - latest[from]
    return travel + (wait > 0 ? WAIT_WEIGHT * wait : 0)
  }
  const before = nearestLists(jobs, neighbours, (job, row) => {
    for (let other = 0; other < jobs; other++) row[other] = arcPrice(other, job)
  })
  const after = nearestLists(jobs, neighbours, (job, row) => {
    for (let other = 0; other < jobs; other++) row[other] = arcPrice(job, other)
  })
  return { before, after }
}
