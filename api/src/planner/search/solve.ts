import { evaluatePlan, prepareProblem } from '../evaluate/index.ts'
import type { Evaluation, PreparedProblem } from '../evaluate/index.ts'
import type { Plan, Problem } from '../model/index.ts'
import { Exchange } from './exchange.ts'
import type { Outcome, ThreadTask } from './run-thread.ts'
import { runThread } from './run-thread.ts'
import { compile, complete, createWalker, geometryOf, isDivisible, toPlan } from './solver-setup.ts'
import type { Compiled } from './solver-setup.ts'
import { splitFlat } from './walker.ts'
import type { FlatRoutes } from './walker.ts'
import { giveBack, takeWorker } from './worker-pool.ts'
import type { WorkerReply, WorkerRequest } from './worker.ts'

export interface SolveOptions {
  /**
   * Wall time at most, set-up included: a small problem is through with its steps before. Or `iterations`, steps of
   * each thread, which makes the result repeatable.
   */
  seconds?: number
  iterations?: number
  threads?: number
  seed?: number
  onProgress?: (solution: Solution) => void
  signal?: AbortSignal
}

export interface Solution {
  plan: Plan
  evaluation: Evaluation
  /** The search's own figure; equals `evaluation.total`. */
  cost: number
  iterations: number
}

const DEFAULT_SECONDS = 1
/** Steps of each thread after which a small problem has long had its best plan: the cube of its size, at least so many. */
const LEAST_STEPS = 5000
const STEPS_A_CUBE = 2
/** Problems from this size on are divided between the threads. */
const DIVIDE_JOBS = 400

/** The best plan found within the budget. Progress comes with each better plan; aborting returns the best so far. */
export async function solve(problem: Problem, options: SolveOptions = {}): Promise<Solution> {
  const begin = performance.timeOrigin + performance.now()
  const prepared = prepareProblem(problem)
  const compiled = compile(prepared)
  const { initial, first, ...setup } = begun(prepared, compiled, options)
  const tell = (outcome: Outcome) => solutionOf(prepared, compiled, outcome)
  if (options.signal?.aborted || problem.jobs.length === 0 || problem.crews.length === 0) return first
  options.onProgress?.(first)
  if (options.signal?.aborted) return first
  complete(compiled)
  const threads = options.threads ?? 2
  const capacity = initial.length + 3 * compiled.instance.routes + problem.jobs.length
  const exchange = new Exchange(threads, capacity)
  const cancel = () => exchange.cancel()
  options.signal?.addEventListener('abort', cancel, { once: true })
  const deadline =
    options.iterations === undefined ? begin + 1000 * (options.seconds ?? DEFAULT_SECONDS) : null
  const requests = Array.from({ length: threads }, (_, thread): WorkerRequest => {
    const task = taskOf(compiled, options, setup, initial, thread)
    const steps = options.iterations ?? enoughSteps(compiled)
    return {
      compiled,
      task,
      threads,
      capacity,
      buffer: exchange.buffer,
      neighbours: setup.neighbours,
      deadline,
      steps,
    }
  })
  try {
    const outcomes = await Promise.all(
      requests.map((request) => runInWorker(request, (outcome) => options.onProgress?.(tell(outcome)))),
    )
    const steps = outcomes.reduce((sum, outcome) => sum + outcome.steps, 0)
    return tell({ ...outcomes[0], steps })
  } catch (error) {
    exchange.fail()
    throw error
  } finally {
    options.signal?.removeEventListener('abort', cancel)
  }
}

function enoughSteps({ instance }: Compiled): number {
  return Math.max(LEAST_STEPS, STEPS_A_CUBE * (instance.jobs + instance.routes) ** 3)
}

/** The same search in this thread, by steps only. */
export function solveHere(problem: Problem, options: { iterations: number; seed?: number }): Solution {
  const prepared = prepareProblem(problem)
  const compiled = compile(prepared)
  const { initial, first, ...setup } = begun(prepared, compiled, options)
  if (problem.jobs.length === 0 || problem.crews.length === 0) return first
  complete(compiled)
  const task = taskOf(compiled, options, setup, initial, 0)
  const capacity = initial.length + 3 * compiled.instance.routes + problem.jobs.length
  const walker = createWalker(compiled, task.seed * 7919 + 1, setup.neighbours)
  const budget = { deadline: null, steps: options.iterations, now: () => 0 }
  const outcome = runThread(walker, geometryOf(compiled), new Exchange(1, capacity), task, budget, () => {})
  return solutionOf(prepared, compiled, outcome)
}

interface Setup {
  /** Temperatures at the start and the end. */
  hot: number
  cold: number
  neighbours: number
  isSoft: boolean
}

function begun(
  prepared: PreparedProblem,
  compiled: Compiled,
  options: SolveOptions,
): Setup & { initial: FlatRoutes; first: Solution } {
  const isLong = (options.seconds ?? 0) > 5 || (options.iterations ?? 0) > 500_000
  const neighbours = isLong ? 60 : 40
  const walker = createWalker(compiled, options.seed ?? 1, neighbours)
  walker.construct()
  const initial = walker.current()
  const isTight = splitFlat(initial).absent.length > 0
  const isSoft = isTight && compiled.kind === 'classic' && !isDivided(compiled)
  const heat = isSoft ? SOFT : isTight ? TIGHT : LOOSE
  const outcome: Outcome = { flat: initial, cost: walker.bestCost, steps: 0, servedShare: 0 }
  const first = solutionOf(prepared, compiled, outcome)
  const meanLeg = meanLegCost(prepared, first)
  return {
    initial,
    first,
    hot: heat.hot * meanLeg,
    cold: heat.cold * meanLeg,
    neighbours: heat === TIGHT ? 100 : neighbours,
    isSoft,
  }
}

/** Weighted travel cost of an average leg, the yardstick for temperatures. */
function meanLegCost({ problem }: PreparedProblem, { plan, evaluation }: Solution): number {
  const legs = plan.routes.reduce((sum, { stops }) => sum + stops.length + 1, 0)
  return Math.max(1, (evaluation.cost.travel * problem.weights.travel) / Math.max(1, legs))
}

function taskOf(
  compiled: Compiled,
  options: SolveOptions,
  { hot, cold, isSoft }: Setup,
  initial: FlatRoutes,
  thread: number,
): ThreadTask {
  const seed = options.seed ?? 1
  return { thread, seed, initial, hot, cold, isDivided: isDivided(compiled), rounds: ROUNDS, isSoft }
}

function isDivided(compiled: Compiled): boolean {
  return compiled.instance.jobs >= DIVIDE_JOBS && isDivisible(compiled)
}

/** Temperatures in mean legs. Where not all jobs fit at once, plans differ by more and the walk stays hot. */
const LOOSE = { hot: 1, cold: 0.01 }
const TIGHT = { hot: 3, cold: 0.05 }
/** Where breaches may be bought on the way. */
const SOFT = { hot: 0.5, cold: 0.02 }
const ROUNDS = 30

function solutionOf(prepared: PreparedProblem, compiled: Compiled, outcome: Outcome): Solution {
  const plan = toPlan(compiled, outcome.flat)
  return { plan, evaluation: evaluatePlan(prepared, plan), cost: outcome.cost, iterations: outcome.steps }
}

function runInWorker(request: WorkerRequest, onBetter: (outcome: Outcome) => void): Promise<Outcome> {
  const worker = takeWorker()
  return new Promise<Outcome>((resolve, reject) => {
    worker.on('message', ({ kind, outcome }: WorkerReply) => {
      if (kind === 'better') return onBetter(outcome)
      giveBack(worker)
      resolve(outcome)
    })
    worker.on('error', reject)
    worker.postMessage(request)
  })
}
