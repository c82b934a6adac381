import type { PlanChanges, StopChange } from '../contract/index.ts'
import type { Evaluation, Plan, Route } from '../planner/index.ts'
import { replanApart, type Base, type PlanDiff, type Standing } from '../planner/replan/index.ts'
import type { DayProblem } from './build-problem.ts'
import type { DayInput } from './day-input.ts'

export interface ReplanBudget {
  seconds: number
  seed: number
  signal: AbortSignal
  onFirst(plan: Plan): void
}

/** The kept version under how the day stands now, with at most so many changes. */
export async function replanDay(
  input: DayInput,
  day: DayProblem,
  changeBudget: number,
  budget: ReplanBudget,
): Promise<{ plan: Plan; evaluation: Evaluation; changes: PlanChanges }> {
  const base = keptPlan(input, day)
  const { plan, evaluation, diff } = await replanApart(day.problem, base, { changeBudget, ...budget })
  return { plan, evaluation, changes: toChanges(input, day, changeBudget, diff) }
}

/** What is left of the kept version: its stops in their order, without what has begun or ended. */
function keptPlan(input: DayInput, day: DayProblem): Base {
  const jobOf = new Map(day.taskIds.map((taskId, job) => [taskId, job]))
  const crewOf = new Map(day.crewIds.map((crewId, crew) => [crewId, crew]))
  const starts = new Array<number | null>(day.taskIds.length).fill(null)
  const routes = new Map<string, Route>()
  for (const stop of [...input.kept].sort((a, b) => a.startAt.getTime() - b.startAt.getTime())) {
    const job = jobOf.get(stop.taskId)
    const crew = crewOf.get(stop.crewId)
    if (job === undefined || crew === undefined) continue
    const start = Math.round((stop.startAt.getTime() - day.origin.getTime()) / 1000)
    // by the roster: to the planner a shift begins now at the earliest, and what is behind was to begin before
    const begun = input.crews[crew].shifts.findLastIndex(
      ({ startsAt }) => Date.parse(startsAt) <= stop.startAt.getTime(),
    )
    const shift = Math.max(0, begun)
    const route = routes.get(`${crew} ${shift}`) ?? { crew, shift, stops: [] }
    route.stops.push({ kind: 'job', job })
    routes.set(`${crew} ${shift}`, route)
    starts[job] = start
  }
  const unassigned = starts.flatMap((start, job) => (start === null ? [job] : []))
  return { plan: { routes: [...routes.values()], unassigned }, starts }
}

function toChanges(input: DayInput, day: DayProblem, budget: number, diff: PlanDiff): PlanChanges {
  const standing = (at: Standing | null): StopChange['from'] => {
    if (!at) return null
    const crewId = day.crewIds[at.crew]
    const done = input.past.filter((stop) => stop.crewId === crewId).length
    return {
      crewId,
      place: done + at.position + 1,
      startAt: new Date(day.origin.getTime() + (at.startSeconds ?? 0) * 1000).toISOString(),
    }
  }
  const { travelSeconds, overtimeSeconds } = diff.saved
  return {
    budget,
    changes: diff.changes,
    savedSeconds: travelSeconds + overtimeSeconds,
    stops: diff.moves.map(({ job, kind, from, to, isForced, isToldAgain }) => {
      const { id, workOrderId, title } = input.tasks[job]
      return {
        taskId: id,
        workOrderId,
        title,
        kind,
        from: standing(from),
        to: standing(to),
        isForced,
        isToldAgain,
      }
    }),
  }
}
