import type { Violation } from '../evaluate/index.ts'
import type { Problem } from '../model/index.ts'
import type { Change, Limit } from './change.ts'
import type { Insertion } from './insertion.ts'

const LIMITS: Partial<Record<Violation['kind'], Limit>> = {
  max_stops: 'maxStops',
  max_meters: 'maxMeters',
  max_travel: 'maxTravelSeconds',
}

/** What would have to be granted for jobs to be done by this crew at all. */
export function crewConcessions(problem: Problem, jobs: number[], crew: number): Change[] {
  const changes: Change[] = []
  const who = problem.crews[crew]
  const skills = new Set(
    jobs.flatMap((job) => problem.jobs[job].skills).filter((skill) => !who.skills.includes(skill)),
  )
  if (skills.size > 0) changes.push({ kind: 'add_skills', crew, skills: [...skills] })
  for (const job of jobs) {
    const { allowedCrews, forbiddenCrews, zone } = problem.jobs[job]
    const isKept = forbiddenCrews.includes(crew) || (allowedCrews !== null && !allowedCrews.includes(crew))
    if (isKept) changes.push({ kind: 'allow_crew', job, crew })
    if (who.isZoneBound && who.zones && zone !== null && !who.zones.includes(zone))
      changes.push({ kind: 'open_zone', crew, zone })
    const isLocked = problem.locks.some((lock) =>
      lock.kind === 'order'
        ? lock.jobs.includes(job)
        : lock.kind === 'crew' && lock.job === job && lock.crew !== crew,
    )
    if (isLocked) changes.push({ kind: 'unlock', job })
  }
  return changes
}

/** What would have to be granted for a route to stand as it is; null where nobody can grant it. */
export function routeConcessions(
  problem: Problem,
  jobs: number[],
  { route, schedule, violations }: Insertion,
  granted: Change[],
): Change[] | null {
  const { crew, shift } = route
  const changes: Change[] = []
  for (const { kind, job, amount } of violations) {
    const limit = LIMITS[kind]
    if (kind === 'skill' || kind === 'crew' || kind === 'zone' || kind === 'lock') {
      if (job === null || !jobs.includes(job) || granted.length === 0) return null
    } else if (kind === 'window' && job !== null && jobs.includes(job)) {
      changes.push(...windowConcessions(problem, job, schedule.stops))
    } else if (kind === 'shift') changes.push({ kind: 'add_overtime', crew, shift, seconds: amount })
    else if (limit) changes.push({ kind: 'raise_limit', crew, limit, by: amount })
    else if (kind !== 'load') return null
  }
  if (!violations.some(({ kind }) => kind === 'load')) return changes
  const amounts = problem.crews[crew].capacity.map((room, dimension) => {
    const loads = [schedule.startLoad, ...schedule.stops.map(({ load }) => load)]
    return loads.reduce((most, load) => Math.max(most, load[dimension] - room), 0)
  })
  // what is too much for a break is not cured by a larger vehicle
  return amounts.some((amount) => amount > 0) ? [...changes, { kind: 'add_capacity', crew, amounts }] : null
}

function windowConcessions(problem: Problem, job: number, stops: Insertion['schedule']['stops']): Change[] {
  const at = stops.find(({ stop }) => stop.kind === 'job' && stop.job === job)!.startSeconds
  const { windows } = problem.jobs[job]
  const isOpen = windows.some(({ startSeconds, endSeconds }) => startSeconds <= at && at <= endSeconds)
  const isLocked = problem.locks.some((lock) => lock.kind === 'time' && lock.job === job)
  const changes: Change[] = isLocked ? [{ kind: 'unlock', job }] : []
  if (isOpen) return changes
  const before = windows.findLast(({ endSeconds }) => endSeconds < at)
  const window = { startSeconds: before ? before.endSeconds + 1 : at, endSeconds: at }
  return [...changes, { kind: 'add_window', job, window }]
}
