import { secondsLate, type TwinFigures, type TwinStop } from '../../contract/index.ts'
import type { LivedRoute, LivedStop } from './live-through.ts'

/** What is known of a task beside who did it and when. */
export interface TwinTask {
  taskId: number
  dueAt: Date | null
  latestAt: Date | null
  outcome: TwinStop['outcome']
}

export interface PromisedWindow {
  from: Date
  to: Date
}

export function latenessOf(
  { dueAt, latestAt }: Pick<TwinTask, 'dueAt' | 'latestAt'>,
  { arrivedAt, endedAt }: Pick<LivedStop, 'arrivedAt' | 'endedAt'>,
  dayStartsAt: Date,
): number {
  const limits = { dueAt: dueAt?.getTime() ?? null, latestAt: latestAt?.getTime() ?? null }
  return secondsLate(limits, { startAt: arrivedAt, endAt: endedAt }, dayStartsAt.getTime())
}

export function countFigures(
  routes: readonly LivedRoute[],
  tasks: readonly TwinTask[],
  promises: ReadonlyMap<number, PromisedWindow>,
  dayStartsAt: Date,
): TwinFigures {
  const known = new Map(tasks.map((task) => [task.taskId, task]))
  const stops = routes.flatMap((route) => route.stops)
  const by = (outcome: TwinTask['outcome']) =>
    new Set(stops.filter(({ taskId }) => known.get(taskId)?.outcome === outcome).map(({ taskId }) => taskId))
  const served = by('done')
  const failed = [...by('failed')].filter((taskId) => !served.has(taskId))
  const late = stops.map((stop) => latenessOf(known.get(stop.taskId)!, stop, dayStartsAt))
  const promised = stops.filter(({ taskId }) => promises.has(taskId))
  const kept = promised.filter(({ taskId, arrivedAt }) => {
    const { from, to } = promises.get(taskId)!
    return arrivedAt >= from.getTime() && arrivedAt <= to.getTime()
  })
  return {
    servedCount: served.size,
    failedCount: failed.length,
    leftCount: tasks.length - served.size - failed.length,
    lateCount: late.filter((lateSeconds) => lateSeconds > 0).length,
    lateSeconds: late.reduce((sum, each) => sum + each, 0),
    driveSeconds: seconds(routes.map(({ driveMilliseconds }) => driveMilliseconds)),
    workSeconds: seconds(stops.map(({ arrivedAt, endedAt }) => endedAt - arrivedAt)),
    overtimeSeconds: seconds(routes.map(overtimeOf)),
    promisedCount: promised.length,
    keptCount: kept.length,
  }
}

function overtimeOf({ shifts, stops }: LivedRoute): number {
  if (shifts.length === 0) return 0
  const last = Math.max(...stops.map(({ endedAt }) => endedAt))
  return Math.max(0, last - Math.max(...shifts.map(({ endsAt }) => endsAt)))
}

function seconds(milliseconds: readonly number[]): number {
  return Math.round(milliseconds.reduce((sum, each) => sum + each, 0) / 1000)
}
