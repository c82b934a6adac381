import type { Tx } from '@dromos/db'
import type { DayProgress } from '../../contract/index.ts'
import type { Route } from '../../planner/index.ts'
import type { TravelTimes } from '../../roads/travel-times.ts'
import { buildProblem, type DayProblem } from '../build-problem.ts'
import { loadDay } from '../day-queries.ts'
import { rebuildPlan } from '../rebuild-plan.ts'
import { findRouteSketches, type RouteSketch } from '../route-sketches.ts'
import { findVersion } from '../version-queries.ts'
import { crewProgress } from './crew-progress.ts'
import { findJeopardies } from './find-jeopardies.ts'
import { predictRoutes, type JobEvent } from './predict-routes.ts'
import { rememberMatrices } from '../remember-matrices.ts'
import { demandPublishedDay } from './demand-published-day.ts'
import { findVisitProgress, type VisitProgress } from './visit-progress-queries.ts'

/** A published day against what its crews have told of it. */
export async function readProgress(
  tx: Tx,
  travelTimes: TravelTimes,
  planId: number,
  now: Date,
): Promise<DayProgress> {
  const plan = await demandPublishedDay(tx, planId)
  // what does not wait for another answer is asked in one go
  const [found, visits, routes] = await Promise.all([
    findVersion(tx, planId, plan.publishedVersion),
    findVisitProgress(tx, planId),
    findRouteSketches(tx, planId, plan.publishedVersion),
  ])
  const version = found!
  const taskIds = [...new Set([...visits.map(({ taskId }) => taskId), ...tasksOf(routes)])]
  const crewIds = [...new Set([...version.request.crewIds, ...routes.map(({ crewId }) => crewId)])]
  // the whole day as it was before it began: what has happened since is told by the events
  const input = await loadDay(tx, plan.day, planId, null, {
    ...version.request,
    crewIds,
    taskIds,
    from: null,
    // locks bind planners, not crews
    locks: [],
  })
  const { matrices } = await rememberMatrices(travelTimes, input)
  const day = buildProblem(input, matrices)
  const planned = rebuildPlan(day, routes).routes.filter(({ stops }) =>
    stops.some(({ kind }) => kind === 'job'),
  )
  const nowSeconds = toSeconds(day, now)
  const predicted = predictRoutes(day.problem, planned, eventsOf(day, visits, planned), nowSeconds)
  const crews = routes.map(({ crewId, endsAt }) => {
    const own = predicted.filter(({ crew }) => day.crewIds[crew] === crewId)
    return crewProgress({
      crewId,
      origin: day.origin,
      taskIds: day.taskIds,
      plannedEndAt: endsAt,
      shiftEndsAt: input.crews.find(({ id }) => id === crewId)?.shifts.at(-1)?.endsAt ?? null,
      visits: visits.filter((visit) => visit.crewId === crewId),
      predicted: own,
    })
  })
  const known = crews.filter(({ stopCount }) => stopCount > 0)
  return {
    planId,
    version: version.version,
    day: plan.day,
    at: now.toISOString(),
    crews: known,
    jeopardies: findJeopardies(known, visits, now),
  }
}

function tasksOf(routes: readonly RouteSketch[]): number[] {
  return routes.flatMap(({ stops }) => stops.flatMap(({ taskId }) => (taskId === null ? [] : [taskId])))
}

/** What the visits say of the planner's jobs. A stop without a visit has been taken back since. */
function eventsOf(
  day: DayProblem,
  visits: readonly VisitProgress[],
  routes: readonly Route[],
): Map<number, JobEvent> {
  const visitOf = new Map(visits.map((visit) => [visit.taskId, visit]))
  const events = new Map<number, JobEvent>()
  for (const { crew, stops } of routes)
    for (const stop of stops) {
      if (stop.kind !== 'job') continue
      const visit = visitOf.get(day.taskIds[stop.job])
      const isOthers = visit !== undefined && visit.crewId !== day.crewIds[crew]
      const event: JobEvent | null = !visit || isOthers ? { kind: 'dropped' } : eventOf(day, visit)
      if (event) events.set(stop.job, event)
    }
  return events
}

function eventOf(day: DayProblem, visit: VisitProgress): JobEvent | null {
  const at = (instant: Date | null) => toSeconds(day, instant ?? visit.heardAt ?? visit.plannedArrivalAt)
  switch (visit.status) {
    case 'planned':
    case 'dispatched':
      return null
    case 'en_route':
      return { kind: 'on-the-way', departSeconds: at(visit.departedAt) }
    case 'arrived':
    case 'working':
      return { kind: 'at-work', arrivedSeconds: at(visit.arrivedAt) }
    case 'done':
    case 'failed':
      return { kind: 'over', leftSeconds: at(visit.finishedAt) }
    default:
      return { kind: 'dropped' }
  }
}

function toSeconds({ origin }: DayProblem, instant: Date): number {
  return Math.round((instant.getTime() - origin.getTime()) / 1000)
}
