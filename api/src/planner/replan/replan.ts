import { prepareProblem } from '../evaluate/index.ts'
import type { Evaluation, PreparedProblem } from '../evaluate/index.ts'
import type { Plan, Problem } from '../model/index.ts'
import { Exchange } from '../search/exchange.ts'
import { addNeighbours } from '../search/rich/add-neighbours.ts'
import { createRichInstance } from '../search/rich/rich-instance.ts'
import type { RichInstance } from '../search/rich/rich-instance.ts'
import type { Course, KnownPlan } from '../search/rich/change-guard.ts'
import { RichWalker } from '../search/rich/rich-walker.ts'
import { runThread } from '../search/run-thread.ts'
import { toPlan } from '../search/solver-setup.ts'
import { splitFlat } from '../search/walker.ts'
import type { FlatRoutes } from '../search/walker.ts'
import { carryOn, knownPlan, withKnownStops } from './carry.ts'
import type { Base, Carried } from './carry.ts'
import { diffPlans } from './diff-plans.ts'
import type { PlanDiff } from './diff-plans.ts'
import { Repair } from './repair.ts'

export interface ReplanOptions {
  /** Stops that may change; what the event itself forces is not counted. */
  changeBudget: number
  /** On the clock `now`; or `iterations`, which makes the result repeatable. */
  deadline?: number
  iterations?: number
  seed?: number
  now?: () => number
  /** The first valid plan, within a tenth of a second on 1,000 jobs. */
  onFirst?: (replanned: Replanned) => void
}

export interface Replanned {
  plan: Plan
  evaluation: Evaluation
  diff: PlanDiff
}

const NEIGHBOURS = 40
const ROUNDS = 10
/** Temperatures in mean legs: a tenth of those of a plan from nothing. */
const HOT = 0.1
const COLD = 0.01
/** Share of ruins that begin near the event, and how many jobs around each that it touches are near. */
const FOCUS_SHARE = 0.7
const FOCUS_REACH = 20
/** A later start than this makes a job part of the event. */
const NOTICED_SECONDS = 60
const FEWEST_REMOVED = 2
const MOST_REMOVED = 4

/**
 * A new plan after an event that is already in the problem, near the base that people know. First everything
 * that still holds is kept and the rest put where it is cheapest; then a cool search around the event. The
 * plan never breaks a rule, and never has more changes than the budget.
 */
export function replan(problem: Problem, base: Base, options: ReplanOptions): Replanned {
  const prepared = prepareProblem(problem)
  const bare = createRichInstance(prepared)
  const carried = carryOn(prepared, bare, base)
  const known = knownPlan(prepared, carried, Math.max(0, Math.floor(options.changeBudget)))
  const tell = (plan: Plan, evaluation: Evaluation) => {
    return { plan, evaluation, diff: diffPlans(problem, base, carried, { plan, evaluation }) }
  }
  const start = mend(prepared, bare, carried, known)
  const best =
    better(prepared, base, carried.evaluation.total, start.plan, known, tell) ??
    tell(carried.plan, carried.evaluation)
  options.onFirst?.(best)
  if (known.budget === 0 && carried.forced.size === 0) return best
  if (options.deadline !== undefined && (options.now?.() ?? 0) >= options.deadline) return best
  const instance = createRichInstance(prepared)
  addNeighbours(instance)
  const flat = walkNear(
    instance,
    known,
    start.flat,
    focusOf(instance, carried, base),
    best.evaluation,
    options,
  )
  const plan = toPlan({ kind: 'rich', instance }, flat)
  return better(prepared, base, best.evaluation.total, plan, known, tell) ?? best
}

/** The new plan if it costs less, breaks nothing and keeps to the budget by the evaluator's times. */
function better(
  prepared: PreparedProblem,
  base: Base,
  cost: number,
  candidate: Plan,
  { budget }: KnownPlan,
  tell: (plan: Plan, evaluation: Evaluation) => Replanned,
): Replanned | null {
  const { plan, evaluation } = withKnownStops(prepared, base.plan, candidate)
  if (evaluation.violations.length > 0 || evaluation.total >= cost) return null
  const replanned = tell(plan, evaluation)
  return replanned.diff.changes <= budget ? replanned : null
}

/** What is left out goes where it is cheapest: first without moving anybody's time, then at the budget's cost. */
function mend(prepared: PreparedProblem, instance: RichInstance, carried: Carried, known: KnownPlan) {
  const quiet = inserted(withinAnnounced(instance, prepared, known), carried.flat, known)
  if (quiet.plan.unassigned.length === 0 || known.budget === 0) return quiet
  return inserted(instance, quiet.flat, known)
}

function inserted(instance: RichInstance, flat: FlatRoutes, known: KnownPlan) {
  const repair = new Repair(instance)
  const { routes, absent } = splitFlat(flat)
  repair.load(routes, absent)
  repair.insert(absent, known)
  return { flat: repair.flat(), plan: repair.plan() }
}

/** Known jobs may start only when it is no change. */
function withinAnnounced(
  instance: RichInstance,
  { windows }: PreparedProblem,
  known: KnownPlan,
): RichInstance {
  const cut = windows.map((list, job) => {
    if (known.routeOf[job] < 0) return list
    return list
      .map(({ startSeconds, endSeconds }) => ({
        startSeconds: Math.max(startSeconds, known.earliest[job]),
        endSeconds: Math.min(endSeconds, known.latest[job]),
      }))
      .filter(({ startSeconds, endSeconds }) => startSeconds <= endSeconds)
  })
  const windowFrom = new Int32Array(cut.length + 1)
  cut.forEach((list, job) => (windowFrom[job + 1] = windowFrom[job] + list.length))
  const all = cut.flat()
  return {
    ...instance,
    windowFrom,
    windowStart: Int32Array.from(all, ({ startSeconds }) => startSeconds),
    windowEnd: Int32Array.from(all, ({ endSeconds }) => endSeconds),
  }
}

/** Jobs that the event touches, and those near them. */
function focusOf({ near, nearCount, isDone }: RichInstance, carried: Carried, base: Base): number[] {
  const touched = new Set([...carried.forced, ...carried.plan.unassigned])
  carried.visits.forEach((visit, job) => {
    const known = base.starts[job]
    if (visit && known !== null && Math.abs(visit.startSeconds - known) > NOTICED_SECONDS) touched.add(job)
  })
  const focus = new Set(touched)
  for (const job of touched) {
    for (const other of near.subarray(job * nearCount, job * nearCount + Math.min(nearCount, FOCUS_REACH)))
      if (other >= 0 && !isDone[other]) focus.add(other)
  }
  return [...focus]
}

function walkNear(
  instance: RichInstance,
  known: KnownPlan,
  initial: FlatRoutes,
  focus: number[],
  { cost, total, routes }: Evaluation,
  options: ReplanOptions,
): FlatRoutes {
  const seed = options.seed ?? 1
  const meanRemoved = Math.min(MOST_REMOVED, Math.max(FEWEST_REMOVED, known.budget))
  const course: Course = { known, focus, focusShare: FOCUS_SHARE, meanRemoved }
  const walker = new RichWalker(instance, seed, NEIGHBOURS, course)
  const legs = routes.reduce((sum, { stops }) => sum + stops.length + 1, 0)
  const meanLeg = Math.max(1, (cost.travel * instance.weights.travel || total) / Math.max(1, legs))
  const task = {
    thread: 0,
    seed,
    initial,
    hot: HOT * meanLeg,
    cold: COLD * meanLeg,
    isDivided: false,
    rounds: ROUNDS,
  }
  const capacity = initial.length + 3 * instance.routes + instance.jobs
  const budget = {
    deadline: options.iterations === undefined ? (options.deadline ?? 0) : null,
    steps: options.iterations ?? null,
    now: options.now ?? (() => 0),
  }
  return runThread(walker, instance, new Exchange(1, capacity), task, budget, () => undefined).flat
}
