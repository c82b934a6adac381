import type { Plan, Problem } from '../model/index.ts'
import { checkCosts } from './check-costs.ts'
import { checkRoute } from './check-route.ts'
import { checkBetween } from './check-between.ts'
import type { Claim } from './claim.ts'
import type { Finding } from './finding.ts'

/**
 * Verifies a plan against the problem with arithmetic of its own. It does not work out any times: it takes
 * the claimed ones and tests that they are possible, allowed and priced right. Empty means all is well.
 */
export function checkPlan(problem: Problem, plan: Plan, claim: Claim): Finding[] {
  const findings: Finding[] = []
  const tell = (rule: string, message: string) => void findings.push({ rule, message })
  checkSameStops(plan, claim, tell)
  checkEveryJobOnce(problem, plan, tell)
  for (const route of claim.routes) checkRoute(problem, route, tell)
  checkBetween(problem, claim, tell)
  checkCosts(problem, plan, claim, tell)
  return findings
}

function checkSameStops(plan: Plan, claim: Claim, tell: (rule: string, message: string) => void): void {
  const spell = (routes: { crew: number; shift: number; stops: unknown[] }[]) =>
    routes
      .filter(({ stops }) => stops.length > 0)
      .map((route) => JSON.stringify([route.crew, route.shift, route.stops]))
      .sort()
  const claimed = claim.routes.map(({ crew, shift, stops }) => ({
    crew,
    shift,
    stops: stops.map(({ stop }) => stop),
  }))
  if (spell(plan.routes).join() !== spell(claimed).join())
    tell('claim', 'is about other routes than the plan')
  const shifts = claim.routes.map(({ crew, shift }) => `${crew} ${shift}`)
  if (new Set(shifts).size < shifts.length) tell('shift', 'is used by two routes')
}

function checkEveryJobOnce(
  problem: Problem,
  plan: Plan,
  tell: (rule: string, message: string) => void,
): void {
  const times = new Map<number, number>()
  const meet = (job: number) => times.set(job, (times.get(job) ?? 0) + 1)
  plan.unassigned.forEach(meet)
  plan.routes.forEach(({ stops }) => stops.forEach((stop) => stop.kind === 'job' && meet(stop.job)))
  problem.crews.forEach(({ shifts }) =>
    shifts.forEach(({ frozen }) => frozen?.stops.forEach(({ job }) => meet(job))),
  )
  problem.jobs.forEach(({ id }, job) => {
    if (times.get(job) !== 1) tell('placement', `job ${id} occurs ${times.get(job) ?? 0} times`)
  })
}
