import type { TwinChange } from '../../contract/index.ts'
import type { DayInput, PlannableTask } from '../day-input.ts'
import type { DayProblem } from '../build-problem.ts'
import type { Evaluation, RouteSchedule } from '../../planner/index.ts'
import type { Intent, IntentItem } from './live-through.ts'
import type { RecordedDay } from './open-day.ts'

type Crew = DayInput['crews'][number]

/** Whether there is anything to plan; else the day is lived as it was. */
export function isChanged({ crewIds, extraMinutes, zones, weights, isPlannedAnew }: TwinChange): boolean {
  return crewIds !== null || extraMinutes !== 0 || zones !== 'kept' || weights !== null || isPlannedAnew
}

/** The day's input with another roster, zones or weights; `all` are the city's crews. */
export function changeInput(
  { input, firstPublishedAt }: RecordedDay,
  change: TwinChange,
  all: readonly Omit<Crew, 'shifts'>[],
): DayInput {
  const usual = input.crews.flatMap(({ shifts }) => shifts.slice(0, 1))[0]
  const working = change.crewIds
    ? all
        .filter(({ id }) => change.crewIds!.includes(id))
        .map((crew): Crew => {
          const own = input.crews.find(({ id }) => id === crew.id)?.shifts ?? []
          if (own.length > 0) return { ...crew, shifts: own }
          return { ...crew, shifts: usual ? [{ ...usual, crewId: crew.id }] : [] }
        })
    : input.crews
  return {
    ...input,
    crews: working
      .filter(({ shifts }) => shifts.length > 0)
      .map((crew) => ({
        ...crew,
        zoneIds: change.zones === 'open' ? [] : crew.zoneIds,
        shifts: crew.shifts.map((shift) => lengthened(shift, change.extraMinutes)),
      })),
    tasks: input.tasks.map((task) => notBeforeKnown(task, firstPublishedAt)),
    areZonesBinding: change.zones === 'binding' || (change.zones === 'kept' && input.areZonesBinding),
    weights: change.weights ?? input.weights,
  }
}

/** A shift never becomes shorter than its break needs. */
function lengthened(shift: Crew['shifts'][number], extraMinutes: number): Crew['shifts'][number] {
  const least = Math.max(Date.parse(shift.breakTo ?? shift.startsAt), Date.parse(shift.startsAt) + 3_600_000)
  const endsAt = new Date(Math.max(least, Date.parse(shift.endsAt) + extraMinutes * 60_000))
  return { ...shift, endsAt: endsAt.toISOString() }
}

/** What came in during the day cannot be begun before it came. */
function notBeforeKnown(task: PlannableTask, publishedAt: Date | null): PlannableTask {
  if (!publishedAt || task.createdAt <= publishedAt) return task
  const earliestAt = new Date(Math.max(task.earliestAt?.getTime() ?? 0, task.createdAt.getTime()))
  const isTooLate = task.latestAt !== null && task.latestAt < earliestAt
  return { ...task, earliestAt, latestAt: isTooLate ? earliestAt : task.latestAt }
}

/** What crews set out to do by a plan, and when they were to begin and end each task. */
export function intentsOf(day: DayProblem, { routes }: Evaluation): { intents: Intent[]; begins: Begin[] } {
  const begun = routes.filter(({ stops }) => stops.some(({ stop }) => stop.kind === 'job'))
  const at = (seconds: number) => day.origin.getTime() + seconds * 1000
  const begins = begun.flatMap(({ crew, stops }) =>
    stops.flatMap(({ stop, startSeconds, endSeconds }) =>
      stop.kind === 'job'
        ? [
            {
              crewId: day.crewIds[crew],
              taskId: day.taskIds[stop.job],
              at: new Date(at(startSeconds)),
              endsAt: new Date(at(endSeconds)),
            },
          ]
        : [],
    ),
  )
  return { intents: begun.map((route) => intentOf(day, route, at)), begins }
}

export interface Begin {
  crewId: number
  taskId: number
  at: Date
  endsAt: Date
}

function intentOf(
  day: DayProblem,
  { crew, shift, stops, departSeconds }: RouteSchedule,
  at: (seconds: number) => number,
): Intent {
  const { startSeconds, endSeconds } = day.problem.crews[crew].shifts[shift]
  return {
    crewId: day.crewIds[crew],
    startAt: at(departSeconds),
    shifts: [{ startsAt: at(startSeconds), endsAt: at(endSeconds) }],
    items: stops.map(({ stop, ...times }): IntentItem => {
      const milliseconds = (times.endSeconds - times.startSeconds) * 1000
      if (stop.kind === 'job') return { kind: 'task', taskId: day.taskIds[stop.job], known: null }
      return stop.kind === 'break' ? { kind: 'pause', milliseconds } : { kind: 'reload', milliseconds }
    }),
  }
}
