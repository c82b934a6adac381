import type { Problem } from '../model/index.ts'
import type { Claim } from './claim.ts'

export interface PlacedJob {
  crew: number
  shift: number
  /** Counts the reloads before it. */
  trip: number
  /** Position among the stops of the route; negative in the frozen past. */
  position: number
  from: number
  to: number
}

/** By job index, from the claimed times and the frozen past. */
export function placedJobs(problem: Problem, claim: Claim): Map<number, PlacedJob> {
  const placed = new Map<number, PlacedJob>()
  for (const { crew, shift, stops } of claim.routes) {
    stops.forEach(({ stop, startSeconds, endSeconds }, position) => {
      const trip = stops.slice(0, position).filter((before) => before.stop.kind === 'reload').length
      if (stop.kind === 'job')
        placed.set(stop.job, { crew, shift, trip, position, from: startSeconds, to: endSeconds })
    })
  }
  problem.crews.forEach(({ shifts }, crew) =>
    shifts.forEach(({ frozen }, shift) =>
      frozen?.stops.forEach(({ job, startSeconds, endSeconds }, index) =>
        placed.set(job, { crew, shift, trip: 0, position: index - 1e6, from: startSeconds, to: endSeconds }),
      ),
    ),
  )
  return placed
}
