import { totalCost, zeroCost } from '../model/index.ts'
import type { Cost, Plan } from '../model/index.ts'
import { balanceCost, compactnessCost, fairnessCost, stabilityCost } from './plan-costs.ts'
import type { Evaluation, RouteSchedule, Violation } from './evaluation.ts'
import { findLinkViolations } from './link-violations.ts'
import { findLockViolations } from './lock-violations.ts'
import type { PreparedProblem } from './prepare.ts'
import { schedulePlan } from './schedule-plan.ts'
import { visitsOf } from './visits.ts'
import type { Visit } from './visits.ts'

/** Schedules a plan, prices it and lists every broken rule. Rules are never repaired here. */
export function evaluatePlan(prepared: PreparedProblem, plan: Plan): Evaluation {
  const { schedules, isSettled } = schedulePlan(prepared, plan)
  const visits = visitsOf(prepared.problem, schedules)
  const violations = schedules.flatMap((schedule) => schedule.violations)
  violations.push(
    ...findPlacementViolations(prepared, plan),
    ...findLinkViolations(prepared.problem, visits, isSettled),
    ...findLockViolations(prepared.problem, schedules, visits),
  )
  const cost = planCost(prepared, schedules, visits)
  return { cost, total: totalCost(cost, prepared.problem.weights), routes: schedules, violations }
}

function planCost(prepared: PreparedProblem, schedules: RouteSchedule[], visits: (Visit | null)[]): Cost {
  const { problem } = prepared
  const cost = zeroCost()
  for (const schedule of schedules) {
    cost.lateness += schedule.latenessCost
    cost.overtime += schedule.overtimeCost
    cost.travel += schedule.travelCost
    cost.fixed += schedule.fixedCost
  }
  visits.forEach((visit, job) => {
    if (!visit) cost.unassigned += problem.jobs[job].unassignedCost
  })
  // these cost time to work out, and nothing else depends on them
  if (problem.weights.balance > 0) cost.balance = balanceCost(problem, schedules)
  if (problem.weights.compactness > 0) cost.compactness = compactnessCost(prepared, visits)
  if (problem.weights.fairness > 0) cost.fairness = fairnessCost(prepared, visits)
  if (problem.weights.stability > 0) cost.stability = stabilityCost(problem, visits)
  return cost
}

function findPlacementViolations({ problem }: PreparedProblem, plan: Plan): Violation[] {
  const count = new Array<number>(problem.jobs.length).fill(0)
  for (const job of plan.unassigned) count[job]++
  for (const route of plan.routes) for (const stop of route.stops) if (stop.kind === 'job') count[stop.job]++
  for (const crew of problem.crews) {
    for (const shift of crew.shifts) for (const stop of shift.frozen?.stops ?? []) count[stop.job]++
  }
  const violations: Violation[] = []
  count.forEach((times, job) => {
    if (times === 1) return
    violations.push({ kind: times ? 'duplicate' : 'missing', job, crew: null, shift: null, amount: times })
  })
  const used = new Set<string>()
  for (const { crew, shift } of plan.routes) {
    const key = `${crew} ${shift}`
    if (used.has(key)) violations.push({ kind: 'duplicate', job: null, crew, shift, amount: 0 })
    used.add(key)
  }
  return violations
}
