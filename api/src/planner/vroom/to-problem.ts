import { defineProblem } from '../model/index.ts'
import type { CrewInput, JobInput, Link, Problem, TimeWindow } from '../model/index.ts'
import type { Places, VroomMatrices } from './places.ts'
import { pricesOf } from './prices.ts'
import type { Prices } from './prices.ts'
import { VroomError } from './vroom-error.ts'
import type { VroomInput, VroomTask, VroomVehicle } from './vroom-input.ts'
import type { VroomTaskType } from './vroom-output.ts'

const LONGEST = 2 ** 29

/** A VROOM task behind a job of the problem; they have the same index. */
export interface TaskReference {
  type: VroomTaskType
  task: VroomTask
  priority: number
  /** What counts as delivered and picked up here. */
  delivery: number[]
  pickup: number[]
  path: string
}

export interface VroomProblem {
  input: VroomInput
  problem: Problem
  tasks: TaskReference[]
  prices: Prices
  /** Second 0 of the problem on VROOM's clock, which may count from 1970. */
  originSeconds: number
}

export function toProblem(input: VroomInput, places: Places, matrices: VroomMatrices): VroomProblem {
  const prices = pricesOf(input, matrices)
  const clock = clockOf(input)
  const tasks = tasksOf(input)
  const { vehicles } = input
  const type = vehicles[0].type
  const jobs = tasks.map(({ task, priority, delivery, pickup, type: kind, path }, index): JobInput => {
    const isGoods = kind !== 'job'
    return {
      id: `${kind} ${task.id}`,
      place: places.of(task.location, task.location_index),
      serviceSeconds: task.service_per_type?.[type] ?? task.service,
      setupSeconds: task.setup_per_type?.[type] ?? task.setup,
      skills: skillsOf(input, index),
      delivery: isGoods ? [] : delivery,
      pickup: isGoods ? [] : pickup,
      transfer: isGoods ? delivery.map((amount, at) => pickup[at] - amount) : [],
      windows: clock.windows(task.time_windows, `${path}.time_windows`),
      priority,
      unassignedCost: prices.leaveOut(priority),
    }
  })
  const problem = defineProblem({
    matrices: Object.fromEntries(
      Object.entries(matrices).map(([profile, matrix]) => [
        profile,
        { ...matrix, costs: prices.scaled(matrix.costs) },
      ]),
    ),
    jobs,
    crews: vehicles.map((vehicle, index) =>
      toCrew(vehicle, `vehicles[${index}]`, places, prices, clock, noAmounts(input)),
    ),
    links: linksOf(input),
    weights: { unassigned: prices.unassigned },
  })
  return { input, problem, tasks, prices, originSeconds: clock.origin }
}

/** As many zeros as there are amounts. */
function noAmounts({ vehicles }: VroomInput): number[] {
  return (vehicles[0].capacity ?? []).map(() => 0)
}

function tasksOf(input: VroomInput): TaskReference[] {
  const { jobs, shipments } = input
  const none = noAmounts(input)
  const tasks = jobs.map((job, index): TaskReference => ({
    type: 'job',
    task: job,
    priority: job.priority,
    delivery: job.delivery ?? job.amount ?? none,
    pickup: job.pickup ?? none,
    path: `jobs[${index}]`,
  }))
  shipments.forEach(({ pickup, delivery, priority, amount = none }, index) => {
    const path = `shipments[${index}]`
    tasks.push(
      { type: 'pickup', task: pickup, priority, delivery: none, pickup: amount, path: `${path}.pickup` },
      {
        type: 'delivery',
        task: delivery,
        priority,
        delivery: amount,
        pickup: none,
        path: `${path}.delivery`,
      },
    )
  })
  return tasks
}

function skillsOf({ jobs, shipments }: VroomInput, index: number): number[] {
  return index < jobs.length ? jobs[index].skills : shipments[(index - jobs.length) >> 1].skills
}

/** A pickup comes before its delivery, in one vehicle. */
function linksOf({ jobs, shipments }: VroomInput): Link[] {
  return shipments.flatMap((_, index): Link[] => {
    const before = jobs.length + 2 * index
    return [
      { kind: 'same_route', jobs: [before, before + 1] },
      { kind: 'precedence', before, after: before + 1, gapSeconds: 0 },
    ]
  })
}

function toCrew(
  vehicle: VroomVehicle,
  path: string,
  places: Places,
  prices: Prices,
  clock: Clock,
  none: number[],
): CrewInput {
  const place = (end: 'start' | 'end') => {
    const [location, index] = [vehicle[end], vehicle[`${end}_index`]]
    return location || index !== undefined ? places.of(location, index) : null
  }
  const shift = vehicle.time_window && clock.windows([vehicle.time_window], `${path}.time_window`)![0]
  return {
    id: String(vehicle.id),
    profile: vehicle.profile,
    start: place('start'),
    end: place('end'),
    shifts: [
      {
        ...(shift ?? { startSeconds: clock.first, endSeconds: LONGEST }),
        breaks: vehicle.breaks.map((pause, index) => ({
          id: String(pause.id),
          windows: clock.windows(pause.time_windows, `${path}.breaks[${index}].time_windows`) ?? [],
          durationSeconds: pause.service,
          maxLoad: pause.max_load ?? null,
        })),
      },
    ],
    skills: vehicle.skills,
    // a vehicle that says nothing carries nothing
    capacity: vehicle.capacity ?? none,
    costs: prices.costsOf(vehicle),
    speedFactor: vehicle.speed_factor,
    maxStops: limit(vehicle.max_tasks),
    maxMeters: limit(vehicle.max_distance),
    maxTravelSeconds: limit(vehicle.max_travel_time),
  }
}

function limit(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.min(value, 2 ** 30)
}

interface Clock {
  origin: number
  /** Second 0 of VROOM's clock, or as near as the problem can tell. */
  first: number
  windows(windows: [number, number][] | undefined, path: string): TimeWindow[] | undefined
}

/** Times may count from 1970, where the problem's seconds have no room for them. */
function clockOf(input: VroomInput): Clock {
  const all = [
    ...input.jobs.map((job) => job.time_windows),
    ...input.shipments.flatMap(({ pickup, delivery }) => [pickup.time_windows, delivery.time_windows]),
    ...input.vehicles.flatMap(({ time_window, breaks }) => [
      time_window && [time_window],
      ...breaks.map((pause) => pause.time_windows),
    ]),
  ].flatMap((windows) => windows ?? [])
  const starts = all.map(([start]) => start).filter((start) => start > 0)
  const earliest = starts.reduce((least, start) => Math.min(least, start), Infinity)
  const origin = earliest > LONGEST / 2 && earliest < Infinity ? earliest : 0
  return {
    origin,
    first: Math.max(-origin, -LONGEST),
    windows: (windows, path) =>
      windows?.map(([start, end], index) => {
        if (start - origin > LONGEST)
          throw new VroomError(`${path}[${index}]`, 'is 17 years after the first one')
        return {
          startSeconds: Math.max(start - origin, -LONGEST),
          endSeconds: Math.max(Math.min(end - origin, LONGEST), -LONGEST),
        }
      }),
  }
}
