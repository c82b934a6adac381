import type { Problem } from '../model/index.ts'
import type { Evaluation, Violation } from './evaluation.ts'
import { visitsOf } from './visits.ts'

/** Broken links name no crew: here they have the one that has their job, or a job that it is bound to. */
export function withCrews(
  problem: Problem,
  violations: readonly Violation[],
  { routes }: Pick<Evaluation, 'routes'>,
): Violation[] {
  if (violations.every(({ crew }) => crew !== null)) return [...violations]
  const visits = visitsOf(problem, routes)
  return violations.map((violation) => {
    const { job, crew } = violation
    if (crew !== null || job === null) return violation
    const bound = problem.links.flatMap((link) =>
      link.kind === 'precedence' ? [[link.before, link.after]] : [link.jobs],
    )
    const others = bound.filter((jobs) => jobs.includes(job)).flat()
    const found = [job, ...others].find((each) => visits[each])
    return found === undefined ? violation : { ...violation, crew: visits[found]!.crew }
  })
}
