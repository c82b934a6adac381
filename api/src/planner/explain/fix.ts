import type { Plan, Problem, Route } from '../model/index.ts'
import { changeProblem } from './change.ts'
import type { Change } from './change.ts'
import { withRoute, withoutJobs } from './plan-view.ts'

/** A way to serve a job that is left out: plain data, which `applyFix` carries out. */
export interface Fix {
  job: number
  changes: Change[]
  /** The shift's route with the job in it. */
  route: Route
  /** What it adds to the plan's weighted cost, with the prices of the changes. */
  price: number
}

/** What a dispatcher's concessions are worth, in the problem's weighted cost; Infinity is not on offer. */
export interface FixPrices {
  /** Another crew member for the day. */
  skill: number
  crew: number
  zone: number
  unlock: number
  /** On top of the crew's own price of overtime. */
  perOvertimeSecond: number
  /** Work outside the citizen's window. */
  perWindowSecond: number
  perCapacityUnit: number
  /** A stop more, or a started kilometre or ten minutes more than a crew's limit. */
  perLimitStep: number
  /** Waiting for the next day. */
  perDay: number
}

/** About what an hour of work costs where a second of travel costs 1. */
export const DEFAULT_FIX_PRICES: FixPrices = {
  skill: 7200,
  crew: 1800,
  zone: 900,
  unlock: 1800,
  perOvertimeSecond: 1,
  perWindowSecond: 1,
  perCapacityUnit: 900,
  perLimitStep: 300,
  perDay: 14_400,
}

/** The problem and plan after a fix; the job is then served and the plan keeps all rules. */
export function applyFix(problem: Problem, plan: Plan, fix: Fix): { problem: Problem; plan: Plan } {
  const leftOut = fix.changes.flatMap((change) => (change.kind === 'leave_out' ? [change.job] : []))
  return {
    problem: fix.changes.reduce(changeProblem, problem),
    plan: withRoute(withoutJobs(plan, new Set(leftOut)), fix.route),
  }
}

export function priceOfChange(change: Change, prices: FixPrices): number {
  switch (change.kind) {
    case 'add_skills':
      return prices.skill
    case 'allow_crew':
      return prices.crew
    case 'open_zone':
      return prices.zone
    case 'unlock':
      return prices.unlock
    case 'add_overtime':
      return change.seconds * prices.perOvertimeSecond
    case 'add_capacity':
      return change.amounts.reduce((sum, amount) => sum + amount, 0) * prices.perCapacityUnit
    case 'raise_limit':
      return Math.ceil(change.by / LIMIT_STEP[change.limit]) * prices.perLimitStep
    case 'add_shift':
      return prices.perDay
    case 'add_window':
    case 'insist':
    case 'leave_out':
      return 0
  }
}

const LIMIT_STEP = { maxStops: 1, maxMeters: 1000, maxTravelSeconds: 600 }
