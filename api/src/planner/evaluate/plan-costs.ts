import { COMPACTNESS_NEIGHBOURS, STABILITY_STEP_SECONDS } from '../model/index.ts'
import type { Problem } from '../model/index.ts'
import type { RouteSchedule } from './evaluation.ts'
import { isOutsideZone } from './prepare.ts'
import type { PreparedProblem } from './prepare.ts'
import type { Visit } from './visits.ts'

type Visits = (Visit | null)[]

/** Working seconds away from each crew's fair share of all work, by its available time. */
export function balanceCost(problem: Problem, schedules: RouteSchedule[]): number {
  const work = problem.crews.map(({ shifts }) => {
    let frozenSeconds = 0
    for (const { frozen } of shifts) {
      frozenSeconds += frozen?.travelSeconds ?? 0
      for (const stop of frozen?.stops ?? []) frozenSeconds += stop.endSeconds - stop.startSeconds
    }
    return frozenSeconds
  })
  for (const { crew, shift, workSeconds } of schedules) {
    // the frozen past is part of a used route's work already
    work[crew] += workSeconds - frozenWork(problem, crew, shift)
  }
  const available = problem.crews.map(({ shifts }) =>
    shifts.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0),
  )
  const allWork = work.reduce((sum, seconds) => sum + seconds, 0)
  const allAvailable = available.reduce((sum, seconds) => sum + seconds, 0)
  if (allAvailable === 0) return 0
  let apart = 0
  work.forEach((seconds, crew) => {
    apart += Math.abs(allAvailable * seconds - available[crew] * allWork)
  })
  return Math.floor(apart / allAvailable)
}

function frozenWork(problem: Problem, crew: number, shift: number): number {
  const { frozen } = problem.crews[crew].shifts[shift]
  if (!frozen) return 0
  return frozen.stops.reduce((sum, stop) => sum + stop.endSeconds - stop.startSeconds, frozen.travelSeconds)
}

/** Neighbouring jobs on different routes; a job outside its crew's zones counts as cut off from all. */
export function compactnessCost({ problem, neighbourPairs }: PreparedProblem, visits: Visits): number {
  let cost = 0
  for (const [a, b] of neighbourPairs) {
    const first = visits[a]
    const second = visits[b]
    if (first && second && (first.crew !== second.crew || first.shift !== second.shift)) cost++
  }
  visits.forEach((visit, job) => {
    if (visit && isOutsideZone(problem.jobs[job].zone, problem.crews[visit.crew]))
      cost += COMPACTNESS_NEIGHBOURS
  })
  return cost
}

/** Σ over neighbourhoods of jobs × |mean wait − the city's mean wait|, from report to end of work. */
export function fairnessCost({ problem, horizonEndSeconds }: PreparedProblem, visits: Visits): number {
  const totals = new Map<string, { jobs: number; seconds: number }>()
  const city = { jobs: 0, seconds: 0 }
  problem.jobs.forEach(({ neighbourhood, reportedSeconds }, job) => {
    if (neighbourhood === null) return
    const local = totals.get(neighbourhood) ?? { jobs: 0, seconds: 0 }
    totals.set(neighbourhood, local)
    const waited = (visits[job]?.endSeconds ?? horizonEndSeconds) - reportedSeconds
    for (const total of [local, city]) {
      total.jobs++
      total.seconds += waited
    }
  })
  let apart = 0
  for (const { jobs, seconds } of totals.values())
    apart += Math.abs(city.jobs * seconds - jobs * city.seconds)
  return city.jobs === 0 ? 0 : Math.floor(apart / city.jobs)
}

/** What changing the published plan costs, by the problem's stability prices. */
export function stabilityCost({ jobs, stability }: Problem, visits: Visits): number {
  let cost = 0
  jobs.forEach(({ published }, job) => {
    const visit = visits[job]
    if (!published || visit?.isFrozen) return
    let change = 0
    if (visit?.crew !== published.crew) change += stability.crewChange
    if (visit) {
      const { startSeconds, endSeconds } = published.window
      const outside = Math.max(0, startSeconds - visit.startSeconds, visit.startSeconds - endSeconds)
      change += Math.ceil(outside / STABILITY_STEP_SECONDS) * stability.perStep
    }
    if (change > 0 && published.isNotified) change += stability.notified
    cost += change
  })
  return cost
}
