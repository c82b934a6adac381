import type { CrewProgress, Jeopardy, StopProgress } from '../../contract/index.ts'

/** What a limit is worth a warning for before it breaks */
const SOON_SECONDS = 900
/** What the plan itself was late by is no news; this much more is */
const WORSE_SECONDS = 300

interface Limits {
  taskId: number
  dueAt: Date | null
  latestAt: Date | null
  /** the end of the window that people were promised */
  promisedTo: Date | null
}

/** Limits ahead that the plan kept and the day, going on as it does, breaks or only just keeps; the nearest first. */
export function findJeopardies(
  crews: readonly CrewProgress[],
  limits: readonly Limits[],
  now: Date,
): Jeopardy[] {
  const limitsOf = new Map(limits.map((each) => [each.taskId, each]))
  return (
    crews
      .flatMap((crew) => [
        ...crew.stops.flatMap((stop) => ofStop(crew.crewId, stop, limitsOf.get(stop.taskId))),
        ...ofShift(crew),
      ])
      // what has broken already is no longer in jeopardy
      .filter(({ limitAt }) => Date.parse(limitAt) >= now.getTime())
      .sort((a, b) => a.limitAt.localeCompare(b.limitAt) || a.crewId - b.crewId)
  )
}

function ofStop(crewId: number, stop: StopProgress, limits: Limits | undefined): Jeopardy[] {
  if (!limits || stop.predictedArrivalAt === null || stop.predictedEndAt === null) return []
  const about = { crewId, taskId: stop.taskId, workOrderId: stop.workOrderId, title: stop.title }
  return [
    // work that has begun has kept its window
    ...(limits.latestAt && stop.arrivedAt === null
      ? judge('window', about, limits.latestAt, stop.predictedArrivalAt, stop.plannedArrivalAt)
      : []),
    // that a promise holds is expected; only that it breaks is news
    ...(limits.promisedTo && stop.arrivedAt === null
      ? judge('promise', about, limits.promisedTo, stop.predictedArrivalAt, stop.plannedArrivalAt).filter(
          ({ severity }) => severity === 'late',
        )
      : []),
    ...(limits.dueAt ? judge('due', about, limits.dueAt, stop.predictedEndAt, stop.plannedEndAt) : []),
  ]
}

function ofShift(crew: CrewProgress): Jeopardy[] {
  if (!crew.shiftEndsAt || crew.state === 'finished') return []
  const about = { crewId: crew.crewId, taskId: null, workOrderId: null, title: null }
  const found = judge('shift', about, new Date(crew.shiftEndsAt), crew.predictedEndAt, crew.plannedEndAt)
  // a shift that ends just in time is what a plan is for
  return found.filter(({ severity }) => severity === 'late')
}

function judge(
  kind: Jeopardy['kind'],
  about: Pick<Jeopardy, 'crewId' | 'taskId' | 'workOrderId' | 'title'>,
  limit: Date,
  predictedAt: string,
  plannedAt: string,
): Jeopardy[] {
  const margin = secondsUntil(limit, predictedAt)
  const plannedMargin = secondsUntil(limit, plannedAt)
  // a plan that was published past a limit was meant so; a shift may be overrun by more than was meant
  if (kind !== 'shift' && plannedMargin < 0) return []
  if (margin >= SOON_SECONDS || margin > Math.min(plannedMargin, SOON_SECONDS) - WORSE_SECONDS) return []
  const severity = margin < 0 ? 'late' : 'soon'
  return [
    {
      kind,
      ...about,
      limitAt: limit.toISOString(),
      predictedAt,
      marginSeconds: Math.round(margin),
      severity,
    },
  ]
}

function secondsUntil(limit: Date, at: string): number {
  return (limit.getTime() - Date.parse(at)) / 1000
}
