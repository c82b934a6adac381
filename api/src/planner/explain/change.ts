import type { Crew, Job, Problem, Shift, TimeWindow } from '../model/index.ts'

/** What a dispatcher may grant so that a job can be done. */
export type Change =
  /** The job is worth any price: what leaving it out costs from now on. */
  | { kind: 'insist'; job: number; unassignedCost: number }
  /** Another crew member with these skills. */
  | { kind: 'add_skills'; crew: number; skills: number[] }
  /** The job may go to a crew it was kept from. */
  | { kind: 'allow_crew'; job: number; crew: number }
  | { kind: 'open_zone'; crew: number; zone: string }
  /** All locks on the job go. */
  | { kind: 'unlock'; job: number }
  | { kind: 'add_overtime'; crew: number; shift: number; seconds: number }
  | { kind: 'add_capacity'; crew: number; amounts: number[] }
  | { kind: 'raise_limit'; crew: number; limit: Limit; by: number }
  /** Work may also start at these times. */
  | { kind: 'add_window'; job: number; window: TimeWindow }
  /** One more shift, on a later day; it becomes the crew's last. */
  | { kind: 'add_shift'; crew: number; shift: Shift }
  | { kind: 'leave_out'; job: number }

export type Limit = 'maxStops' | 'maxMeters' | 'maxTravelSeconds'

/** The problem after a change; the one given stays as it is. */
export function changeProblem(problem: Problem, change: Change): Problem {
  switch (change.kind) {
    case 'insist':
      return withJob(problem, change.job, () => ({ unassignedCost: change.unassignedCost }))
    case 'add_skills':
      return withCrew(problem, change.crew, ({ skills }) => ({
        skills: [...new Set([...skills, ...change.skills])],
      }))
    case 'allow_crew':
      return withJob(problem, change.job, ({ allowedCrews, forbiddenCrews }) => ({
        allowedCrews: allowedCrews && [...new Set([...allowedCrews, change.crew])],
        forbiddenCrews: forbiddenCrews.filter((crew) => crew !== change.crew),
      }))
    case 'open_zone':
      return withCrew(problem, change.crew, ({ zones }) => ({ zones: zones && [...zones, change.zone] }))
    case 'unlock':
      return { ...problem, locks: problem.locks.flatMap((lock) => unlocked(lock, change.job)) }
    case 'add_overtime':
      return withCrew(problem, change.crew, ({ shifts }) => ({
        shifts: shifts.map((shift, index) =>
          index === change.shift
            ? { ...shift, maxOvertimeSeconds: shift.maxOvertimeSeconds + change.seconds }
            : shift,
        ),
      }))
    case 'add_capacity':
      return withCrew(problem, change.crew, ({ capacity }) => ({
        capacity: capacity.map((room, dimension) => room + change.amounts[dimension]),
      }))
    case 'raise_limit':
      return withCrew(problem, change.crew, (crew) => ({ [change.limit]: crew[change.limit] + change.by }))
    case 'add_window':
      return withJob(problem, change.job, ({ windows }) => ({ windows: joined([...windows, change.window]) }))
    case 'add_shift':
      return withCrew(problem, change.crew, ({ shifts }) => ({ shifts: [...shifts, change.shift] }))
    case 'leave_out':
      return problem
  }
}

function withJob(problem: Problem, job: number, change: (job: Job) => Partial<Job>): Problem {
  const jobs = problem.jobs.with(job, { ...problem.jobs[job], ...change(problem.jobs[job]) })
  return { ...problem, jobs }
}

function withCrew(problem: Problem, crew: number, change: (crew: Crew) => Partial<Crew>): Problem {
  const crews = problem.crews.with(crew, { ...problem.crews[crew], ...change(problem.crews[crew]) })
  return { ...problem, crews }
}

/** An order lock goes on without the job. */
function unlocked(lock: Problem['locks'][number], job: number): Problem['locks'] {
  if (lock.kind !== 'order') return lock.job === job ? [] : [lock]
  const jobs = lock.jobs.filter((other) => other !== job)
  return jobs.length === 0 ? [] : [{ ...lock, jobs }]
}

/** Sorted, with those that touch as one. */
function joined(windows: TimeWindow[]): TimeWindow[] {
  const merged: TimeWindow[] = []
  for (const window of [...windows].sort((a, b) => a.startSeconds - b.startSeconds)) {
    const last = merged[merged.length - 1]
    if (!last || last.endSeconds + 1 < window.startSeconds) merged.push({ ...window })
    else last.endSeconds = Math.max(last.endSeconds, window.endSeconds)
  }
  return merged
}
