import type { Plan } from '../model/index.ts'
import { placeAt, placeCheapest } from './placement.ts'
import { viewPlan, withoutJobs } from './plan-view.ts'
import type { PlanView } from './plan-view.ts'

/** Where jobs go by hand: out of the plan, or to a crew, there behind so many of its jobs or where they are cheapest. */
export interface JobsMove {
  /** in the order they are to be done */
  jobs: readonly number[]
  crew: number | null
  place?: number | undefined
  /** jobs that are left out to make room */
  leaveOut?: readonly number[]
}

export type JobMove = Omit<JobsMove, 'jobs'> & { job: number }

/** The plan with one job elsewhere. Rules that this breaks are for the evaluation to tell. */
export function moveJob(view: PlanView, { job, ...to }: JobMove): Plan {
  return moveJobs(view, { jobs: [job], ...to })
}

/** The plan with several jobs elsewhere: one behind the other from a place on, or each where it is cheapest then. */
export function moveJobs(view: PlanView, { jobs, crew, place, leaveOut = [] }: JobsMove): Plan {
  const { prepared } = view
  let plan = withoutJobs(view.plan, new Set([...jobs, ...leaveOut]))
  if (crew === null) return plan
  jobs.forEach((job, index) => {
    const now = viewPlan(prepared, plan)
    if (place === undefined) {
      plan = placeCheapest(now, job, crew)!.plan
      return
    }
    const { shift, rank } = rankInShift(now, crew, place + index)
    plan = placeAt(now, job, crew, shift, rank).plan
  })
  return plan
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
