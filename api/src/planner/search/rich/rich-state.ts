import { createTours } from '../tours.ts'
import type { Tours } from '../tours.ts'
import type { RichInstance } from './rich-instance.ts'

/** A plan in the making. Times of a job are those of its route's last commit. */
export interface RichState {
  instance: RichInstance
  tours: Tours
  startAt: Float64Array
  endAt: Float64Array
  /** By node: earliest departure, and a bound on the latest start that the rest of the route allows. */
  departure: Float64Array
  deadline: Float64Array
  /** By node: weighted cost of the leg to the next one. */
  legCost: Float64Array
  /** By route, 0 while empty: all weighted costs of its own, working seconds, waiting gradient. */
  routeCost: Float64Array
  work: Float64Array
  fair: Float64Array
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
  const { jobs, routes } = instance
  const nodes = jobs + 2 * routes
  return {
    instance,
    tours: createTours(jobs, routes),
    startAt: new Float64Array(jobs),
    endAt: new Float64Array(jobs),
    departure: new Float64Array(nodes),
    deadline: new Float64Array(nodes),
    legCost: new Float64Array(nodes),
    routeCost: new Float64Array(routes),
    work: new Float64Array(routes),
    fair: new Float64Array(routes),
    isOpen: new Uint8Array(routes).fill(1),
    isSealed: new Uint8Array(nodes),
    gradient: new Float64Array(instance.hoods),
    cutCost: 0,
    absentPrice: 0,
  }
}

/** Place of a node; −1 is nowhere. */
export function placeOfNode({ instance, tours }: RichState, node: number): number {
  if (node < tours.jobs) return instance.place[node]
  const route = instance.route[(node - tours.jobs) >> 1]
  return ((node - tours.jobs) & 1 ? route.end : route.start) ?? -1
}
