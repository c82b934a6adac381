import type { Link, Problem } from '../model/index.ts'
import type { Violation } from './evaluation.ts'
import type { Visit } from './visits.ts'

type Visits = (Visit | null)[]

/** `isSettled` false: some of the waits below are circular. */
export function findLinkViolations(problem: Problem, visits: Visits, isSettled: boolean): Violation[] {
  const violations: Violation[] = []
  for (const link of problem.links) {
    const broken = breach(link, visits)
    if (broken) violations.push({ kind: link.kind, ...broken, crew: null, shift: null })
  }
  if (!isSettled && violations.length === 0) {
    violations.push({ kind: 'together', job: 0, crew: null, shift: null, amount: 0 })
  }
  return violations
}

function breach(link: Link, visits: Visits): { job: number; amount: number } | null {
  if (link.kind === 'precedence') return precedenceBreach(link, visits)
  if (link.kind === 'together') return togetherBreach(link.jobs, visits)
  const placed = link.jobs.filter((job) => visits[job])
  if (placed.length === 0) return null
  const first = visits[placed[0]]!
  if (link.kind === 'same_crew') {
    const other = placed.find((job) => visits[job]!.crew !== first.crew)
    return other === undefined ? null : { job: other, amount: 0 }
  }
  const absent = link.jobs.find((job) => !visits[job])
  if (absent !== undefined) return { job: absent, amount: 0 }
  const apart = placed.find((job) => !isSameTrip(visits[job]!, first))
  return apart === undefined ? null : { job: apart, amount: 0 }
}

function isSameTrip(a: Visit, b: Visit): boolean {
  return a.crew === b.crew && a.shift === b.shift && a.trip === b.trip
}

function precedenceBreach(link: Link & { kind: 'precedence' }, visits: Visits) {
  const before = visits[link.before]
  const after = visits[link.after]
  if (!after || after.isFrozen) return null
  if (!before) return { job: link.after, amount: 0 }
  const early = before.endSeconds + link.gapSeconds - after.startSeconds
  const isBackwards = before.crew === after.crew && before.shift === after.shift && before.rank > after.rank
  return early > 0 || isBackwards ? { job: link.after, amount: Math.max(0, early) } : null
}

function togetherBreach(jobs: [number, number], visits: Visits) {
  const [first, second] = jobs.map((job) => visits[job])
  // once one of the two is done, the other can no longer come together with it
  if ((!first && !second) || first?.isFrozen || second?.isFrozen) return null
  if (!first) return { job: jobs[0], amount: 0 }
  if (!second) return { job: jobs[1], amount: 0 }
  if (first.crew === second.crew) return { job: jobs[1], amount: 0 }
  const apart = Math.abs(first.startSeconds - second.startSeconds)
  return apart > 0 ? { job: jobs[1], amount: apart } : null
}
