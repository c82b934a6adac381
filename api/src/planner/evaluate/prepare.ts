import { COMPACTNESS_NEIGHBOURS, UNREACHABLE } from '../model/index.ts'
import type { Crew, Job, Problem, TimeWindow, TravelMatrix } from '../model/index.ts'

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

function scaleMatrix(matrix: TravelMatrix, speedFactor: number): TravelMatrix {
  if (speedFactor === 1) return matrix
  const { length } = matrix.seconds
  const seconds = new Int32Array(length)
  // a loop, for there are a million of them
  for (let arc = 0; arc < length; arc++) {
    const leg = matrix.seconds[arc]
    seconds[arc] = leg >= UNREACHABLE ? UNREACHABLE : Math.round(leg / speedFactor)
  }
  return { ...matrix, seconds }
}

function findMisfits(problem: Problem): (Misfit | null)[] {
  const lockedTo = new Map<number, number[]>()
  for (const lock of problem.locks) {
    if (lock.kind === 'time') continue
    for (const job of lock.kind === 'order' ? lock.jobs : [lock.job]) {
      lockedTo.set(job, [...(lockedTo.get(job) ?? []), lock.crew])
    }
  }
  return problem.jobs.flatMap((job, index) => {
    const locked = lockedTo.get(index)
    return problem.crews.map((crew, number) => {
      const misfit = findMisfit(job, crew, number)
      return misfit ?? (locked?.some((only) => only !== number) ? 'lock' : null)
    })
  })
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

/** Edges of the graph that joins each job with its nearest jobs by seconds, ties by index. */
function findNeighbourPairs({ jobs, matrices }: Problem): [number, number][] {
  const { seconds, size } = Object.values(matrices)[0]
  const places = Int32Array.from(jobs, ({ place }) => place)
  const pairs: [number, number][] = []
  const seen = new Set<number>()
  for (let job = 0; job < jobs.length; job++) {
    for (const other of nearest(job, places, seconds, size)) {
      const [low, high] = job < other ? [job, other] : [other, job]
      if (seen.has(low * jobs.length + high)) continue
      seen.add(low * jobs.length + high)
      pairs.push([low, high])
    }
  }
  return pairs
}

function nearest(job: number, places: Int32Array, seconds: Int32Array, size: number): number[] {
  const best: { other: number; distance: number }[] = []
  const place = places[job]
  let farthest = Infinity
  for (let other = 0; other < places.length; other++) {
    if (other === job) continue
    const there = seconds[place * size + places[other]]
    const back = seconds[places[other] * size + place]
    const distance = there < back ? there : back
    if (distance >= farthest) continue
    let rank = best.length
    while (rank > 0 && best[rank - 1].distance > distance) rank--
    best.splice(rank, 0, { other, distance })
    if (best.length > COMPACTNESS_NEIGHBOURS) best.pop()
    if (best.length === COMPACTNESS_NEIGHBOURS) farthest = best[best.length - 1].distance
  }
  return best.map(({ other }) => other)
}
