import { evaluatePlan, visitsOf } from '../evaluate/index.ts'
import type { Evaluation, NotBefore, PreparedProblem, RouteSchedule, Visit } from '../evaluate/index.ts'
import type { Plan, Route } from '../model/index.ts'

/** A plan with its times, as questions about single jobs need it. */
export interface PlanView {
  prepared: PreparedProblem
  plan: Plan
  evaluation: Evaluation
  visits: (Visit | null)[]
  /** Jobs that wait for other routes are held to the times they have in the plan. */
  notBefore: NotBefore
}

export function viewPlan(prepared: PreparedProblem, plan: Plan): PlanView {
  const { problem } = prepared
  const evaluation = evaluatePlan(prepared, plan)
  const visits = visitsOf(problem, evaluation.routes)
  const notBefore: NotBefore = new Map()
  for (const link of problem.links) {
    if (link.kind !== 'precedence' && link.kind !== 'together') continue
    for (const job of link.kind === 'together' ? link.jobs : [link.after]) {
      const visit = visits[job]
      if (visit && !visit.isFrozen) notBefore.set(job, visit.startSeconds)
    }
    if (link.kind !== 'precedence' || visits[link.after] || !visits[link.before]) continue
    const bound = visits[link.before]!.endSeconds + link.gapSeconds
    notBefore.set(link.after, Math.max(notBefore.get(link.after) ?? -Infinity, bound))
  }
  return { prepared, plan, evaluation, visits, notBefore }
}

/** The route of a shift; where the plan has none, an empty one with its breaks to be taken. */
export function routeOf({ prepared, plan }: PlanView, crew: number, shift: number): Route {
  const found = plan.routes.find((route) => route.crew === crew && route.shift === shift)
  if (found && found.stops.length > 0) return found
  const { breaks, frozen } = prepared.problem.crews[crew].shifts[shift]
  const order = [...breaks.keys()]
    .filter((index) => !frozen?.breaksTaken.includes(index))
    .sort((a, b) => breaks[a].windows[0].startSeconds - breaks[b].windows[0].startSeconds)
  return { crew, shift, stops: order.map((index) => ({ kind: 'break', break: index })) }
}

/** The plan with this route in the place of the shift's; its jobs are no longer left out. */
export function withRoute(plan: Plan, route: Route): Plan {
  const jobs = new Set(route.stops.flatMap((stop) => (stop.kind === 'job' ? [stop.job] : [])))
  const others = plan.routes.filter(({ crew, shift }) => crew !== route.crew || shift !== route.shift)
  return { routes: [...others, route], unassigned: plan.unassigned.filter((job) => !jobs.has(job)) }
}

/** The plan without these jobs, which are then left out; routes without jobs go. */
export function withoutJobs(plan: Plan, jobs: ReadonlySet<number>): Plan {
  const routes = plan.routes
    .map((route) => ({
      ...route,
      stops: route.stops.filter((stop) => stop.kind !== 'job' || !jobs.has(stop.job)),
    }))
    .filter(({ stops }) => stops.some(({ kind }) => kind === 'job'))
  return { routes, unassigned: [...plan.unassigned.filter((job) => !jobs.has(job)), ...jobs] }
}

/** Weighted costs of a route's own. */
export function routeCost({ problem: { weights } }: PreparedProblem, schedule: RouteSchedule): number {
  return (
    weights.travel * schedule.travelCost +
    weights.overtime * schedule.overtimeCost +
    weights.lateness * schedule.latenessCost +
    weights.fixed * schedule.fixedCost
  )
}
