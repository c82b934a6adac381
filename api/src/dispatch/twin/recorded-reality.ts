import type { DayProblem } from '../build-problem.ts'
import type { DayInput, PlannableTask } from '../day-input.ts'
import { UNREACHABLE } from '../../planner/index.ts'
import type { Reality } from './live-through.ts'
import type { RecordedDay } from './open-day.ts'
import type { Attendance } from './twin-queries.ts'

/** what fewer say of the day's pace is chance */
const FEWEST = 5
const SLOWEST = 3
const FASTEST = 0.4

/** When each crew left for a task, came and ended, filled in where its tablet did not tell. */
export interface RecordedStop {
  taskId: number
  crewId: number
  fromTaskId: number | null
  departAt: number
  arrivedAt: number
  endedAt: number
  outcome: 'done' | 'failed' | 'open'
  promise: { from: Date; to: Date } | null
}

export interface Record {
  stops: RecordedStop[]
  reality: Reality
}

/**
 * What the day was like. A way that was driven took as long as it took, and so did work that was done; what nobody
 * drove or did takes what was planned, at the pace of the day.
 */
export function readRecord({ attendances, input }: RecordedDay, day: DayProblem): Record {
  const tasks = new Map(input.tasks.map((task) => [task.id, task]))
  const known = attendances.filter(({ taskId, crewId }) => tasks.has(taskId) && day.crewIds.includes(crewId))
  const plannedWay = waysOf(input, day)
  const told = known.flatMap((attendance, index) => toldWay(attendance, before(known, index)))
  const drivePace = paceOf(
    told.map(({ milliseconds, crewId, from, to }) => [milliseconds, plannedWay(crewId, from, to)]),
  )
  const way = (crewId: number, from: number | null, to: number | null) =>
    Math.round(drivePace * plannedWay(crewId, from, to))
  const stops = known.map((attendance, index) =>
    stopOf(attendance, before(known, index), tasks.get(attendance.taskId)!, way),
  )
  return { stops, reality: realityOf(stops, tasks, way) }
}

/** The crew's stop before; null where the day begins with this one. */
function before(known: readonly Attendance[], index: number): Attendance | null {
  const previous = known[index - 1]
  return previous && previous.crewId === known[index].crewId ? previous : null
}

function toldWay({ crewId, taskId, departedAt, arrivedAt }: Attendance, previous: Attendance | null) {
  if (!departedAt || departedAt > arrivedAt) return []
  const milliseconds = arrivedAt.getTime() - departedAt.getTime()
  return [{ crewId, from: previous?.taskId ?? null, to: taskId, milliseconds }]
}

function stopOf(
  attendance: Attendance,
  previous: Attendance | null,
  task: PlannableTask,
  way: Reality['driveMilliseconds'],
): RecordedStop {
  const { taskId, crewId, status } = attendance
  const fromTaskId = previous?.taskId ?? null
  const arrivedAt = attendance.arrivedAt.getTime()
  const leftAt = previous ? Math.min(arrivedAt, endOf(previous).getTime()) : -Infinity
  const untold = Math.max(leftAt, arrivedAt - way(crewId, fromTaskId, taskId))
  const told = attendance.departedAt?.getTime() ?? Infinity
  const { promisedFrom, promisedTo } = attendance
  const end = attendance.finishedAt?.getTime() ?? arrivedAt + workOf(task)
  return {
    taskId,
    crewId,
    fromTaskId,
    departAt: told <= arrivedAt ? told : untold,
    arrivedAt,
    endedAt: Math.max(arrivedAt, end),
    outcome: status === 'done' || status === 'failed' ? status : 'open',
    promise: promisedFrom && promisedTo ? { from: promisedFrom, to: promisedTo } : null,
  }
}

function endOf({ finishedAt, arrivedAt }: Attendance): Date {
  return finishedAt ?? arrivedAt
}

function realityOf(
  stops: readonly RecordedStop[],
  tasks: ReadonlyMap<number, PlannableTask>,
  way: Reality['driveMilliseconds'],
): Reality {
  const driven = new Map(
    stops.map(({ crewId, fromTaskId, taskId, departAt, arrivedAt }) => [
      `${crewId}/${fromTaskId}/${taskId}`,
      arrivedAt - departAt,
    ]),
  )
  // a second attendance ended what the first could not
  const done = new Map(stops.map((stop) => [stop.taskId, stop]))
  const notBefore = (taskId: number) => {
    const earliest = tasks.get(taskId)?.earliestAt?.getTime() ?? null
    const stop = done.get(taskId)
    if (earliest === null || !stop) return earliest
    // who began before the window opened could begin then
    return Math.min(earliest, stop.endedAt)
  }
  const workPace = paceOf(
    [...done.values()].map(({ taskId, arrivedAt, endedAt }) => [
      endedAt - arrivedAt,
      workOf(tasks.get(taskId)!),
    ]),
  )
  return {
    driveMilliseconds: (crewId, from, to) => driven.get(`${crewId}/${from}/${to}`) ?? way(crewId, from, to),
    workMilliseconds(taskId) {
      const stop = done.get(taskId)
      if (!stop) return Math.round(workPace * workOf(tasks.get(taskId)!))
      return stop.endedAt - Math.max(stop.arrivedAt, notBefore(taskId) ?? stop.arrivedAt)
    },
    notBefore,
  }
}

/** What was needed against what was planned, over all. */
function paceOf(pairs: readonly (readonly [actual: number, planned: number])[]): number {
  const meant = pairs.filter(([, planned]) => planned > 0)
  if (meant.length < FEWEST) return 1
  const sum = (at: 0 | 1) => meant.reduce((total, pair) => total + pair[at], 0)
  return Math.min(SLOWEST, Math.max(FASTEST, sum(0) / sum(1)))
}

function workOf({ durationMinutes, setupMinutes }: PlannableTask): number {
  return (durationMinutes + setupMinutes) * 60_000
}

/** By the streets, between places of the plan. */
function waysOf(input: DayInput, { problem, places, taskIds }: DayProblem): Reality['driveMilliseconds'] {
  const placeOf = new Map(taskIds.map((taskId, job) => [taskId, problem.jobs[job].place]))
  const crewOf = new Map(input.crews.map((crew, index) => [crew.id, { crew, index }]))
  return (crewId, from, to) => {
    const { crew, index } = crewOf.get(crewId)!
    const { size, seconds } = problem.matrices[problem.crews[index].profile]
    const leaves = from === null ? places.startPlace(crew) : placeOf.get(from)!
    const comes = to === null ? places.endPlace(crew) : placeOf.get(to)!
    const way = seconds[leaves * size + comes]
    // crews came even where the streets know no way
    return way >= UNREACHABLE ? 0 : way * 1000
  }
}
