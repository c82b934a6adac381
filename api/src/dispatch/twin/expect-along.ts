import type { TwinExpectation } from '../../contract/index.ts'
import type { DayProblem } from '../build-problem.ts'
import { predictRoutes, type JobEvent, type PredictedStop } from '../progress/predict-routes.ts'
import type { Route } from '../../planner/index.ts'
import type { TwinTask } from './count-figures.ts'
import type { LivedStop } from './live-through.ts'

/** When a plan wanted work to begin and to end, in milliseconds since 1970. */
export interface PlannedTimes {
  beginsAt: number
  endsAt: number
}

interface Given {
  day: DayProblem
  /** of one crew, as planned */
  routes: readonly Route[]
  /** that crew's, as they were lived */
  stops: readonly LivedStop[]
  outcomeOf: (taskId: number) => TwinTask['outcome']
  /** null for what the plan has no time for */
  plannedOf: (taskId: number) => PlannedTimes | null
  /** of the plan's, tasks that were never this crew's to do */
  isDropped: (taskId: number) => boolean
}

/**
 * What the live view said of a crew at every turn of its day, by the same prediction: what was under way or next, when
 * the plan had it, and when it was expected. Between two turns only the clock moves what is expected.
 */
export function expectAlong(given: Given): TwinExpectation[] {
  const { day, stops, outcomeOf, plannedOf } = given
  const jobOf = new Map(day.taskIds.map((taskId, job) => [taskId, job]))
  // what routes are judged by counts for nothing here
  const problem = { ...day.problem, weights: { ...day.problem.weights, compactness: 0 } }
  const began = day.origin.getTime()
  const ends = ({ taskId, endedAt }: LivedStop) => (outcomeOf(taskId) === 'open' ? [] : [endedAt])
  const turns = [began, ...stops.flatMap((stop) => [stop.departedAt, stop.arrivedAt, ...ends(stop)])]
  return [...new Set(turns)]
    .sort((a, b) => a - b)
    .map((at): TwinExpectation => {
      const events = eventsAt(given, jobOf, at)
      const predicted = predictRoutes(problem, given.routes, events, toSeconds(day, at))
      const next = predicted.flatMap((route) => route.stops).sort(byBegin)[0]
      const taskId = next ? day.taskIds[next.job] : undefined
      const planned = taskId === undefined ? null : plannedOf(taskId)
      const from = iso(at)
      if (!next || taskId === undefined || !planned) return { from, next: null }
      const isUnderWay = events.get(next.job)?.kind === 'at-work'
      return {
        from,
        next: {
          taskId,
          isUnderWay,
          plannedAt: iso(isUnderWay ? planned.endsAt : planned.beginsAt),
          expectedAt: iso(began + (isUnderWay ? next.endSeconds : next.startSeconds) * 1000),
        },
      }
    })
}

const byBegin = (a: PredictedStop, b: PredictedStop) => a.startSeconds - b.startSeconds

/** What was known of the crew's jobs by then. */
function eventsAt(
  { day, routes, stops, outcomeOf, isDropped }: Given,
  jobOf: ReadonlyMap<number, number>,
  at: number,
): Map<number, JobEvent> {
  const events = new Map<number, JobEvent>()
  for (const { stops: planned } of routes)
    for (const stop of planned)
      if (stop.kind === 'job' && isDropped(day.taskIds[stop.job])) events.set(stop.job, { kind: 'dropped' })
  for (const stop of stops) {
    const job = jobOf.get(stop.taskId)
    if (job === undefined) continue
    const event = eventOf(day, stop, outcomeOf(stop.taskId) === 'open', at)
    if (event) events.set(job, event)
  }
  return events
}

function eventOf(
  day: DayProblem,
  { departedAt, arrivedAt, endedAt }: LivedStop,
  isOpen: boolean,
  at: number,
): JobEvent | null {
  if (at < departedAt) return null
  if (at < arrivedAt) return { kind: 'on-the-way', departSeconds: toSeconds(day, departedAt) }
  if (at < endedAt || isOpen) return { kind: 'at-work', arrivedSeconds: toSeconds(day, arrivedAt) }
  return { kind: 'over', leftSeconds: toSeconds(day, endedAt) }
}

function toSeconds({ origin }: DayProblem, at: number): number {
  return Math.round((at - origin.getTime()) / 1000)
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
