import { addedViolations, evaluatePlan } from '../evaluate/index.ts'
import { baseOf, insertionOf, type Insertion } from './insertion.ts'
import { withRoute } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'

/** A place between two jobs of a shift. */
export interface Gap {
  crew: number
  shift: number
  /** jobs of the shift before it */
  rank: number
  /** what the plan's weighted cost grows by, the price of leaving the jobs out apart */
  cost: number
}

/** of the gaps that are cheapest for their route so many are priced for the whole plan */
const pricedPerGap = 4

/** The cheapest gaps of all shifts for jobs that nobody has, one behind the other, where no rule breaks by them. */
export function bestGaps(view: PlanView, jobs: readonly number[], count: number): Gap[] {
  const { prepared, plan, evaluation } = view
  const { crews, jobs: known, weights } = prepared.problem
  const worth = jobs.reduce((sum, job) => sum + known[job].unassignedCost * weights.unassigned, 0)
  return crews
    .flatMap(({ shifts }, crew) => shifts.flatMap((_, shift) => gapsOf(view, crew, shift, jobs)))
    .sort((a, b) => a.insertion.cost - b.insertion.cost)
    .slice(0, count * pricedPerGap)
    .flatMap(({ rank, insertion: { route } }): Gap[] => {
      const after = evaluatePlan(prepared, withRoute(plan, route))
      if (addedViolations(evaluation, after).length > 0) return []
      return [{ crew: route.crew, shift: route.shift, rank, cost: after.total - evaluation.total + worth }]
    })
    .sort((a, b) => a.cost - b.cost)
    .slice(0, count)
}

/** Breaks and reloads beside a place go where they cost least. */
function gapsOf(view: PlanView, crew: number, shift: number, jobs: readonly number[]) {
  const base = baseOf(view, crew, shift)
  const { stops } = base.route
  const put = jobs.map((job) => ({ kind: 'job' as const, job }))
  const gaps = new Map<number, Insertion>()
  let rank = 0
  for (let at = 0; at <= stops.length; at++) {
    const insertion = insertionOf(view, base, stops.toSpliced(at, 0, ...put))
    const best = gaps.get(rank)
    if (insertion.violations.length === 0 && (!best || insertion.cost < best.cost)) gaps.set(rank, insertion)
    if (stops[at]?.kind === 'job') rank += 1
  }
  return [...gaps].map(([rank, insertion]) => ({ rank, insertion }))
}
