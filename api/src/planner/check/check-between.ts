import type { Link, Lock, Problem } from '../model/index.ts'
import type { Claim } from './claim.ts'
import type { Tell } from './finding.ts'
import { placedJobs } from './placed-jobs.ts'
import type { PlacedJob } from './placed-jobs.ts'

type Placed = Map<number, PlacedJob>

/** Links between jobs, and locks. */
export function checkBetween(problem: Problem, claim: Claim, tell: Tell): void {
  const placed = placedJobs(problem, claim)
  problem.links.forEach((link, index) => {
    if (!holds(link, placed)) tell(link.kind, `link ${index} is broken`)
  })
  problem.locks.forEach((lock, index) => {
    if (!isKept(lock, placed, claim)) tell('lock', `lock ${index} is broken`)
  })
}

function holds(link: Link, placed: Placed): boolean {
  if (link.kind === 'precedence') return isAfter(link, placed)
  const found = link.jobs.map((job) => placed.get(job)).filter((job) => job !== undefined)
  if (link.kind === 'same_crew') return new Set(found.map(({ crew }) => crew)).size <= 1
  if (found.length === 0) return true
  if (link.kind === 'together' && found.some(({ position }) => position < 0)) return true
  if (found.length < link.jobs.length) return false
  if (link.kind === 'together') return found[0].crew !== found[1].crew && found[0].from === found[1].from
  return new Set(found.map(({ crew, shift, trip }) => `${crew}/${shift}/${trip}`)).size === 1
}

function isAfter(link: Link & { kind: 'precedence' }, placed: Placed): boolean {
  const after = placed.get(link.after)
  if (!after || after.position < 0) return true
  const before = placed.get(link.before)
  if (!before || before.to + link.gapSeconds > after.from) return false
  const isOneRoute = before.crew === after.crew && before.shift === after.shift
  return !isOneRoute || before.position < after.position
}

function isKept(lock: Lock, placed: Placed, claim: Claim): boolean {
  if (lock.kind === 'order') return isOrderKept(lock, placed, claim)
  const job = placed.get(lock.job)
  if (!job || job.position < 0) return true
  if (lock.kind === 'time') return lock.window.startSeconds <= job.from && job.from <= lock.window.endSeconds
  return job.crew === lock.crew && (lock.shift === null || lock.shift === job.shift)
}

function isOrderKept(lock: Lock & { kind: 'order' }, placed: Placed, claim: Claim): boolean {
  const present = lock.jobs.filter((job) => (placed.get(job)?.position ?? -1) >= 0)
  if (present.length === 0) return true
  const route = claim.routes.find(({ crew, shift }) => crew === lock.crew && shift === lock.shift)
  const jobs = (route?.stops ?? [])
    .map(({ stop }) => (stop.kind === 'job' ? stop.job : -1))
    .filter((job) => job >= 0)
  const line = `,${jobs.join()},`
  const wanted = `,${present.join()},`
  if (lock.anchor === 'start') return line.startsWith(wanted)
  return lock.anchor === 'end' ? line.endsWith(wanted) : line.includes(wanted)
}
