import type { RouteSchedule, StopSchedule } from '../evaluate/index.ts'
import type { Problem, TimeWindow } from '../model/index.ts'

/** The same route with the same end, everything else as late as it can be: VROOM waits as little as possible. */
export function trimWaiting(problem: Problem, schedule: RouteSchedule): RouteSchedule {
  const stops = schedule.stops.map((stop) => ({ ...stop }))
  for (let index = stops.length - 2; index >= 0; index--) {
    const [stop, next] = [stops[index], stops[index + 1]]
    const window = windowsOf(problem, schedule, stop).find(
      ({ startSeconds, endSeconds }) => startSeconds <= stop.startSeconds && stop.startSeconds <= endSeconds,
    )
    const delay = Math.min(next.waitSeconds, (window?.endSeconds ?? Infinity) - stop.startSeconds)
    if (!window || delay <= 0) continue
    stop.startSeconds += delay
    stop.endSeconds += delay
    stop.waitSeconds += delay
    next.arrivalSeconds += delay
    next.waitSeconds -= delay
  }
  const [first] = stops
  const departSeconds = schedule.departSeconds + first.waitSeconds
  first.arrivalSeconds += first.waitSeconds
  first.waitSeconds = 0
  const waitSeconds = stops.reduce((sum, stop) => sum + stop.waitSeconds, 0)
  return { ...schedule, stops, departSeconds, waitSeconds }
}

function windowsOf(problem: Problem, { crew, shift }: RouteSchedule, { stop }: StopSchedule): TimeWindow[] {
  if (stop.kind === 'job') return problem.jobs[stop.job].windows
  return stop.kind === 'break' ? problem.crews[crew].shifts[shift].breaks[stop.break].windows : []
}
