import type { PlanChanges, PlanSketch } from '../contract/index.ts'
import { checkPlan, type Finding } from '../planner/check/index.ts'
import { validateProblem, type Evaluation, type Plan } from '../planner/index.ts'
import { solve } from '../planner/search/index.ts'
import type { TravelTimes } from '../roads/travel-times.ts'
import { buildProblem, type DayProblem } from './build-problem.ts'
import type { DayInput } from './day-input.ts'
import { explainInThread } from './explain-in-thread.ts'
import { explanationOf } from './refusals.ts'
import { replanDay } from './replan-day.ts'
import { sketchPlan } from './sketch-plan.ts'
import type { StoredRoute, Unassigned } from './store-version.ts'
import { describeVersion, findMatrices } from './travel.ts'
import type { summarise } from './version-rows.ts'

const EXPLAIN_MILLISECONDS = 8000

export type Sketch = Omit<PlanSketch, 'number'>

export interface SolveBudget {
  seconds: number
  seed: number
  signal: AbortSignal
  onProgress(phase: 'travel times' | 'routes' | 'streets', assignedCount: number, best?: () => Sketch): void
}

export interface SolvedVersion {
  routes: StoredRoute[]
  unassigned: Unassigned[]
  summary: ReturnType<typeof summarise> & { changes?: PlanChanges }
  isEstimate: boolean
}

interface FoundPlan {
  plan: Plan
  evaluation: Evaluation
  changes?: PlanChanges
}

/** A plan that the independent checker refuses; it is never shown. */
export class RefusedPlan extends Error {
  constructor(findings: Finding[]) {
    super(
      `The plan did not pass the check: ${findings.map(({ rule, message }) => `${rule} ${message}`).join('; ')}`,
    )
    this.name = 'RefusedPlan'
  }
}

/** Plans a day: travel times by road, routes by the planner, a check with arithmetic of its own, streets. */
export async function solveVersion(
  travelTimes: TravelTimes,
  input: DayInput,
  budget: SolveBudget,
): Promise<SolvedVersion> {
  budget.onProgress('travel times', 0)
  const { matrices, isEstimate } = await findMatrices(travelTimes, input)
  const day = buildProblem(input, matrices)
  const mistakes = validateProblem(day.problem)
  if (mistakes.length > 0)
    throw new Error(`The day cannot be planned: ${JSON.stringify(mistakes.slice(0, 5))}`)
  budget.onProgress('routes', 0)
  const { changes, ...solution } = await findPlan(input, day, budget)
  demandSound(day, solution)
  const unassigned = await explainAll(day, solution.plan)
  budget.onProgress('streets', day.problem.jobs.length - solution.plan.unassigned.length)
  const { routes, summary } = await describeVersion(travelTimes, input, day, solution.evaluation)
  return { routes, summary: changes ? { ...summary, changes } : summary, unassigned, isEstimate }
}

/** Reasons of all that is left out; where there is no time for all, those of the rest are found when asked for. */
async function explainAll(day: DayProblem, plan: Plan): Promise<Unassigned[]> {
  if (plan.unassigned.length === 0) return []
  const { problem } = day
  const reasons = await explainInThread({
    kind: 'unassigned',
    problem,
    plan,
    milliseconds: EXPLAIN_MILLISECONDS,
  })
  const explained = new Map(reasons.map((reason) => [reason.job, explanationOf(day, reason)]))
  return plan.unassigned.map(
    (job) =>
      explained.get(job) ?? {
        taskId: day.taskIds[job],
        reason: 'unexplained',
        crewId: null,
        margin: null,
        crews: [],
      },
  )
}

/** From nothing, or near the version that people know. */
async function findPlan(input: DayInput, day: DayProblem, budget: SolveBudget): Promise<FoundPlan> {
  const tell = ({ unassigned }: Plan, best?: () => Sketch) =>
    budget.onProgress('routes', day.problem.jobs.length - unassigned.length, best)
  const { seconds, seed, signal } = budget
  if (input.changeBudget !== null) {
    return replanDay(input, day, input.changeBudget, { seconds, seed, signal, onFirst: (plan) => tell(plan) })
  }
  return solve(day.problem, {
    seconds,
    seed,
    signal,
    onProgress: ({ plan, evaluation }) => tell(plan, () => sketchPlan(input, day, plan, evaluation)),
  })
}

/** Refuses what the independent checker refuses. */
export function demandSound(
  { problem }: DayProblem,
  { plan, evaluation }: Pick<FoundPlan, 'plan' | 'evaluation'>,
): void {
  const findings = checkPlan(problem, plan, evaluation)
  const broken = evaluation.violations.map(({ kind, job }) => ({ rule: kind, message: `job ${job}` }))
  if (findings.length + broken.length > 0) throw new RefusedPlan([...findings, ...broken].slice(0, 5))
}
