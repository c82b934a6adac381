import type { Link, Problem } from '../model/index.ts'
import type { PlanView } from './plan-view.ts'

/** Jobs of the same trip, in an order that keeps their precedences; the job itself is among them. */
export function companionsOf(problem: Problem, job: number): number[] {
  const members = new Set([job])
  for (let size = 0; size < members.size;) {
    size = members.size
    for (const link of problem.links) {
      if (link.kind !== 'same_route' || !link.jobs.some((other) => members.has(other))) continue
      for (const other of link.jobs) members.add(other)
    }
  }
  const isFirst = (a: number, b: number) =>
    problem.links.some((link) => link.kind === 'precedence' && link.before === a && link.after === b)
  return [...members].sort((a, b) => (isFirst(a, b) ? -1 : isFirst(b, a) ? 1 : a - b))
}

/** The link that keeps a job out while another is left out, or away from this crew; null where there is none. */
export function missingLink(view: PlanView, jobs: number[], crew: number): Link['kind'] | null {
  const { links } = view.prepared.problem
  const isPlaced = (job: number) => jobs.includes(job) || view.visits[job] !== null
  for (const link of links) {
    if (link.kind === 'precedence') {
      if (jobs.includes(link.after) && !isPlaced(link.before)) return link.kind
    } else if (link.kind === 'together') {
      const partner = link.jobs.find((job) => !jobs.includes(job))
      if (partner === undefined || !link.jobs.some((job) => jobs.includes(job))) continue
      const visit = view.visits[partner]
      if (!visit || visit.crew === crew) return link.kind
    } else if (link.kind === 'same_crew' && link.jobs.some((job) => jobs.includes(job))) {
      const isElsewhere = (job: number) => view.visits[job] !== null && view.visits[job]!.crew !== crew
      if (link.jobs.some(isElsewhere)) return link.kind
    }
  }
  return null
}
