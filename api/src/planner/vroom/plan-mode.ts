import { prepareProblem, scheduleRoute } from '../evaluate/index.ts'
import type { RouteSchedule } from '../evaluate/index.ts'
import type { Plan, Problem, Route, TimeWindow } from '../model/index.ts'
import { UNREACHABLE } from '../model/index.ts'
import { chooseTimes, type ChosenTimes, type TimedBreak, type TimedPlace } from './choose-times.ts'
import { planOfSteps } from './seed-plan.ts'
import type { VroomProblem } from './to-problem.ts'
import { VroomError } from './vroom-error.ts'
import type { VroomStep } from './vroom-input.ts'

/** The vehicles' steps in their order, at the times at which the fewest rules of time are broken. */
export function schedulePlanMode(vroom: VroomProblem): { plan: Plan; schedules: RouteSchedule[] } {
  const plan = planOfSteps(vroom, true)
  const schedules = plan.routes.map((route) => scheduleSteps(vroom, route))
  return { plan, schedules }
}

const anyTime: TimeWindow[] = [{ startSeconds: -1e9, endSeconds: 1e9 }]

function scheduleSteps(vroom: VroomProblem, route: Route): RouteSchedule {
  const path = `vehicles[${route.crew}].steps`
  const unhurried = scheduleRoute(prepareProblem(withTimes(vroom, route, null)), route)
  if (unhurried.travelSeconds >= UNREACHABLE)
    throw new VroomError(path, 'there is no way between two steps', 3)
  const chosen = chooseTimes(placesOf(vroom, route, unhurried), -vroom.originSeconds)
  if (!chosen) throw new VroomError(path, 'cannot be driven at the times asked for')
  return scheduleRoute(prepareProblem(withTimes(vroom, route, chosen)), route)
}

/** The problem with each step at its time alone, or at any time; the rest of the rules do not move the schedule. */
function withTimes({ problem }: VroomProblem, { crew, stops }: Route, chosen: ChosenTimes | null): Problem {
  const jobs = [...problem.jobs]
  const own = problem.crews[crew]
  const [shift] = own.shifts
  const breaks = [...shift.breaks]
  const times = chosen ? [...chosen.places.slice(1, -1)] : []
  const pauses = chosen?.breaks.flat() ?? []
  const at = (time: number | undefined): TimeWindow[] =>
    time === undefined ? anyTime : [{ startSeconds: time, endSeconds: time }]
  for (const stop of stops) {
    if (stop.kind === 'job') jobs[stop.job] = { ...jobs[stop.job], windows: at(times.shift()) }
    else if (stop.kind === 'break')
      breaks[stop.break] = { ...breaks[stop.break], windows: at(pauses.shift()) }
  }
  const crews = [...problem.crews]
  const startSeconds = chosen ? chosen.places[0] : shift.startSeconds
  crews[crew] = { ...own, shifts: [{ ...shift, startSeconds, breaks }] }
  return { ...problem, jobs, crews, links: [] }
}

/** What has to be timed: the ways and the work as they are where nothing waits. */
function placesOf(vroom: VroomProblem, { crew }: Route, unhurried: RouteSchedule): TimedPlace[] {
  const { problem, tasks, originSeconds } = vroom
  const [shift] = problem.crews[crew].shifts
  const vehicle = vroom.input.vehicles[crew]
  const hasHours = vehicle.time_window !== undefined
  const steps = vehicle.steps!
  const taken = steps.filter(({ type }) => type !== 'start' && type !== 'end')
  const asked = (step: VroomStep | undefined) => ({
    least: (step?.service_at ?? step?.service_after ?? -Infinity) - originSeconds,
    most: (step?.service_at ?? step?.service_before ?? Infinity) - originSeconds,
  })
  const places: TimedPlace[] = [
    {
      ...asked(steps.find(({ type }) => type === 'start')),
      windows: hasHours ? [{ startSeconds: shift.startSeconds, endSeconds: Infinity }] : [],
      gapSeconds: 0,
      workBeforeSeconds: 0,
      breaks: [],
    },
  ]
  let before = { startSeconds: unhurried.departSeconds, endSeconds: unhurried.departSeconds }
  let breaks: TimedBreak[] = []
  const arrive = (place: Pick<TimedPlace, 'windows' | 'least' | 'most'>, startSeconds: number) => {
    const { startSeconds: from, endSeconds: until } = before
    places.push({ ...place, gapSeconds: startSeconds - from, workBeforeSeconds: until - from, breaks })
    breaks = []
  }
  unhurried.stops.forEach(({ stop, startSeconds, endSeconds }, index) => {
    if (stop.kind === 'break') {
      const windows = vehicle.breaks[stop.break].time_windows ? shift.breaks[stop.break].windows : []
      breaks.push({ ...asked(taken[index]), windows, serviceSeconds: endSeconds - startSeconds })
    } else if (stop.kind === 'job') {
      arrive(
        {
          ...asked(taken[index]),
          windows: tasks[stop.job].task.time_windows ? problem.jobs[stop.job].windows : [],
        },
        startSeconds,
      )
      before = { startSeconds, endSeconds }
    }
  })
  const end = asked(steps.find(({ type }) => type === 'end'))
  arrive(
    { ...end, windows: hasHours ? [{ startSeconds: -Infinity, endSeconds: shift.endSeconds }] : [] },
    unhurried.endSeconds,
  )
  return places
}
