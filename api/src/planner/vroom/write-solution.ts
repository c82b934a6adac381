import type { RouteSchedule, StopSchedule } from '../evaluate/index.ts'
import type { UnassignedReason } from '../explain/index.ts'
import type { VroomProblem } from './to-problem.ts'
import { united, violationsOf } from './violations.ts'
import type {
  VroomRoute,
  VroomRouteStep,
  VroomSolution,
  VroomSummary,
  VroomUnassigned,
} from './vroom-output.ts'

export interface Written {
  schedules: RouteSchedule[]
  unassigned: number[]
  reasons: UnassignedReason[]
  /** Milliseconds. */
  times: VroomSummary['computing_times']
  /** Metres are told where the caller gave or asked for them. */
  hasDistances: boolean
  geometries: (string | null)[]
}

export function writeSolution(vroom: VroomProblem, written: Written): VroomSolution {
  const { schedules, unassigned, times } = written
  const routes = schedules.map((schedule, index) =>
    writeRoute(vroom, schedule, written.hasDistances, written.geometries[index] ?? null),
  )
  routes.sort((a, b) => rankOf(vroom, a) - rankOf(vroom, b))
  const sum = (field: 'cost' | 'setup' | 'service' | 'duration' | 'waiting_time' | 'priority') =>
    routes.reduce((total, route) => total + route[field], 0)
  const amounts = (field: 'delivery' | 'pickup') =>
    added(
      vroom,
      routes.map((route) => route[field] ?? []),
    )
  return {
    code: 0,
    summary: {
      cost: sum('cost'),
      routes: routes.length,
      unassigned: unassigned.length,
      ...amounted(vroom, amounts('delivery'), amounts('pickup')),
      setup: sum('setup'),
      service: sum('service'),
      duration: sum('duration'),
      waiting_time: sum('waiting_time'),
      priority: sum('priority'),
      ...(written.hasDistances
        ? { distance: routes.reduce((total, route) => total + route.distance!, 0) }
        : {}),
      violations: united(routes.map((route) => route.violations)),
      computing_times: times,
    },
    unassigned: unassigned.map((job) => writeUnassigned(vroom, job, written.reasons)),
    routes,
  }
}

function rankOf({ input }: VroomProblem, { vehicle }: VroomRoute): number {
  return input.vehicles.findIndex(({ id }) => id === vehicle)
}

function writeRoute(
  vroom: VroomProblem,
  schedule: RouteSchedule,
  hasDistances: boolean,
  geometry: string | null,
): VroomRoute {
  const { tasks, prices, input } = vroom
  const vehicle = input.vehicles[schedule.crew]
  const done = schedule.stops.flatMap(({ stop }) => (stop.kind === 'job' ? [tasks[stop.job]] : []))
  const violations = violationsOf(vroom, schedule)
  const length = (field: 'setup' | 'service') =>
    schedule.stops.reduce((sum, stop) => sum + timesOf(stop)[field], 0)
  const worked = schedule.stops
    .filter(({ stop }) => stop.kind === 'job')
    .reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0)
  const cost = (schedule.travelCost + schedule.fixedCost) / prices.scale
  return {
    vehicle: vehicle.id,
    ...(vehicle.description === undefined ? {} : { description: vehicle.description }),
    cost: Math.round(cost + (worked * vehicle.costs.per_task_hour) / 3600),
    ...amounted(
      vroom,
      added(
        vroom,
        done.map(({ delivery }) => delivery),
      ),
      added(
        vroom,
        done.map(({ pickup }) => pickup),
      ),
    ),
    setup: length('setup'),
    service: length('service'),
    duration: schedule.travelSeconds,
    waiting_time: schedule.waitSeconds,
    priority: done.reduce((sum, { priority }) => sum + priority, 0),
    ...(hasDistances ? { distance: schedule.meters } : {}),
    steps: writeSteps(vroom, schedule, hasDistances, violations),
    violations: violations.route,
    ...(geometry === null ? {} : { geometry }),
  }
}

function writeSteps(
  vroom: VroomProblem,
  schedule: RouteSchedule,
  hasDistances: boolean,
  violations: ReturnType<typeof violationsOf>,
): VroomRouteStep[] {
  const { originSeconds, input } = vroom
  const vehicle = input.vehicles[schedule.crew]
  let duration = 0
  let meters = 0
  let load = schedule.startLoad
  const steps: VroomRouteStep[] = []
  const add = (step: Omit<VroomRouteStep, 'duration' | 'distance' | 'load'>) => {
    const distance = hasDistances ? { distance: meters } : {}
    steps.push({ ...step, ...(load.length > 0 ? { load } : {}), duration, ...distance })
  }
  const still = { setup: 0, service: 0, waiting_time: 0 }
  if (vehicle.start || vehicle.start_index !== undefined) {
    const arrival = schedule.departSeconds + originSeconds
    add({
      type: 'start',
      ...placeOf(vehicle.start, vehicle.start_index),
      arrival,
      ...still,
      violations: violations.start,
    })
  }
  schedule.stops.forEach((stop, index) => {
    duration += stop.travelSeconds
    meters += stop.meters
    load = stop.load
    add({
      ...namesOf(vroom, schedule, stop),
      arrival: stop.arrivalSeconds + originSeconds,
      ...timesOf(stop),
      waiting_time: stop.waitSeconds,
      violations: violations.stops[index],
    })
  })
  duration += schedule.endTravelSeconds
  meters += schedule.endMeters
  if (vehicle.end || vehicle.end_index !== undefined) {
    const arrival = schedule.endSeconds + originSeconds
    add({
      type: 'end',
      ...placeOf(vehicle.end, vehicle.end_index),
      arrival,
      ...still,
      violations: violations.end,
    })
  }
  return steps
}

function namesOf(
  { tasks, input }: VroomProblem,
  { crew }: RouteSchedule,
  { stop }: StopSchedule,
): Pick<VroomRouteStep, 'type' | 'id' | 'description' | 'location' | 'location_index'> {
  if (stop.kind === 'break') {
    const { id, description } = input.vehicles[crew].breaks[stop.break]
    return { type: 'break', id, ...(description === undefined ? {} : { description }) }
  }
  if (stop.kind === 'reload') throw new Error('VROOM has no reloads')
  const { type, task } = tasks[stop.job]
  return {
    type,
    id: task.id,
    ...(task.description === undefined ? {} : { description: task.description }),
    ...placeOf(task.location, task.location_index),
  }
}

function timesOf({ stop, setupSeconds, startSeconds, endSeconds }: StopSchedule) {
  if (stop.kind === 'break') return { setup: 0, service: endSeconds - startSeconds }
  return { setup: setupSeconds, service: endSeconds - startSeconds - setupSeconds }
}

function placeOf(location: [number, number] | undefined, index: number | undefined) {
  return {
    ...(location ? { location } : {}),
    ...(index === undefined ? {} : { location_index: index }),
  }
}

function amounted({ problem }: VroomProblem, delivery: number[], pickup: number[]) {
  return problem.dimensions > 0 ? { delivery, pickup } : {}
}

function added({ problem }: VroomProblem, lists: number[][]): number[] {
  const total = new Array<number>(problem.dimensions).fill(0)
  for (const list of lists) list.forEach((amount, dimension) => (total[dimension] += amount))
  return total
}

function writeUnassigned(
  { tasks, input }: VroomProblem,
  job: number,
  reasons: UnassignedReason[],
): VroomUnassigned {
  const { type, task } = tasks[job]
  const reason = reasons.find((known) => known.job === job)
  return {
    id: task.id,
    type,
    ...(task.description === undefined ? {} : { description: task.description }),
    ...placeOf(task.location, task.location_index),
    reason: (reason?.crews ?? []).map(({ crew, cause, margin, unit }) => ({
      vehicle: input.vehicles[crew].id,
      cause: CAUSES[cause] ?? cause,
      ...(margin === null ? {} : { margin, unit: unit! }),
    })),
  }
}

/** VROOM's words for rules it has a word for. */
const CAUSES: Partial<Record<string, string>> = {
  skill: 'skills',
  load: 'capacity',
  window: 'time_window',
  shift: 'vehicle_time_window',
  break: 'break',
  max_stops: 'max_tasks',
  max_meters: 'max_distance',
  max_travel: 'max_travel_time',
  same_route: 'shipment',
}
