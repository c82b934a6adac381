import type { PieceCap } from '../clustering/split-cluster.ts'

/** A cluster is dense where this many requests, itself included, lie within the service's cluster radius. */
export const minimumRequests = 4

/** What a shift of eight hours leaves for work: a break, the way out and the way back are not in it. */
const workMinutes = 420
/** from one place to the next inside a hotspot */
const betweenMinutes = 5
/** The radius says how near two requests must be to be worth one way; a crew walks or creeps over four of them. */
const radiiAcross = 4

/** A hotspot holds what one crew does in one day, on ground that it crosses without driving away. */
export function crewDay(service: { radiusMeters: number; minutes: number }): PieceCap {
  return {
    count: Math.max(minimumRequests, Math.floor(workMinutes / (service.minutes + betweenMinutes))),
    spreadMeters: radiiAcross * service.radiusMeters,
    linkMeters: service.radiusMeters,
  }
}
