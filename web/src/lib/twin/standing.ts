import { isBehind, secondsBehind, secondsLate, type CrewProgress } from '@dromos/api/contract'
import { stopStateAt, type CrewMoment, type TimedRoute, type TimedStop } from './timed-route.ts'

/** How a crew stands at a moment: what it does next or now, against its plan. */
export interface Standing {
  /** null once nothing is left to do, and of days for which it was not kept */
  taskId: number | null
  isUnderWay: boolean
  /** milliseconds since 1970: when it is expected to begin, or to end while it is under way */
  expectedAt: number
  /** negative is early */
  behindSeconds: number
}

const nothing: Standing = { taskId: null, isUnderWay: false, expectedAt: 0, behindSeconds: 0 }

/** As the live view said it then. */
export function standingAt({ expected }: Pick<TimedRoute, 'expected'>, at: number): Standing {
  const next = expected.findLast(({ from }) => from <= at)?.next
  if (!next) return nothing
  const { taskId, isUnderWay, plannedAt, expectedAt } = next
  return {
    taskId,
    isUnderWay,
    expectedAt: Math.max(expectedAt, at),
    behindSeconds: secondsBehind(plannedAt, expectedAt, at),
  }
}

/** How late a stop is at a moment, and how far behind the plan; what has not begun is neither. */
export interface StopMark {
  isLate: boolean
  isBehind: boolean
  lateSeconds: number
  behindSeconds: number
}

const unmarked: StopMark = { isLate: false, isBehind: false, lateSeconds: 0, behindSeconds: 0 }

export function markAt(
  timed: TimedStop,
  at: number,
  standing: Standing,
  dayStartsAt: number | null,
): StopMark {
  const { stop, arrivedAt, endedAt, plannedEndAt, limits } = timed
  if (at < arrivedAt) return unmarked
  const isOver = stopStateAt(timed, at) !== 'ahead'
  const isExpected = standing.isUnderWay && standing.taskId === stop.taskId
  const endAt = isOver ? endedAt : isExpected ? standing.expectedAt : at
  const behindSeconds = plannedEndAt === null ? 0 : Math.round((endAt - plannedEndAt) / 1000)
  const lateSeconds =
    dayStartsAt === null ? 0 : secondsLate(limits, { startAt: arrivedAt, endAt }, dayStartsAt)
  return {
    // a day that was kept before limits were says only of what is over whether it was late
    isLate: dayStartsAt === null ? isOver && stop.isLate : lateSeconds > 0,
    isBehind: isBehind(behindSeconds),
    lateSeconds,
    behindSeconds,
  }
}

/** The live view's word for what a crew does. */
export function liveState({ state }: CrewMoment, { taskId }: Standing): CrewProgress['state'] {
  if (state === 'home') return 'finished'
  if (state === 'driving' || state === 'between') return taskId === null ? 'finished' : state
  return state
}
