import type { Lock, Problem } from '../model/index.ts'
import type { RouteSchedule, Violation } from './evaluation.ts'
import type { Visit } from './visits.ts'

/** Shift and order locks; crew and time locks show as misfits and cut windows. */
export function findLockViolations(
  problem: Problem,
  schedules: RouteSchedule[],
  visits: (Visit | null)[],
): Violation[] {
  return problem.locks.flatMap((lock) => {
    const job = brokenJob(lock, schedules, visits)
    return job === null ? [] : [{ kind: 'lock', job, crew: null, shift: null, amount: 0 }]
  })
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
  const from = order.indexOf(present[0])
  const strayed = present.find((job, position) => from < 0 || order[from + position] !== job)
  if (strayed !== undefined) return strayed
  if (lock.anchor === 'start' && from > 0) return present[0]
  if (lock.anchor === 'end' && from + present.length < order.length) return present[0]
  return null
}
