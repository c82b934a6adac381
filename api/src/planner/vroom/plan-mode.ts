import { prepareProblem, scheduleRoute } from '../evaluate/index.ts'
import type { RouteSchedule } from '../evaluate/index.ts'
import type { Plan, Problem, Route, TimeWindow } from '../model/index.ts'
import { UNREACHABLE } from '../model/index.ts'
import { planOfSteps } from './seed-plan.ts'
import type { VroomProblem } from './to-problem.ts'
import { VroomError } from './vroom-error.ts'
import type { VroomStep } from './vroom-input.ts'

/** The vehicles' steps with their earliest times: their order is kept and rules of the input may break. */
export function schedulePlanMode(vroom: VroomProblem): { plan: Plan; schedules: RouteSchedule[] } {
  const plan = planOfSteps(vroom, true)
  const schedules = plan.routes.map((route) => scheduleSteps(vroom, route))
  return { plan, schedules }
}

function scheduleSteps(vroom: VroomProblem, route: Route): RouteSchedule {
  const problem = softened(vroom, route)
  const shift = problem.crews[route.crew].shifts[0]
  const path = `vehicles[${route.crew}].steps`
  // where a time asked for cannot be met from the shift's start on, the vehicle leaves before it
  for (let attempt = 0; attempt <= route.stops.length; attempt++) {
    const schedule = scheduleRoute(prepareProblem(problem), route)
    if (schedule.travelSeconds >= UNREACHABLE)
      throw new VroomError(path, 'there is no way between two steps', 3)
    const missed = missedSeconds(vroom, schedule)
    if (missed === 0) return schedule
    shift.startSeconds -= missed
  }
  throw new VroomError(path, 'cannot be driven at the times asked for')
}

/** The problem with the times that the steps ask for; the rest of the rules do not move the schedule. */
function softened({ problem, input, originSeconds }: VroomProblem, { crew, stops }: Route): Problem {
  const steps = input.vehicles[crew].steps!
  const jobs = [...problem.jobs]
  const own = problem.crews[crew]
  const [shift] = own.shifts
  const breaks = [...shift.breaks]
  const taken = steps.filter(({ type }) => type !== 'start' && type !== 'end')
  stops.forEach((stop, index) => {
    const step = taken[index]
    if (stop.kind === 'job') {
      const job = jobs[stop.job]
      jobs[stop.job] = { ...job, windows: allowed(job.windows, step, originSeconds) }
    } else if (stop.kind === 'break') {
      const pause = breaks[stop.break]
      breaks[stop.break] = { ...pause, windows: allowed(pause.windows, step, originSeconds) }
    }
  })
  const start = steps.find(({ type }) => type === 'start')
  const startSeconds =
    start?.service_at === undefined
      ? Math.max(shift.startSeconds, (start?.service_after ?? -Infinity) - originSeconds)
      : start.service_at - originSeconds
  const crews = [...problem.crews]
  crews[crew] = { ...own, shifts: [{ ...shift, startSeconds, breaks }] }
  return { ...problem, jobs, crews, links: [] }
}

function allowed(windows: TimeWindow[], step: VroomStep, origin: number): TimeWindow[] {
  if (step.service_at !== undefined) {
    const startSeconds = step.service_at - origin
    return [{ startSeconds, endSeconds: startSeconds }]
  }
  if (step.service_after === undefined) return windows
  const after = step.service_after - origin
  const open = windows
    .filter(({ endSeconds }) => endSeconds >= after)
    .map((window) => ({ ...window, startSeconds: Math.max(window.startSeconds, after) }))
  return open.length > 0 ? open : [{ startSeconds: after, endSeconds: after }]
}

/** Seconds by which the worst step comes after the time asked for. */
function missedSeconds({ input, originSeconds }: VroomProblem, schedule: RouteSchedule): number {
  const steps = input.vehicles[schedule.crew].steps!
  const taken = steps.filter(({ type }) => type !== 'start' && type !== 'end')
  let missed = 0
  const miss = (step: VroomStep | undefined, seconds: number) => {
    const latest = Math.min(step?.service_at ?? Infinity, step?.service_before ?? Infinity)
    missed = Math.max(missed, seconds + originSeconds - latest)
  }
  schedule.stops.forEach(({ startSeconds }, index) => miss(taken[index], startSeconds))
  miss(
    steps.find(({ type }) => type === 'start'),
    schedule.departSeconds,
  )
  miss(
    steps.find(({ type }) => type === 'end'),
    schedule.endSeconds,
  )
  return missed
}
