import { createTours } from '../tours.ts'
import type { Tours } from '../tours.ts'
import type { RichInstance } from './rich-instance.ts'
import { rowWidth } from './rich-rows.ts'

/** How a route was last driven: with its breaks as late as they may be, early, or in no possible way. */
export const LATE_BREAKS = 0
export const EARLY_BREAKS = 1
export const UNDRIVEN = 2

/** A plan in the making. Times of a job are those of its route's last commit. */
export interface RichState {
  instance: RichInstance
  tours: Tours
  startAt: Float64Array
  endAt: Float64Array
  /** By node; −1 is nowhere. */
  place: Int32Array
  /** By node, as in the instance. */
  spot: Int32Array
  /** `rows[node * width + field]` */
  rows: Float64Array
  width: number
  /** By route: how it was driven. */
  driven: Uint8Array
  /** By route: it has jobs with links. */
  hasTied: Uint8Array
  /** By route, 0 while empty: all weighted costs of its own, and working seconds. */
  routeCost: Float64Array
  work: Float64Array
  /** Sums of these, and the work of each crew with its past. */
  allCost: number
  allWork: number
  crewWork: Float64Array
  /** By route: 0 keeps it out of the search. */
  isOpen: Uint8Array
  /** No job may be put right after this node. */
  isSealed: Uint8Array
  /** Weighted price of one more second of waiting in a neighbourhood, at the present plan. */
  gradient: Float64Array
  /** Weighted cost of neighbours on different routes. */
  cutCost: number
  /** Weighted price of the jobs left out. */
  absentPrice: number
}

export function createRichState(instance: RichInstance): RichState {
  const { jobs, routes, dimensions, crewPastWork } = instance
  const nodes = jobs + 2 * routes
  const width = rowWidth(dimensions)
  const place = new Int32Array(nodes)
  place.set(instance.place)
  instance.route.forEach(({ start, end }, route) => {
    place[jobs + 2 * route] = start ?? -1
    place[jobs + 2 * route + 1] = end ?? -1
  })
  return {
    instance,
    tours: createTours(jobs, routes),
    startAt: new Float64Array(jobs),
    endAt: new Float64Array(jobs),
    place,
    spot: place.map((where) => (where < 0 ? -1 : instance.spotOf[where])),
    rows: new Float64Array(nodes * width),
    width,
    driven: new Uint8Array(routes).fill(UNDRIVEN),
    hasTied: new Uint8Array(routes),
    routeCost: new Float64Array(routes),
    work: new Float64Array(routes),
    allCost: 0,
    allWork: crewPastWork.reduce((sum, seconds) => sum + seconds, 0),
    crewWork: Float64Array.from(crewPastWork),
    isOpen: new Uint8Array(routes).fill(1),
    isSealed: new Uint8Array(nodes),
    gradient: new Float64Array(instance.hoods),
    cutCost: 0,
    absentPrice: 0,
  }
}

/** Sets what a route costs and works, and the sums with it. */
export function setFigures(state: RichState, route: number, cost: number, work: number): void {
  const more = work - state.work[route]
  state.allCost += cost - state.routeCost[route]
  state.allWork += more
  state.crewWork[state.instance.crewOf[route]] += more
  state.routeCost[route] = cost
  state.work[route] = work
}
