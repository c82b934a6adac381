import type { Tx } from '@dromos/db'
import type { Assignment, AssignmentCandidate, Route } from '../../contract/index.ts'
import {
  explainJob,
  placeCheapest,
  viewPlan,
  type Placement,
  type PlanView,
} from '../../planner/explain/index.ts'
import { evaluatePlan, prepareProblem, type Evaluation } from '../../planner/index.ts'
import type { TravelTimes } from '../../roads/index.ts'
import { findShifts } from '../../crews/queries.ts'
import { buildProblem, type DayProblem } from '../build-problem.ts'
import type { DayInput, PlanRequest } from '../day-input.ts'
import { findDispatchedTaskIds, loadDay } from '../day-queries.ts'
import { findHeldElsewhere } from '../held-elsewhere.ts'
import { heldLocks, stopsAhead } from '../plan-lock.ts'
import { rebuildPlan } from '../rebuild-plan.ts'
import { toCrewRefusal } from '../refusals.ts'
import { findMatrices } from '../travel.ts'
import { findRoutes, findVersion } from '../version-queries.ts'

export interface PublishedVersion {
  planId: number
  version: number
}

/** A day's published plan as the planner sees it from now on, with one task more. */
export interface OpenDay {
  day: string
  published: PublishedVersion | null
  taskId: number
  request: PlanRequest
  input: DayInput
  problem: DayProblem
  view: PlanView
  isEstimate: boolean
}

export async function openPublishedDay(
  tx: Tx,
  travelTimes: TravelTimes,
  given: {
    day: string
    from: Date | null
    published: PublishedVersion | null
    taskId: number
    /** drafts of other days hold what they lock as they stand then */
    now: Date
  },
): Promise<OpenDay> {
  const { day, published, taskId, now } = given
  const row = published ? await findVersion(tx, published.planId, published.version) : null
  const routes = published ? await findRoutes(tx, published.planId, published.version) : []
  const planned = published ? await findDispatchedTaskIds(tx, published.planId) : []
  // handed back by a crew, it still stands in its route
  const stored = planned.includes(taskId) ? routes : withoutTask(routes, taskId)
  const request: PlanRequest = {
    crewIds: [...new Set((await findShifts(tx, day)).map(({ crewId }) => crewId))],
    taskIds: [...new Set([...planned, taskId])],
    seconds: 0,
    seed: 0,
    weights: row?.request.weights ?? {},
    locks: heldLocks(row?.request.locks ?? [], stopsAhead(stored)),
    whatIf: null,
    together: [],
    publishedVersion: published?.version ?? null,
    from: given.from?.toISOString() ?? null,
    changeBudget: null,
  }
  const heldElsewhere = findHeldElsewhere(tx, { day, request, now })
  const input = await loadDay(tx, day, published?.planId ?? 0, null, request, heldElsewhere)
  const { matrices, isEstimate } = await findMatrices(travelTimes, input)
  const problem = buildProblem(input, matrices)
  const view = viewPlan(prepareProblem(problem.problem), rebuildPlan(problem, stored))
  return { day, published, taskId, request, input, problem, view, isEstimate }
}

function withoutTask(routes: Route[], taskId: number): Route[] {
  return routes.map((route) => ({ ...route, stops: route.stops.filter((stop) => stop.taskId !== taskId) }))
}

export interface Weighed {
  /** null where no crew can take it without breaking a rule */
  best: Placement | null
  candidates: AssignmentCandidate[]
  effect: Assignment['effect']
}

/** Every crew (or the one named) with what the task would cost there or why it cannot go there, and the cheapest. */
export function weighCrews({ problem, view, taskId }: OpenDay, onlyCrewId: number | null = null): Weighed {
  const job = problem.taskIds.indexOf(taskId)
  let best = null as Placement | null
  const candidates = explainJob(view, job)
    .crews.filter(({ crew }) => onlyCrewId === null || problem.crewIds[crew] === onlyCrewId)
    .map((refusal): AssignmentCandidate => {
      if (refusal.cause !== 'cost') return { ...toCrewRefusal(problem, job, refusal), cost: null }
      const placement = placeCheapest(view, job, refusal.crew)!
      if (!best || placement.cost < best.cost) best = placement
      return { crewId: problem.crewIds[refusal.crew], cost: placement.cost, reason: null, margin: null }
    })
  candidates.sort((a, b) => (a.cost ?? Infinity) - (b.cost ?? Infinity) || a.crewId - b.crewId)
  return { best, candidates, effect: best === null ? null : effectOf(view, best) }
}

function effectOf(view: PlanView, { plan }: Placement): NonNullable<Assignment['effect']> {
  const after = evaluatePlan(view.prepared, plan)
  const { jobs } = view.prepared.problem
  const lateSeconds = ({ routes }: Evaluation) =>
    routes.reduce(
      (all, { stops }) =>
        stops.reduce((sum, { stop, endSeconds }) => {
          const due = stop.kind === 'job' ? jobs[stop.job].dueSeconds : null
          return due === null ? sum : sum + Math.max(0, endSeconds - due)
        }, all),
      0,
    )
  const sum = ({ routes }: Evaluation, part: 'travelSeconds' | 'overtimeSeconds') =>
    routes.reduce((all, route) => all + route[part], 0)
  return {
    travelSeconds: sum(after, 'travelSeconds') - sum(view.evaluation, 'travelSeconds'),
    overtimeSeconds: sum(after, 'overtimeSeconds') - sum(view.evaluation, 'overtimeSeconds'),
    lateSeconds: lateSeconds(after) - lateSeconds(view.evaluation),
  }
}
