import { totalCost, type Evaluation, type RouteSchedule, type StopSchedule } from '../planner/index.ts'
import type { DayProblem } from './build-problem.ts'
import type { DayInput } from './day-input.ts'

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

/** One route for each crew that has work; the shifts of one crew follow each other in it. */
export function routeRows(input: DayInput, day: DayProblem, evaluation: Evaluation): RouteRow[] {
  const byCrew = new Map<number, RouteSchedule[]>()
  for (const schedule of evaluation.routes) {
    if (!schedule.stops.some(({ stop }) => stop.kind === 'job')) continue
    byCrew.set(schedule.crew, [...(byCrew.get(schedule.crew) ?? []), schedule])
  }
  return [...byCrew]
    .sort(([a], [b]) => a - b)
    .map(([crew, schedules]) =>
      crewRoute(
        input,
        day,
        crew,
        schedules.sort((a, b) => a.shift - b.shift),
      ),
    )
}

function crewRoute(input: DayInput, day: DayProblem, crew: number, schedules: RouteSchedule[]): RouteRow {
  const stops = schedules.flatMap((schedule) => stopRows(input, day, schedule))
  const sum = (pick: (schedule: RouteSchedule) => number) =>
    schedules.reduce((total, schedule) => total + pick(schedule), 0)
  return {
    crewId: day.crewIds[crew],
    shiftId: day.shiftIds[crew][schedules[0].shift],
    startsAt: stops[0].startAt,
    endsAt: stops[stops.length - 1].endAt,
    travelSeconds: sum(({ travelSeconds }) => travelSeconds),
    serviceSeconds: sum(({ stops }) =>
      stops.reduce((total, { stop, startSeconds, endSeconds }) => {
        return stop.kind === 'job' ? total + endSeconds - startSeconds : total
      }, 0),
    ),
    waitSeconds: sum(({ waitSeconds }) => waitSeconds),
    overtimeSeconds: sum(({ overtimeSeconds }) => overtimeSeconds),
    distanceMeters: sum(({ meters }) => meters),
    stops,
  }
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
    const late = task.dueAt ? Math.max(0, row.endAt.getTime() - task.dueAt.getTime()) / 1000 : 0
    return {
      ...row,
      kind: 'task',
      taskId: task.id,
      lateSeconds: Math.round(late),
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
    taskCount: input.tasks.length,
    assignedCount: sum(({ stops }) => stops.filter(({ kind }) => kind === 'task').length),
    crewCount: routes.length,
    travelSeconds: sum(({ travelSeconds }) => travelSeconds),
    serviceSeconds: sum(({ serviceSeconds }) => serviceSeconds),
    waitSeconds: sum(({ waitSeconds }) => waitSeconds),
    overtimeSeconds: sum(({ overtimeSeconds }) => overtimeSeconds),
    lateSeconds: sum(({ stops }) => stops.reduce((total, { lateSeconds }) => total + lateSeconds, 0)),
    distanceMeters: sum(({ distanceMeters }) => distanceMeters),
    cost: { ...cost, total: totalCost(evaluation.cost, weights) },
  }
}
