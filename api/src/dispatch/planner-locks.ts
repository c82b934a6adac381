import type { Lock, TimeWindow } from '../planner/index.ts'
import type { DayInput } from './day-input.ts'
import { lockedSeconds } from './plan-lock.ts'

/** what leaving a locked stop out costs more than any other */
const LOCKED_COST = 100_000
/** and in seconds of travel, however little serving counts */
const LOCKED_SECONDS = 10_000_000

export interface PlannerLocks {
  locks: Lock[]
  /** crew indexes whose route takes no other jobs, each with those it has */
  closedCrews: Map<number, ReadonlySet<number>>
  lockedJobs: ReadonlySet<number>
}

/** What is locked, in the planner's indexes. Locks to a crew that is out, or to a time that is over, are void. */
export function plannerLocks(input: DayInput, startSeconds: (instant: Date) => number): PlannerLocks {
  const jobOf = new Map(input.tasks.map(({ id }, job) => [id, job]))
  const crewOf = new Map(
    input.crews.flatMap(({ id, shifts }, crew) => (shifts.length > 0 ? [[id, crew]] : [])),
  )
  const begins = Math.min(
    ...input.crews.flatMap(({ id, shifts }) => shifts.map((shift) => readyAt(id, shift))),
  )
  const locks: Lock[] = []
  const chains = new Map<string, Extract<Lock, { kind: 'order' }>>()
  const closedCrews = new Map<number, ReadonlySet<number>>()
  for (const lock of input.locks) {
    const job = 'taskId' in lock ? jobOf.get(lock.taskId) : undefined
    if (lock.kind === 'time') {
      const window = around(startSeconds(new Date(lock.startAt)))
      if (job !== undefined && window.endSeconds >= begins) locks.push({ kind: 'time', job, window })
      continue
    }
    const crew = crewOf.get(lock.crewId)
    if (crew === undefined) continue
    if (lock.kind === 'crew') {
      if (job !== undefined) locks.push({ kind: 'crew', job, crew, shift: null })
      continue
    }
    const legs = lock.legs.map(({ shiftId, taskIds }) => ({
      shift: input.crews[crew].shifts.findIndex(({ id }) => id === shiftId),
      jobs: taskIds.flatMap((taskId) => jobOf.get(taskId) ?? []),
    }))
    if (lock.kind === 'route') closedCrews.set(crew, new Set(legs.flatMap(({ jobs }) => jobs)))
    for (const { shift, jobs } of legs) if (shift >= 0) addChain(crew, shift, jobs)
  }
  locks.push(...chains.values())
  const lockedJobs = new Set(locks.flatMap((lock) => (lock.kind === 'order' ? lock.jobs : [lock.job])))
  return { locks, closedCrews, lockedJobs }

  /** Orders from the beginning of one shift are parts of each other: the longest says all. */
  function addChain(crew: number, shift: number, jobs: number[]): void {
    const key = `${crew} ${shift}`
    if (jobs.length <= (chains.get(key)?.jobs.length ?? 0)) return
    chains.set(key, { kind: 'order', crew, shift, jobs, anchor: 'start' })
  }

  function readyAt(crewId: number, { startsAt }: { startsAt: string }): number {
    const notBefore = input.positions.find((each) => each.crewId === crewId)?.readyAt ?? input.from
    return Math.max(startSeconds(new Date(startsAt)), notBefore ? startSeconds(notBefore) : -Infinity)
  }
}

/** No plan is better for leaving it out. */
export function lockedCost(unassignedCost: number, weight: number | undefined): number {
  return unassignedCost + LOCKED_COST + Math.ceil(LOCKED_SECONDS / Math.max(1, weight ?? LOCKED_SECONDS))
}

function around(seconds: number): TimeWindow {
  return { startSeconds: seconds - lockedSeconds, endSeconds: seconds + lockedSeconds }
}
