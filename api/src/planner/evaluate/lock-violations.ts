import { jobsOf, type Lock, type Problem, type Route } from '../model/index.ts'
import type { RouteSchedule, Violation } from './evaluation.ts'
import type { Visit } from './visits.ts'

type OrderLock = Extract<Lock, { kind: 'order' }>

/** Shift and order locks; crew and time locks show as misfits and cut windows. */
export function findLockViolations(
  problem: Problem,
  schedules: RouteSchedule[],
  visits: (Visit | null)[],
): Violation[] {
  return problem.locks.flatMap((lock) => {
    const job = brokenJob(lock, schedules, visits)
    return job === null ? [] : [violationAt(job)]
  })
}

/** The order locks that a single route breaks. */
export function findBrokenOrders({ locks }: Problem, route: Route): Violation[] {
  const held = locks.filter(({ kind }) => kind === 'order') as OrderLock[]
  const own = held.filter(({ crew, shift }) => crew === route.crew && shift === route.shift)
  if (own.length === 0) return []
  const order = jobsOf(route)
  const isHere = new Set(order)
  return own.flatMap((lock) => {
    const present = lock.jobs.filter((job) => isHere.has(job))
    const job = present.length === 0 ? null : outOfOrder(lock, present, order)
    return job === null ? [] : [violationAt(job)]
  })
}

function violationAt(job: number): Violation {
  return { kind: 'lock', job, crew: null, shift: null, amount: 0 }
}

function brokenJob(lock: Lock, schedules: RouteSchedule[], visits: (Visit | null)[]): number | null {
  if (lock.kind === 'time') return null
  if (lock.kind === 'crew') {
    const visit = visits[lock.job]
    return visit && !visit.isFrozen && lock.shift !== null && visit.shift !== lock.shift ? lock.job : null
  }
  const present = lock.jobs.filter((job) => visits[job] && !visits[job].isFrozen)
  if (present.length === 0) return null
  const route = schedules.find(({ crew, shift }) => crew === lock.crew && shift === lock.shift)
  const order = (route?.stops ?? []).flatMap(({ stop }) => (stop.kind === 'job' ? [stop.job] : []))
  return outOfOrder(lock, present, order)
}

/** A job that does not follow the one before it, or does not stand where the lock is anchored. */
function outOfOrder({ anchor }: OrderLock, present: number[], order: number[]): number | null {
  const from = order.indexOf(present[0])
  const strayed = present.find((job, position) => from < 0 || order[from + position] !== job)
  if (strayed !== undefined) return strayed
  if (anchor === 'start' && from > 0) return present[0]
  if (anchor === 'end' && from + present.length < order.length) return present[0]
  return null
}
