import { addedViolations, evaluatePlan, prepareProblem } from '../evaluate/index.ts'
import type { Shift } from '../model/index.ts'
import type { Change } from './change.ts'
import { companionsOf, missingLink } from './companions.ts'
import { crewConcessions, routeConcessions } from './concessions.ts'
import { applyFix, DEFAULT_FIX_PRICES, priceOfChange } from './fix.ts'
import type { Fix, FixPrices } from './fix.ts'
import { baseOf, bestInsertion, insertionOf } from './insertion.ts'
import type { Insertion } from './insertion.ts'
import { viewPlan } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'
import { viewNothing } from './waterfall.ts'

const OFFERED = 3
/** Full evaluations spent on one job. */
const MOST_TRIED = 24
const DAY = 86_400

interface Draft {
  changes: Change[]
  insertion: Insertion
  price: number
}

/** At most three ways to serve a job that is left out, cheapest first, each of another kind. */
export function offerFixes(view: PlanView, job: number, prices: FixPrices = DEFAULT_FIX_PRICES): Fix[] {
  const { problem } = view.prepared
  const jobs = companionsOf(problem, job).filter((other) => view.visits[other] === null)
  const offered: Fix[] = []
  const kinds = new Set<string>()
  let tried = 0
  const drafts = draftFixes(view, job, jobs, prices)
    .filter(({ price }) => Number.isFinite(price))
    .sort((a, b) => a.price - b.price)
  for (const draft of drafts) {
    const kind = kindOf(draft)
    if (kinds.has(kind) || tried >= MOST_TRIED) continue
    tried++
    const fix = toFix(view, job, jobs, draft)
    if (!isSound(view, fix)) continue
    kinds.add(kind)
    offered.push(fix)
    if (offered.length === OFFERED) break
  }
  return offered
}

function kindOf({ changes }: Draft): string {
  return [...new Set(changes.map(({ kind }) => kind))].sort().join()
}

function toFix(view: PlanView, job: number, jobs: number[], draft: Draft): Fix {
  const { problem } = view.prepared
  // dearer than anything else the plan could save by leaving it out
  const rest = problem.jobs.reduce((sum, { unassignedCost }) => sum + unassignedCost, 0)
  const spent = view.evaluation.total + draft.price
  const unassignedCost = 1 + rest + Math.ceil(Math.max(0, spent) / Math.max(1, problem.weights.unassigned))
  const insist = jobs.map((each): Change => ({ kind: 'insist', job: each, unassignedCost }))
  return { job, changes: [...draft.changes, ...insist], route: draft.insertion.route, price: draft.price }
}

/** The fix must bring about a plan that breaks no rule, times of other routes included, but what was broken before. */
function isSound({ prepared, plan, evaluation }: PlanView, fix: Fix): boolean {
  const after = applyFix(prepared.problem, plan, fix)
  const { violations } = evaluatePlan(prepareProblem(after.problem), after.plan)
  return addedViolations(evaluation, { violations }).length === 0
}

function draftFixes(view: PlanView, job: number, jobs: number[], prices: FixPrices): Draft[] {
  const { crews } = view.prepared.problem
  const nothing = viewNothing(view)
  const isLaterOffered = Number.isFinite(prices.perDay)
  return crews.flatMap((crew, index) => {
    if (missingLink(view, jobs, index)) return []
    const granted = crewConcessions(view.prepared.problem, jobs, index)
    const drafts = crew.shifts.flatMap((_, shift) => [
      ...insertedDrafts(view, jobs, index, shift, granted, prices),
      ...swappedDrafts(view, job, jobs, index, shift, granted, prices),
    ])
    return isLaterOffered ? [...drafts, ...laterDrafts(nothing, jobs, index, granted, prices)] : drafts
  })
}

function draftOf(
  view: PlanView,
  jobs: number[],
  insertion: Insertion,
  granted: Change[],
  prices: FixPrices,
): Draft | null {
  const needed = routeConcessions(view.prepared.problem, jobs, insertion, granted)
  if (!needed) return null
  const changes = [...granted, ...needed]
  const lateSeconds = insertion.violations
    .filter(({ kind }) => kind === 'window')
    .reduce((sum, { amount }) => sum + amount, 0)
  const price =
    insertion.cost +
    lateSeconds * prices.perWindowSecond +
    changes.reduce((sum, change) => sum + priceOfChange(change, prices), 0)
  return { changes, insertion, price }
}

/** The cheapest place by the price of all that has to be granted there. */
function insertedDrafts(
  view: PlanView,
  jobs: number[],
  crew: number,
  shift: number,
  granted: Change[],
  prices: FixPrices,
): Draft[] {
  const best = new Map<string, Draft>()
  bestInsertion(view, crew, shift, jobs, (insertion, former) => {
    for (const each of [former, insertion]) {
      const draft = draftOf(view, jobs, each, granted, prices)
      if (!draft) continue
      const known = best.get(kindOf(draft))
      if (!known || draft.price < known.price) best.set(kindOf(draft), draft)
    }
    return priceOr(view, jobs, insertion, granted, prices) < priceOr(view, jobs, former, granted, prices)
  })
  // halves of a pair are not on offer
  const isWhole = ({ insertion }: Draft) =>
    jobs.every((job) => insertion.route.stops.some((stop) => stop.kind === 'job' && stop.job === job))
  return [...best.values()].filter(isWhole)
}

function priceOr(
  view: PlanView,
  jobs: number[],
  insertion: Insertion,
  granted: Change[],
  prices: FixPrices,
): number {
  return draftOf(view, jobs, insertion, granted, prices)?.price ?? Infinity
}

/** In the place of a job that matters less, and to which nothing is tied. */
function swappedDrafts(
  view: PlanView,
  job: number,
  jobs: number[],
  crew: number,
  shift: number,
  granted: Change[],
  prices: FixPrices,
): Draft[] {
  const { problem } = view.prepared
  if (jobs.length > 1) return []
  const base = baseOf(view, crew, shift)
  const { stops } = base.route
  return stops.flatMap((stop, place) => {
    if (stop.kind !== 'job' || problem.jobs[stop.job].unassignedCost >= problem.jobs[job].unassignedCost)
      return []
    if (isTied(view, stop.job)) return []
    const insertion = insertionOf(view, base, stops.with(place, { kind: 'job', job }))
    const draft = draftOf(view, jobs, insertion, granted, prices)
    if (!draft) return []
    const lost = problem.jobs[stop.job].unassignedCost * problem.weights.unassigned
    const changes: Change[] = [...draft.changes, { kind: 'leave_out', job: stop.job }]
    return [{ ...draft, changes, price: draft.price + lost }]
  })
}

function isTied({ prepared: { problem } }: PlanView, job: number): boolean {
  const isLinked = problem.links.some((link) =>
    link.kind === 'precedence' ? link.before === job || link.after === job : link.jobs.includes(job),
  )
  return (
    isLinked ||
    problem.locks.some((lock) => (lock.kind === 'order' ? lock.jobs.includes(job) : lock.job === job))
  )
}

/** On a copy of the crew's last shift, as many days later as it takes. */
function laterDrafts(
  nothing: PlanView,
  jobs: number[],
  crew: number,
  granted: Change[],
  prices: FixPrices,
): Draft[] {
  const { problem } = nothing.prepared
  const { shifts } = problem.crews[crew]
  const last = shifts.at(-1)
  if (!last) return []
  const days = Math.max(1, Math.ceil((last.endSeconds + last.maxOvertimeSeconds - last.startSeconds) / DAY))
  const shift = delayed(last, days * DAY)
  const windows = jobs.flatMap((job) =>
    problem.jobs[job].windows
      .map((window) => ({
        startSeconds: window.startSeconds + days * DAY,
        endSeconds: window.endSeconds + days * DAY,
      }))
      .filter(({ endSeconds }) => endSeconds < 2 ** 29)
      .map((window): Change => ({ kind: 'add_window', job, window })),
  )
  const unlocks = jobs
    .filter((job) => problem.locks.some((lock) => lock.kind !== 'order' && lock.job === job))
    .map((job): Change => ({ kind: 'unlock', job }))
  const changes: Change[] = [{ kind: 'add_shift', crew, shift }, ...windows, ...unlocks]
  const insist = { job: jobs[0], changes, route: { crew, shift: shifts.length, stops: [] }, price: 0 }
  const { problem: then } = applyFix(problem, nothing.plan, insist)
  const view = viewPlan(prepareProblem(then), { routes: [], unassigned: jobs })
  return insertedDrafts(view, jobs, crew, shifts.length, granted, prices).map((draft) => ({
    ...draft,
    changes: [...changes, ...draft.changes],
    price: draft.price + days * prices.perDay,
  }))
}

function delayed(shift: Shift, seconds: number): Shift {
  const later = <T extends { startSeconds: number; endSeconds: number }>(window: T): T => ({
    ...window,
    startSeconds: Math.max(window.startSeconds, -(2 ** 29)) + seconds,
    endSeconds: Math.min(window.endSeconds + seconds, 2 ** 29),
  })
  const breaks = shift.breaks.map((pause) => ({ ...pause, windows: pause.windows.map(later) }))
  return { ...later(shift), breaks, frozen: null }
}
