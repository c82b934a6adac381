import { isBehind, type DayProgress, type StopProgress } from '@dromos/api/contract'

/** Stops that were begun past a limit of the day, or ended past it. What is only expected to be is in jeopardy. */
export function lateStops(progress: Pick<DayProgress, 'crews'> | null): StopProgress[] {
  return begun(progress).filter(({ lateSeconds }) => lateSeconds > 0)
}

/** Stops that were ended, or still last, later than the plan and its tolerance allow. */
export function behindStops(progress: Pick<DayProgress, 'crews'> | null): StopProgress[] {
  return begun(progress).filter(({ behindSeconds }) => isBehind(behindSeconds))
}

function begun(progress: Pick<DayProgress, 'crews'> | null): StopProgress[] {
  return (progress?.crews ?? []).flatMap(({ stops }) => stops).filter(({ arrivedAt }) => arrivedAt !== null)
}
