/**
 * What the last drive of a route left at each of its nodes: one row of numbers a node, so that a trial can go on
 * from where it differs. The first fields say how the crew leaves the node; at the end of a route they are its totals.
 */
export const END = 0
/** From arrival at the next node to the end of the route: legs, setups, services and breaks, without waiting. */
export const AFTER = 1
/** Weighted price of the leg to the next node. */
export const LEG = 2
/** A bound on the latest start that the rest of the route allows. */
export const DEADLINE = 3
export const START = 4
/** Price of a second's delay of this job and all that follow. */
export const SLOPE = 5
/** A later departure by up to so many seconds moves all that follows by the same seconds, and changes no stop. */
export const RIGID = 6
export const TRIP = 7
/** The next break to be taken. */
export const BREAK = 8
export const TRAVEL = 9
export const METERS = 10
export const LEGS = 11
/** Prices of the visits so far: lateness, zones, stability. */
export const EXTRA = 12
export const WORK = 13
/** Lateness and fairness that a rigid delay adds a second. */
export const LATE = 14
export const FAIR = 15

/** Then by dimension: load, its peak in this trip, what breaks leave for earlier load. */
export const LOADS = 16
export const LOAD = 0
export const PEAK = 1
export const SLACK = 2
/** What the rest of the trip delivers, and the most it will have on board. */
export const BROUGHT = 3
export const TAIL = 4
export const LOAD_FIELDS = 5

export function rowWidth(dimensions: number): number {
  return LOADS + LOAD_FIELDS * dimensions
}
