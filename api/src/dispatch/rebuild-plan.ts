import type { RouteSketch } from './route-sketches.ts'
import type { Plan, Route, Stop } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'

/** A stored version as the planner's plan again; tasks and crews that are no longer in the day are left out. */
export function rebuildPlan(day: DayProblem, routes: readonly Pick<RouteSketch, 'crewId' | 'stops'>[]): Plan {
  const jobOf = new Map(day.taskIds.map((taskId, job) => [taskId, job]))
  const planned = new Set<number>()
  const rebuilt: Route[] = []
  for (const { crewId, stops } of routes) {
    const crew = day.crewIds.indexOf(crewId)
    if (crew < 0) continue
    let current: { route: Route; breaks: number } | null = null
    for (const stop of stops) {
      if (stop.kind === 'start') {
        const shift = shiftAt(day, crew, stop.startAt)
        current = { route: { crew, shift, stops: [] }, breaks: 0 }
        rebuilt.push(current.route)
        continue
      }
      const kept: Stop | null = current && toStop(stop, current.breaks)
      if (!kept || !current) continue
      if (kept.kind === 'break') {
        current.breaks++
        if (kept.break >= day.problem.crews[crew].shifts[current.route.shift].breaks.length) continue
      }
      if (kept.kind === 'job') planned.add(kept.job)
      current.route.stops.push(kept)
    }
  }
  const unassigned = day.taskIds.map((_, job) => job).filter((job) => !planned.has(job))
  return { routes: rebuilt, unassigned }

  function toStop(stop: RouteSketch['stops'][number], breaks: number): Stop | null {
    if (stop.kind === 'break') return { kind: 'break', break: breaks }
    if (stop.kind === 'reload') return { kind: 'reload' }
    const job = stop.taskId === null ? undefined : jobOf.get(stop.taskId)
    return stop.kind === 'task' && job !== undefined ? { kind: 'job', job } : null
  }
}

/** The shift a start belongs to: the last that has begun by then. */
function shiftAt(day: DayProblem, crew: number, startAt: string): number {
  const seconds = Math.round((Date.parse(startAt) - day.origin.getTime()) / 1000)
  const { shifts } = day.problem.crews[crew]
  return Math.max(
    0,
    shifts.findLastIndex(({ startSeconds }) => startSeconds <= seconds),
  )
}
