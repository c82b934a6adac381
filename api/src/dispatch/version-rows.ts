import { secondsLate, wasOverdue } from '../contract/index.ts'
import { totalCost, type Evaluation, type RouteSchedule, type StopSchedule } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'
import type { DayInput, PastStop, PlannableTask } from './day-input.ts'
import { endOf, startOf } from './places.ts'

type LonLat = readonly [lon: number, lat: number]

export interface StopRow {
  kind: 'start' | 'task' | 'break' | 'reload' | 'end'
  taskId: number | null
  arrivalAt: Date
  startAt: Date
  endAt: Date
  travelSeconds: number
  distanceMeters: number
  lateSeconds: number
  /** null on the way: a break inside a leg has no place */
  location: LonLat | null
}

export interface RouteRow {
  crewId: number
  shiftId: number
  startsAt: Date
  endsAt: Date
  travelSeconds: number
  serviceSeconds: number
  waitSeconds: number
  overtimeSeconds: number
  distanceMeters: number
  stops: StopRow[]
}

/** One route for each crew that has or had work; what it has done comes first, its shifts follow each other. */
export function routeRows(input: DayInput, day: DayProblem, evaluation: Evaluation): RouteRow[] {
  return day.crewIds.flatMap((crewId, crew) => {
    const schedules = evaluation.routes
      .filter((route) => route.crew === crew && route.stops.some(({ stop }) => stop.kind === 'job'))
      .sort((a, b) => a.shift - b.shift)
    const past = input.past.filter((stop) => stop.crewId === crewId)
    if (schedules.length === 0 && past.length === 0) return []
    return [crewRoute(input, day, crew, schedules, past)]
  })
}

function crewRoute(
  input: DayInput,
  day: DayProblem,
  crew: number,
  schedules: RouteSchedule[],
  past: PastStop[],
): RouteRow {
  const planned = schedules.flatMap((schedule) => stopRows(input, day, schedule))
  const stops = past.length > 0 ? withPast(input, day, crew, planned, past) : planned
  const sum = (pick: (schedule: RouteSchedule) => number) =>
    schedules.reduce((total, schedule) => total + pick(schedule), 0)
  const total = (pick: (stop: StopRow) => number) => stops.reduce((all, stop) => all + pick(stop), 0)
  return {
    crewId: day.crewIds[crew],
    shiftId: day.shiftIds[crew][schedules[0]?.shift ?? 0],
    startsAt: stops[0].startAt,
    endsAt: stops[stops.length - 1].endAt,
    travelSeconds: total(({ travelSeconds }) => travelSeconds),
    serviceSeconds: total(({ kind, startAt, endAt }) =>
      kind === 'task' ? Math.round((endAt.getTime() - startAt.getTime()) / 1000) : 0,
    ),
    waitSeconds: sum(({ waitSeconds }) => waitSeconds),
    overtimeSeconds: sum(({ overtimeSeconds }) => overtimeSeconds),
    distanceMeters: total(({ distanceMeters }) => distanceMeters),
    stops,
  }
}

/** A day that has begun: from where it starts through what was done to what is to come. */
function withPast(
  input: DayInput,
  day: DayProblem,
  crew: number,
  planned: StopRow[],
  past: PastStop[],
): StopRow[] {
  const { shifts } = input.crews[crew]
  const [shift] = shifts
  const arrival = past[0].arrivalAt.getTime()
  const begin = new Date(shift ? Math.min(Date.parse(shift.startsAt), arrival) : arrival)
  const done = past.map((stop): StopRow => ({
    kind: 'task',
    taskId: stop.taskId,
    arrivalAt: stop.arrivalAt,
    startAt: stop.arrivalAt,
    endAt: stop.endAt,
    travelSeconds: stop.travelSeconds,
    distanceMeters: stop.distanceMeters,
    lateSeconds: lateSeconds(input, { ...stop, latestAt: null }, stop.arrivalAt, stop.endAt),
    location: stop.location,
  }))
  const rest = planned.length > 0 ? planned.slice(1) : [wayHome(input, day, crew, past[past.length - 1])]
  return [atEdge('start', startOf(input.crews[crew]), begin), ...done, ...rest]
}

function wayHome(input: DayInput, day: DayProblem, crew: number, last: PastStop): StopRow {
  const position = input.positions.find(({ crewId }) => crewId === last.crewId)
  const matrix = day.problem.matrices[day.problem.crews[crew].profile]
  const arc = position
    ? day.places.positionPlace(position) * matrix.size + day.places.endPlace(input.crews[crew])
    : null
  const travelSeconds = arc === null ? 0 : matrix.seconds[arc]
  const end = atEdge('end', endOf(input.crews[crew]), new Date(last.endAt.getTime() + travelSeconds * 1000))
  return { ...end, travelSeconds, distanceMeters: arc === null ? 0 : matrix.meters[arc] }
}

function atEdge(kind: 'start' | 'end', location: LonLat, at: Date): StopRow {
  return {
    kind,
    taskId: null,
    arrivalAt: at,
    startAt: at,
    endAt: at,
    travelSeconds: 0,
    distanceMeters: 0,
    lateSeconds: 0,
    location,
  }
}

function lateSeconds(
  { origin }: DayInput,
  { dueAt, latestAt }: Pick<PlannableTask, 'dueAt' | 'latestAt'>,
  startAt: Date,
  endAt: Date,
): number {
  const limits = { dueAt: dueAt?.getTime() ?? null, latestAt: latestAt?.getTime() ?? null }
  const times = { startAt: startAt.getTime(), endAt: endAt.getTime() }
  return secondsLate(limits, times, origin.getTime())
}

function stopRows(input: DayInput, day: DayProblem, schedule: RouteSchedule): StopRow[] {
  const { problem, places } = day
  const shift = problem.crews[schedule.crew].shifts[schedule.shift]
  const at = (seconds: number) => new Date(day.origin.getTime() + seconds * 1000)
  const placeOf = (place: number | null) => (place === null ? null : places.points[place])
  const edge = (kind: 'start' | 'end', place: number | null, seconds: number): StopRow => ({
    kind,
    taskId: null,
    arrivalAt: at(seconds),
    startAt: at(seconds),
    endAt: at(seconds),
    travelSeconds: kind === 'end' ? schedule.endTravelSeconds : 0,
    distanceMeters: kind === 'end' ? schedule.endMeters : 0,
    lateSeconds: 0,
    location: placeOf(place),
  })
  const inner = schedule.stops.map((stop) => innerStop(stop))
  return [
    edge('start', shift.start, schedule.departSeconds),
    ...inner,
    edge('end', shift.end, schedule.endSeconds),
  ]

  function innerStop({ stop, ...times }: StopSchedule): StopRow {
    const row = {
      arrivalAt: at(times.arrivalSeconds),
      startAt: at(times.startSeconds),
      endAt: at(times.endSeconds),
      travelSeconds: times.travelSeconds,
      distanceMeters: times.meters,
      taskId: null,
      lateSeconds: 0,
      location: null,
    }
    if (stop.kind === 'break') return { ...row, kind: 'break' }
    if (stop.kind === 'reload') {
      const { reload } = problem.crews[schedule.crew]
      return { ...row, kind: 'reload', location: placeOf(reload?.place ?? null) }
    }
    const task = input.tasks[stop.job]
    return {
      ...row,
      kind: 'task',
      taskId: task.id,
      lateSeconds: lateSeconds(input, task, row.startAt, row.endAt),
      location: placeOf(problem.jobs[stop.job].place),
    }
  }
}

/** The figures of a version; `cost` is weighted, so that its parts add up to its total. */
export function summarise(input: DayInput, day: DayProblem, evaluation: Evaluation, routes: RouteRow[]) {
  const sum = (pick: (route: RouteRow) => number) => routes.reduce((total, route) => total + pick(route), 0)
  const { weights } = day.problem
  const cost = Object.fromEntries(
    Object.entries(evaluation.cost).map(([part, amount]) => [
      part,
      amount * weights[part as keyof typeof weights],
    ]),
  )
  return {
    taskCount: input.tasks.length + input.past.length,
    assignedCount: sum(({ stops }) => stops.filter(({ kind }) => kind === 'task').length),
    crewCount: routes.length,
    travelSeconds: sum(({ travelSeconds }) => travelSeconds),
    serviceSeconds: sum(({ serviceSeconds }) => serviceSeconds),
    waitSeconds: sum(({ waitSeconds }) => waitSeconds),
    overtimeSeconds: sum(({ overtimeSeconds }) => overtimeSeconds),
    lateSeconds: sum(({ stops }) => stops.reduce((total, { lateSeconds }) => total + lateSeconds, 0)),
    overdueCount: [...input.tasks, ...input.past].filter(({ dueAt }) =>
      wasOverdue(dueAt?.getTime() ?? null, input.origin.getTime()),
    ).length,
    distanceMeters: sum(({ distanceMeters }) => distanceMeters),
    cost: { ...cost, total: totalCost(evaluation.cost, weights) },
  }
}
