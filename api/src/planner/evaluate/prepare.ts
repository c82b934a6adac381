import { UNREACHABLE } from '../model/index.ts'
import type { Crew, Job, Problem, TimeWindow, TravelMatrix } from '../model/index.ts'
import { findNeighbourPairs } from './neighbour-pairs.ts'

/** Why a crew may not do a job, whatever the route. */
export type Misfit = 'skill' | 'crew' | 'zone' | 'lock'

/** What evaluation needs beyond the problem, worked out once. */
export interface PreparedProblem {
  problem: Problem
  /** Matrix of each crew, with the speed factor applied to the seconds. */
  crewMatrices: TravelMatrix[]
  /** `misfits[job * crews + crew]`: null where the crew may do the job. */
  misfits: (Misfit | null)[]
  /** Windows of each job, cut by its time locks; empty if the locks leave nothing. */
  windows: TimeWindow[][]
  /** Each pair of neighbouring jobs once, as [smaller, larger]. */
  neighbourPairs: [number, number][]
  /** Latest end of any shift, overtime included. */
  horizonEndSeconds: number
}

export function prepareProblem(problem: Problem): PreparedProblem {
  let horizonEndSeconds = 0
  for (const crew of problem.crews) {
    for (const shift of crew.shifts) {
      horizonEndSeconds = Math.max(horizonEndSeconds, shift.endSeconds + shift.maxOvertimeSeconds)
    }
  }
  return {
    problem,
    crewMatrices: scaleMatrices(problem),
    misfits: findMisfits(problem),
    windows: findWindows(problem),
    neighbourPairs: problem.weights.compactness > 0 ? findNeighbourPairs(problem) : [],
    horizonEndSeconds,
  }
}

function scaleMatrices(problem: Problem): TravelMatrix[] {
  const scaled = new Map<string, TravelMatrix>()
  return problem.crews.map(({ profile, speedFactor }) => {
    const key = `${speedFactor} ${profile}`
    let matrix = scaled.get(key)
    if (!matrix) scaled.set(key, (matrix = scaleMatrix(problem.matrices[profile], speedFactor)))
    return matrix
  })
}

/** By the seconds they come from: megabytes that a day's plans and re-plans would else write anew each time. */
const scaledSeconds = new WeakMap<Int32Array, Map<number, Int32Array>>()

function scaleMatrix(matrix: TravelMatrix, speedFactor: number): TravelMatrix {
  if (speedFactor === 1) return matrix
  const known = scaledSeconds.get(matrix.seconds) ?? new Map<number, Int32Array>()
  scaledSeconds.set(matrix.seconds, known)
  let seconds = known.get(speedFactor)
  if (!seconds) known.set(speedFactor, (seconds = scaled(matrix, speedFactor)))
  return { ...matrix, seconds }
}

function scaled({ seconds }: TravelMatrix, speedFactor: number): Int32Array {
  const result = new Int32Array(seconds.length)
  const short = Int32Array.from({ length: SHORT_SECONDS }, (_, leg) => Math.round(leg / speedFactor))
  // a loop and a table, for there are a million of them
  for (let arc = 0; arc < seconds.length; arc++) {
    const leg = seconds[arc]
    if (leg < SHORT_SECONDS) result[arc] = short[leg]
    else result[arc] = leg >= UNREACHABLE ? UNREACHABLE : Math.round(leg / speedFactor)
  }
  return result
}

/** Legs of a city are shorter. */
const SHORT_SECONDS = 8192

function findMisfits({ jobs, crews, locks }: Problem): (Misfit | null)[] {
  const lockedTo = new Map<number, number[]>()
  for (const lock of locks) {
    if (lock.kind === 'time') continue
    for (const job of lock.kind === 'order' ? lock.jobs : [lock.job]) {
      lockedTo.set(job, [...(lockedTo.get(job) ?? []), lock.crew])
    }
  }
  const misfits = new Array<Misfit | null>(jobs.length * crews.length)
  // most jobs ask for what others ask for too
  const rows = new Map<string, (Misfit | null)[]>()
  jobs.forEach((job, index) => {
    const asked = JSON.stringify([job.skills, job.allowedCrews, job.forbiddenCrews, job.zone])
    const row = rows.get(asked) ?? crews.map((crew, number) => findMisfit(job, crew, number))
    rows.set(asked, row)
    const locked = lockedTo.get(index)
    for (let crew = 0; crew < crews.length; crew++) {
      const isLocked = locked !== undefined && locked.some((only) => only !== crew)
      misfits[index * crews.length + crew] = row[crew] ?? (isLocked ? 'lock' : null)
    }
  })
  return misfits
}

function findMisfit(job: Job, crew: Crew, index: number): Misfit | null {
  if (job.skills.some((skill) => !crew.skills.includes(skill))) return 'skill'
  if (job.allowedCrews && !job.allowedCrews.includes(index)) return 'crew'
  if (job.forbiddenCrews.includes(index)) return 'crew'
  return crew.isZoneBound && isOutsideZone(job.zone, crew) ? 'zone' : null
}

/** A job without a zone, or a crew without zones, is never outside. */
export function isOutsideZone(zone: string | null, crew: Crew): boolean {
  return zone !== null && crew.zones !== null && !crew.zones.includes(zone)
}

function findWindows(problem: Problem): TimeWindow[][] {
  const windows = problem.jobs.map((job) => job.windows)
  for (const lock of problem.locks) {
    if (lock.kind !== 'time') continue
    windows[lock.job] = windows[lock.job].flatMap((window) => cut(window, lock.window))
  }
  return windows
}

function cut(window: TimeWindow, by: TimeWindow): TimeWindow[] {
  const startSeconds = Math.max(window.startSeconds, by.startSeconds)
  const endSeconds = Math.min(window.endSeconds, by.endSeconds)
  return startSeconds <= endSeconds ? [{ startSeconds, endSeconds }] : []
}
