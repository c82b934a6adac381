import { secondsLate, type CrewProgress, type StopProgress } from '../../contract/index.ts'
import type { PredictedRoute, PredictedStop } from './predict-routes.ts'
import type { VisitProgress } from './visit-progress-queries.ts'

interface Given {
  crewId: number
  /** the beginning of the planner's seconds */
  origin: Date
  /** of the planner's jobs */
  taskIds: readonly number[]
  plannedEndAt: string
  shiftEndsAt: string | null
  visits: readonly VisitProgress[]
  predicted: readonly PredictedRoute[]
}

/** One crew's day: what was, what is, what is expected. */
export function crewProgress(given: Given): CrewProgress {
  const { visits, predicted, taskIds } = given
  const expected = new Map(predicted.flatMap(({ stops }) => stops.map((stop) => [taskIds[stop.job], stop])))
  const stops = visits
    .map((visit) => stopProgress(visit, expected.get(visit.taskId) ?? null, given.origin))
    .sort((a, b) => timeOf(a).localeCompare(timeOf(b)) || a.visitId - b.visitId)
  const next = stops.find(({ predictedArrivalAt }) => predictedArrivalAt !== null) ?? null
  const heard = visits.flatMap(({ heardAt }) => (heardAt ? [heardAt.toISOString()] : [])).sort()
  const ends = predicted.map(({ endSeconds }) => endSeconds)
  return {
    crewId: given.crewId,
    state: stateOf(stops, next),
    since: heard.at(-1) ?? null,
    nextTaskId: next?.taskId ?? null,
    behindSeconds: next ? behindOf(next) : 0,
    plannedEndAt: given.plannedEndAt,
    predictedEndAt: ends.length > 0 ? at(given.origin, Math.max(...ends)) : given.plannedEndAt,
    shiftEndsAt: given.shiftEndsAt,
    doneCount: stops.filter(({ visitStatus }) => visitStatus === 'done').length,
    stopCount: stops.length,
    stops,
  }
}

function stopProgress(visit: VisitProgress, expected: PredictedStop | null, origin: Date): StopProgress {
  const { taskId, workOrderId, visitId, title, status } = visit
  const startAt = visit.arrivedAt?.getTime() ?? (expected && timeAt(origin, expected.startSeconds))
  const endAt = visit.finishedAt?.getTime() ?? (expected && timeAt(origin, expected.endSeconds))
  const limits = { dueAt: visit.dueAt?.getTime() ?? null, latestAt: visit.latestAt?.getTime() ?? null }
  return {
    taskId,
    workOrderId,
    visitId,
    title,
    visitStatus: status,
    plannedArrivalAt: visit.plannedArrivalAt.toISOString(),
    plannedEndAt: visit.plannedEndAt.toISOString(),
    arrivedAt: visit.arrivedAt?.toISOString() ?? null,
    finishedAt: visit.finishedAt?.toISOString() ?? null,
    // visits count from the start of work, which is what crews and citizens were told
    predictedArrivalAt: expected && at(origin, expected.startSeconds),
    predictedEndAt: expected && at(origin, expected.endSeconds),
    lateSeconds: secondsLate(limits, { startAt, endAt }, origin.getTime()),
    behindSeconds: endAt === null ? 0 : Math.round((endAt - visit.plannedEndAt.getTime()) / 1000),
  }
}

function stateOf(stops: readonly StopProgress[], next: StopProgress | null): CrewProgress['state'] {
  if (stops.some(({ visitStatus }) => visitStatus === 'arrived' || visitStatus === 'working'))
    return 'working'
  if (stops.some(({ visitStatus }) => visitStatus === 'en_route')) return 'driving'
  if (!next) return 'finished'
  return stops.some(({ visitStatus }) => visitStatus === 'done' || visitStatus === 'failed')
    ? 'between'
    : 'waiting'
}

/** Of work under way by its end, else by when it begins. */
function behindOf({ arrivedAt, ...stop }: StopProgress): number {
  return arrivedAt === null
    ? secondsBetween(stop.plannedArrivalAt, stop.predictedArrivalAt!)
    : secondsBetween(stop.plannedEndAt, stop.predictedEndAt!)
}

/** When it was, will be or was to be. */
function timeOf({ arrivedAt, finishedAt, predictedArrivalAt, plannedArrivalAt }: StopProgress): string {
  return arrivedAt ?? finishedAt ?? predictedArrivalAt ?? plannedArrivalAt
}

function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000)
}

function at(origin: Date, seconds: number): string {
  return new Date(timeAt(origin, seconds)).toISOString()
}

function timeAt(origin: Date, seconds: number): number {
  return origin.getTime() + seconds * 1000
}
