import { UNREACHABLE } from '../model/index.ts'
import type { Crew, Job, Shift } from '../model/index.ts'
import type { Violation, ViolationKind } from '../evaluate/index.ts'
import { companionsOf, missingLink } from './companions.ts'
import { bestInsertion } from './insertion.ts'
import type { Insertion } from './insertion.ts'
import { viewPlan } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'

/** Tests in the order they are made; `insertion` asks the route as it is planned. */
export type WaterfallStep = 'skill' | 'crew' | 'capacity' | 'window' | 'reach' | 'insertion'

export type MarginUnit = 'skills' | 'units' | 'seconds' | 'meters' | 'stops' | 'cost'

/** The first test that a crew fails for a job. */
export interface Refusal {
  crew: number
  step: WaterfallStep
  /** The rule that breaks; `cost` where all rules can be kept but serving costs more than leaving out. */
  cause: ViolationKind | 'cost'
  /** How far it is from being kept; null where there is no measure. */
  margin: number | null
  unit: MarginUnit | null
  /** Of units: of which part of the capacity. */
  dimension?: number
  /** The shift that came nearest, from `window` on. */
  shift: number | null
}

export interface UnassignedReason {
  job: number
  crews: Refusal[]
}

/** Why each job is left out, for every crew. */
export function explainUnassigned(view: PlanView): UnassignedReason[] {
  const nothing = viewNothing(view)
  return view.plan.unassigned.map((job) => explainJob(view, job, nothing))
}

/** `nothing`: the view of a plan without routes, which serves many jobs. */
export function explainJob(view: PlanView, job: number, nothing = viewNothing(view)): UnassignedReason {
  return { job, crews: view.prepared.problem.crews.map((_, crew) => refusalOf(view, job, crew, nothing)) }
}

export function viewNothing({ prepared, plan }: PlanView): PlanView {
  return viewPlan(prepared, { routes: [], unassigned: plan.unassigned })
}

const STEPS: WaterfallStep[] = ['skill', 'crew', 'capacity', 'window', 'reach', 'insertion']

/** The refusal of the crew that came nearest to doing the job: the latest test failed, by the least. */
export function nearestRefusal<Each extends Pick<Refusal, 'step' | 'cause' | 'margin'>>(
  crews: readonly Each[],
): Each | null {
  const distance = ({ cause, margin }: Each) => (cause === 'cost' ? -1 : (margin ?? Infinity))
  return crews.reduce<Each | null>((best, each) => {
    if (!best) return each
    const further = STEPS.indexOf(each.step) - STEPS.indexOf(best.step)
    return further > 0 || (further === 0 && distance(each) < distance(best)) ? each : best
  }, null)
}

function refusalOf(view: PlanView, job: number, crew: number, nothing: PlanView): Refusal {
  const { problem, misfits, windows } = view.prepared
  const companions = companionsOf(problem, job).filter((other) => view.visits[other] === null)
  const who = problem.crews[crew]
  const lacking = problem.jobs[job].skills.filter((skill) => !who.skills.includes(skill)).length
  if (lacking > 0)
    return { crew, step: 'skill', cause: 'skill', margin: lacking, unit: 'skills', shift: null }
  const misfit = misfits[job * problem.crews.length + crew]
  if (misfit) return { crew, step: 'crew', cause: misfit, margin: null, unit: null, shift: null }
  const { overload, dimension } = overloadOf(problem.jobs[job], who)
  if (overload > 0)
    return { crew, step: 'capacity', cause: 'load', margin: overload, unit: 'units', dimension, shift: null }
  if (windows[job].length === 0)
    return { crew, step: 'window', cause: 'lock', margin: null, unit: null, shift: null }
  const late = nearestShift(view, job, who)
  if (late.seconds > 0) {
    const { cause, seconds: margin, shift } = late
    return { crew, step: 'window', cause, margin, unit: 'seconds', shift }
  }
  const alone = nearestInsertion(nothing, crew, companions)
  if (alone.insertion && alone.insertion.violations.length > 0)
    return refusalBy(crew, 'reach', alone.insertion.violations, alone.shift)
  return refusedInsertion(view, crew, companions)
}

function refusedInsertion(view: PlanView, crew: number, jobs: number[]): Refusal {
  const link = missingLink(view, jobs, crew)
  if (link) return { crew, step: 'insertion', cause: link, margin: null, unit: null, shift: null }
  const { insertion, shift } = nearestInsertion(view, crew, jobs)
  if (!insertion) return { crew, step: 'window', cause: 'shift', margin: null, unit: null, shift: null }
  if (insertion.violations.length > 0) return refusalBy(crew, 'insertion', insertion.violations, shift)
  const { problem } = view.prepared
  const worth = jobs.reduce((sum, job) => sum + problem.jobs[job].unassignedCost, 0)
  const margin = Math.max(0, insertion.cost - worth * problem.weights.unassigned)
  return { crew, step: 'insertion', cause: 'cost', margin, unit: 'cost', shift }
}

/** The shift of a crew where jobs fit best. */
export function nearestInsertion(
  view: PlanView,
  crew: number,
  jobs: number[],
): { insertion: Insertion | null; shift: number } {
  let nearest: { insertion: Insertion | null; shift: number } = { insertion: null, shift: -1 }
  view.prepared.problem.crews[crew].shifts.forEach((_, shift) => {
    const insertion = bestInsertion(view, crew, shift, jobs)
    if (!nearest.insertion || isNearer(insertion, nearest.insertion)) nearest = { insertion, shift }
  })
  return nearest
}

function isNearer(a: Insertion, b: Insertion): boolean {
  const excess = ({ violations }: Insertion) => violations.reduce((sum, { amount }) => sum + 1 + amount, 0)
  return excess(a) === excess(b) ? a.cost < b.cost : excess(a) < excess(b)
}

/** What the crew's vehicle lacks for the job alone; goods that go on to another job count as well. */
function overloadOf(
  { delivery, pickup, transfer }: Job,
  { capacity }: Crew,
): {
  overload: number
  dimension: number
} {
  return capacity.reduce(
    (worst, room, dimension) => {
      const load = Math.max(delivery[dimension], pickup[dimension] + Math.max(0, transfer[dimension]))
      return load - room > worst.overload ? { overload: load - room, dimension } : worst
    },
    { overload: 0, dimension: 0 },
  )
}

interface Miss {
  seconds: number
  cause: 'window' | 'shift'
  shift: number | null
}

/** Seconds by which the job's windows and the crew's nearest shift miss each other; 0 where they meet. */
function nearestShift(view: PlanView, job: number, { shifts }: Crew): Miss {
  const { windows, problem } = view.prepared
  if (shifts.length === 0) return { seconds: 0, cause: 'shift', shift: null }
  let nearest: Miss = { seconds: Infinity, cause: 'window', shift: null }
  shifts.forEach((shift, index) => {
    for (const window of windows[job]) {
      const begin = Math.max(window.startSeconds, startOf(shift))
      const early = begin - window.endSeconds
      const late = begin + problem.jobs[job].serviceSeconds - shift.endSeconds - shift.maxOvertimeSeconds
      const seconds = Math.max(0, early, late)
      // work that could begin with the shift is too long for it
      const cause = late >= early && begin === startOf(shift) ? 'shift' : 'window'
      if (seconds < nearest.seconds) nearest = { seconds, cause, shift: index }
    }
  })
  return nearest
}

function startOf({ frozen, startSeconds }: Shift): number {
  return frozen ? frozen.readySeconds : startSeconds
}

function refusalBy(crew: number, step: WaterfallStep, violations: Violation[], shift: number): Refusal {
  const { kind, amount, dimension } = mostTelling(violations)
  const unit = UNITS[kind] ?? null
  const isMeasured = unit !== null && amount > 0 && amount < UNREACHABLE
  return {
    crew,
    step,
    cause: kind,
    margin: isMeasured ? amount : null,
    unit: isMeasured ? unit : null,
    dimension,
    shift,
  }
}

/** No way says more than an hour late, and the end of the shift more than a break it pushes out of its window. */
function mostTelling(violations: Violation[]): Violation {
  const isFirst = (kinds: ViolationKind[]) => violations.filter(({ kind }) => kinds.includes(kind))
  const ranked = [isFirst(['unreachable']), isFirst(['shift']), violations].find((list) => list.length > 0)!
  return ranked.reduce((a, b) => (b.amount > a.amount ? b : a))
}

const UNITS: Partial<Record<ViolationKind, MarginUnit>> = {
  window: 'seconds',
  shift: 'seconds',
  break: 'seconds',
  load: 'units',
  max_stops: 'stops',
  max_meters: 'meters',
  max_travel: 'seconds',
  precedence: 'seconds',
  together: 'seconds',
}
