import type { Plan } from '../model/index.ts'
import { placeAt, placeCheapest } from './placement.ts'
import { viewPlan, withoutJobs } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'

/** Where a job goes by hand: out of the plan, or to a crew, there behind so many of its jobs or where it is cheapest. */
export interface JobMove {
  job: number
  crew: number | null
  place?: number
  /** jobs that are left out to make room */
  leaveOut?: readonly number[]
}

/** The plan with one job elsewhere. Rules that this breaks are for the evaluation to tell. */
export function moveJob(view: PlanView, { job, crew, place, leaveOut = [] }: JobMove): Plan {
  const without = viewPlan(view.prepared, withoutJobs(view.plan, new Set([job, ...leaveOut])))
  if (crew === null) return without.plan
  if (place === undefined) return placeCheapest(without, job, crew)!.plan
  const { shift, rank } = rankInShift(without, crew, place)
  return placeAt(without, job, crew, shift, rank).plan
}

/** The shift and the rank in it for the n-th job of a crew's day. */
function rankInShift({ prepared, plan }: PlanView, crew: number, place: number) {
  const { shifts } = prepared.problem.crews[crew]
  let rank = place
  for (let shift = 0; shift < shifts.length - 1; shift++) {
    const route = plan.routes.find((each) => each.crew === crew && each.shift === shift)
    const count = route ? route.stops.filter(({ kind }) => kind === 'job').length : 0
    if (rank <= count && count > 0) return { shift, rank }
    rank -= count
  }
  return { shift: shifts.length - 1, rank }
}
