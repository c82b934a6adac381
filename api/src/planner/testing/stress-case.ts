import { checkPlan } from '../check/index.ts'
import { evaluatePlan, prepareProblem } from '../evaluate/index.ts'
import { validateProblem } from '../model/index.ts'
import type { Problem } from '../model/index.ts'
import { Random } from '../search/random.ts'
import { solveHere } from '../search/index.ts'
import { exhaust } from './exhaustive.ts'
import { randomProblem } from './random-problem.ts'

interface StressBudget {
  iterations: number
  /** Plans that an exhaustive search may price. */
  plans: number
}

const STRESS_BUDGET: StressBudget = { iterations: 400, plans: 12_000 }

/** What came of one problem. `failures` must never be; a gap is a plan that is sound but not the cheapest. */
export interface StressResult {
  failures: string[]
  isExhausted: boolean
  cost: number
  /** of the cheapest plan, where all were priced */
  best: number | null
  /** Breaks and reloads may lie in several places; the search tries only some of them. */
  hasBreaks: boolean
  /** the cheapest plan serves more, by the price of what is left out */
  isServingLess: boolean
}

/** A small problem with any mixture of rules, mostly small enough for an exhaustive search. */
export function stressProblem(seed: number): Problem {
  const random = new Random(seed)
  const isLarge = random.below(8) === 0
  const jobs = isLarge ? 8 + random.below(8) : 2 + random.below(4)
  const crews = isLarge ? 2 + random.below(3) : 1 + random.below(3)
  return randomProblem(seed, {
    jobs: Math.max(jobs, 3),
    crews,
    richness: random.below(11) / 10,
    isWide: true,
  })
}

export function stressCase(problem: Problem, seed: number, budget = STRESS_BUDGET): StressResult {
  const result: StressResult = {
    failures: [],
    isExhausted: false,
    cost: 0,
    best: null,
    hasBreaks: problem.crews.some(
      ({ reload, shifts }) => reload || shifts.some(({ breaks }) => breaks.length > 0),
    ),
    isServingLess: false,
  }
  const fail = (text: string) => result.failures.push(text)
  for (const { path, message } of validateProblem(problem)) fail(`invalid: ${path} ${message}`)
  const prepared = prepareProblem(problem)
  const { plan, evaluation, cost } = solveHere(problem, { iterations: budget.iterations, seed })
  result.cost = cost
  if (cost !== evaluation.total) fail(`costs ${cost}, the evaluator says ${evaluation.total}`)
  for (const { kind, job } of evaluation.violations) fail(`breaks ${kind} of job ${job}`)
  for (const { rule, message } of checkPlan(problem, plan, evaluation)) fail(`checker: ${rule} ${message}`)
  if (evaluatePlan(prepared, plan).total !== evaluation.total) fail('a second evaluation differs')
  if (problem.jobs.length > 6) return result

  // jobs of an order lock go in first, at any price
  const chained = problem.locks.flatMap((lock) => (lock.kind === 'order' ? lock.jobs : []))
  const out = new Set(plan.unassigned)
  const exhausted = exhaust(prepared, budget.plans, (isServed) =>
    chained.every((job) => isServed(job) === !out.has(job)),
  )
  if (!exhausted) return result
  result.isExhausted = true
  result.best = exhausted.best?.total ?? null
  const left = exhausted.best?.plan.unassigned.reduce((sum, job) => sum + problem.jobs[job].unassignedCost, 0)
  result.isServingLess = left !== undefined && left < evaluation.cost.unassigned
  if (!exhausted.best) fail('serves what no plan can serve')
  else if (cost < exhausted.best.total)
    fail(`costs ${cost}, less than the cheapest plan (${exhausted.best.total})`)
  return result
}
