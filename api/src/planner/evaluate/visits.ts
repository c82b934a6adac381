import type { Problem } from '../model/index.ts'
import type { RouteSchedule } from './evaluation.ts'

/** Where and when a job is done; `rank` counts the jobs before it on the route. */
export interface Visit {
  crew: number
  shift: number
  trip: number
  rank: number
  startSeconds: number
  endSeconds: number
  isFrozen: boolean
}

/** The visit of each job, null where it is left out. */
export function visitsOf(problem: Problem, schedules: RouteSchedule[]): (Visit | null)[] {
  const visits = new Array<Visit | null>(problem.jobs.length).fill(null)
  problem.crews.forEach((crew, index) =>
    crew.shifts.forEach(({ frozen }, shift) =>
      frozen?.stops.forEach(({ job, startSeconds, endSeconds }, position) => {
        const rank = position - frozen.stops.length
        visits[job] = { crew: index, shift, trip: 0, rank, startSeconds, endSeconds, isFrozen: true }
      }),
    ),
  )
  for (const { crew, shift, stops } of schedules) {
    let trip = 0
    let rank = 0
    for (const { stop, startSeconds, endSeconds } of stops) {
      if (stop.kind === 'reload') trip++
      if (stop.kind !== 'job') continue
      visits[stop.job] = { crew, shift, trip, rank: rank++, startSeconds, endSeconds, isFrozen: false }
    }
  }
  return visits
}
