import type { VroomSolution } from '../index.ts'

interface AnyTask {
  id: number
  setup?: number
  service?: number
  location_index?: number
  time_windows?: number[][]
}

interface AnyProblem {
  jobs?: (AnyTask & { skills?: number[] })[]
  shipments?: { pickup: AnyTask; delivery: AnyTask; skills?: number[] }[]
  vehicles: {
    id: number
    capacity?: number[]
    skills?: number[]
    time_window?: number[]
    speed_factor?: number
    max_tasks?: number
    max_distance?: number
    breaks?: { id: number; time_windows?: number[][]; service?: number }[]
  }[]
  matrices?: { car: { durations: number[][]; distances?: number[][] } }
}

/** Rules that a solution breaks, worked out from nothing but the two JSON documents. */
export function breachesOf(problem: AnyProblem, { routes, unassigned, summary }: VroomSolution): string[] {
  const breaches: string[] = []
  const tasks: Tasks = new Map()
  for (const job of problem.jobs ?? []) tasks.set(`job ${job.id}`, job)
  for (const { pickup, delivery, skills } of problem.shipments ?? []) {
    tasks.set(`pickup ${pickup.id}`, { ...pickup, skills })
    tasks.set(`delivery ${delivery.id}`, { ...delivery, skills })
  }
  const seen = unassigned.map(({ type, id }) => `${type} ${id}`)
  for (const route of routes) {
    const vehicle = problem.vehicles.find(({ id }) => id === route.vehicle)!
    const told = (text: string) => void breaches.push(`vehicle ${vehicle.id}: ${text}`)
    const names = route.steps
      .filter(({ type }) => /job|pickup|delivery/.test(type))
      .map((step) => `${step.type} ${step.id}`)
    seen.push(...names)
    names.forEach((name, rank) => {
      if (!name.startsWith('delivery')) return
      const pickup = names.indexOf(name.replace('delivery', 'pickup'))
      if (pickup < 0 || pickup > rank) told(`${name} without its pickup before`)
    })
    if (names.length > (vehicle.max_tasks ?? Infinity)) told('too many tasks')
    if ((route.distance ?? 0) > (vehicle.max_distance ?? Infinity)) told('too far')
    if (route.steps.filter(({ type }) => type === 'break').length !== (vehicle.breaks ?? []).length)
      told('breaks')
    const { clock, driven, waited, distance } = drive(problem, tasks, vehicle, route, told)
    const [from, to] = vehicle.time_window ?? [0, Infinity]
    if (route.steps[0].arrival < from || clock > to) told('outside its time window')
    if (driven !== route.duration || waited !== route.waiting_time) told('sums')
    if (problem.matrices?.car.distances && distance !== route.distance) told('distance')
    if (route.violations.length > 0) told('violations')
  }
  if (tasks.size > 0 && seen.sort().join() !== [...tasks.keys()].sort().join()) breaches.push('tasks')
  if (summary.cost !== routes.reduce((sum, { cost }) => sum + cost, 0)) breaches.push('cost')
  return breaches
}

type Tasks = Map<string, AnyTask & { skills?: number[] }>

function drive(
  problem: AnyProblem,
  tasks: Tasks,
  vehicle: AnyProblem['vehicles'][number],
  route: VroomSolution['routes'][number],
  told: (text: string) => void,
) {
  let clock = route.steps[0].arrival
  let driven = 0
  let waited = 0
  let distance = 0
  let place = route.steps[0].location_index
  for (const step of route.steps) {
    clock += step.duration - driven
    driven = step.duration
    if (clock !== step.arrival) told(`${step.type} ${step.id} is reached at ${clock}, not ${step.arrival}`)
    const begin = step.arrival + step.waiting_time
    waited += step.waiting_time
    const task =
      step.type === 'break'
        ? vehicle.breaks?.find(({ id }) => id === step.id)
        : tasks.get(`${step.type} ${step.id}`)
    if (task?.time_windows && !task.time_windows.some(([from, to]) => from <= begin && begin <= to))
      told(`${step.type} ${step.id} at ${begin}`)
    if ((step.load ?? []).some((amount, at) => amount > (vehicle.capacity?.[at] ?? 0))) told('load')
    if (task && step.service !== (task.service ?? 0)) told('service')
    if (step.type !== 'break' && step.location_index !== undefined) {
      const expected = task && 'setup' in task && place !== step.location_index ? task.setup : 0
      if (problem.matrices && step.setup !== expected) told('setup')
      distance += problem.matrices?.car.distances?.[place!][step.location_index] ?? 0
      place = step.location_index
    }
    const needed = step.type === 'break' ? [] : (tasks.get(`${step.type} ${step.id}`)?.skills ?? [])
    if (needed.some((skill) => !vehicle.skills?.includes(skill))) told('skills')
    clock = begin + step.setup + step.service
  }
  return { clock, driven, waited, distance }
}
