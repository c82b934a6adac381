import { jobsOf } from '../model/index.ts'
import type { Link, Plan, Problem } from '../model/index.ts'
import type { RouteSchedule } from './evaluation.ts'
import type { PreparedProblem } from './prepare.ts'
import { scheduleRoute } from './schedule-route.ts'
import type { NotBefore } from './legs.ts'
import { visitsOf } from './visits.ts'

/**
 * Earliest times of every used route. A job waits for the linked jobs of other routes, so routes are
 * scheduled again until nothing moves; `isSettled` is false when they wait for each other in a circle.
 */
export function schedulePlan(
  prepared: PreparedProblem,
  plan: Plan,
): { schedules: RouteSchedule[]; isSettled: boolean } {
  const routes = plan.routes.filter((route) => route.stops.length > 0)
  const schedules = routes.map((route) => scheduleRoute(prepared, route))
  const links = prepared.problem.links.filter(({ kind }) => kind === 'precedence' || kind === 'together')
  if (links.length === 0) return { schedules, isSettled: true }

  const routeOf = new Map<number, number>()
  routes.forEach((route, index) => jobsOf(route).forEach((job) => routeOf.set(job, index)))
  const notBefore: NotBefore = new Map()
  for (let pass = 0; pass <= 4 * links.length + 8; pass++) {
    const moved = raise(prepared.problem, links, schedules, notBefore)
    if (moved.length === 0) return { schedules, isSettled: true }
    for (const index of new Set(moved.map((job) => routeOf.get(job)))) {
      if (index !== undefined) schedules[index] = scheduleRoute(prepared, routes[index], notBefore)
    }
  }
  return { schedules, isSettled: false }
}

/** Raises the bounds that the current times call for and returns the jobs they concern. */
function raise(problem: Problem, links: Link[], schedules: RouteSchedule[], notBefore: NotBefore): number[] {
  const visits = visitsOf(problem, schedules)
  const moved: number[] = []
  const bound = (job: number, seconds: number) => {
    const visit = visits[job]
    if (!visit || visit.isFrozen || visit.startSeconds >= seconds) return
    if ((notBefore.get(job) ?? -Infinity) >= seconds) return
    notBefore.set(job, seconds)
    moved.push(job)
  }
  for (const link of links) {
    if (link.kind === 'precedence') {
      const before = visits[link.before]
      const after = visits[link.after]
      if (!before || !after) continue
      const isBackwards =
        before.crew === after.crew && before.shift === after.shift && before.rank > after.rank
      if (!isBackwards) bound(link.after, before.endSeconds + link.gapSeconds)
    } else if (link.kind === 'together') {
      const [first, second] = link.jobs.map((job) => visits[job])
      if (
        !first ||
        !second ||
        first.isFrozen ||
        second.isFrozen ||
        (first.crew === second.crew && first.shift === second.shift)
      )
        continue
      bound(link.jobs[0], second.startSeconds)
      bound(link.jobs[1], first.startSeconds)
    }
  }
  return moved
}
