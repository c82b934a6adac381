import type { TwinExpectation } from '../../contract/index.ts'
import type { Evaluation, Route } from '../../planner/index.ts'
import type { DayProblem } from '../build-problem.ts'
import { rebuildPlan } from '../rebuild-plan.ts'
import type { TwinTask } from './count-figures.ts'
import { expectAlong, type PlannedTimes } from './expect-along.ts'
import type { LivedRoute } from './live-through.ts'
import type { RecordedDay } from './open-day.ts'
import type { Begin } from './plan-anew.ts'

/** A lived day beside the plan it was lived by. */
export interface AgainstPlan {
  plannedOf: (taskId: number) => PlannedTimes | null
  expectedOf: (crewId: number) => TwinExpectation[]
}

type OutcomeOf = (taskId: number) => TwinTask['outcome']

/** Against the plan that was in force last, by the times its crews had of it. */
export function againstRecorded(
  { planned: { routes, visits } }: RecordedDay,
  day: DayProblem,
  lived: readonly LivedRoute[],
  outcomeOf: OutcomeOf,
): AgainstPlan {
  const visitOf = new Map(visits.map((visit) => [visit.taskId, visit]))
  const kept = ['planned', 'dispatched', 'en_route', 'arrived', 'working', 'done', 'failed']
  return against(day, rebuildPlan(day, routes).routes, lived, {
    outcomeOf,
    plannedOf: (taskId) => {
      const visit = visitOf.get(taskId)
      if (!visit) return null
      return { beginsAt: visit.plannedArrivalAt.getTime(), endsAt: visit.plannedEndAt.getTime() }
    },
    // what was taken back, or given to others, was not theirs to come
    isDropped: (taskId, crewId) => {
      const visit = visitOf.get(taskId)
      return !visit || visit.crewId !== crewId || !kept.includes(visit.status)
    },
  })
}

/** Against the plan that was made anew. */
export function againstChanged(
  day: DayProblem,
  { evaluation, begins }: { evaluation: Evaluation; begins: readonly Begin[] },
  lived: readonly LivedRoute[],
  outcomeOf: OutcomeOf,
): AgainstPlan {
  const timesOf = new Map(begins.map(({ taskId, at, endsAt }) => [taskId, { at, endsAt }]))
  const routes = evaluation.routes.map(({ crew, shift, stops }): Route => {
    return { crew, shift, stops: stops.map(({ stop }) => stop) }
  })
  return against(day, routes, lived, {
    outcomeOf,
    plannedOf: (taskId) => {
      const times = timesOf.get(taskId)
      return times ? { beginsAt: times.at.getTime(), endsAt: times.endsAt.getTime() } : null
    },
    isDropped: () => false,
  })
}

interface Known {
  outcomeOf: OutcomeOf
  plannedOf: AgainstPlan['plannedOf']
  isDropped: (taskId: number, crewId: number) => boolean
}

function against(
  day: DayProblem,
  routes: readonly Route[],
  lived: readonly LivedRoute[],
  { outcomeOf, plannedOf, isDropped }: Known,
): AgainstPlan {
  return {
    plannedOf,
    expectedOf(crewId) {
      const own = routes.filter(
        ({ crew, stops }) => day.crewIds[crew] === crewId && stops.some(({ kind }) => kind === 'job'),
      )
      if (own.length === 0) return []
      return expectAlong({
        day,
        routes: own,
        stops: lived.filter((route) => route.crewId === crewId).flatMap((route) => route.stops),
        outcomeOf,
        plannedOf,
        isDropped: (taskId) => isDropped(taskId, crewId),
      })
    },
  }
}
