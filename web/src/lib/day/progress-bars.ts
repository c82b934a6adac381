import { isBehind, type CrewProgress } from '@dromos/api/contract'

export interface ProgressBar {
  taskId: number
  kind: 'actual' | 'expected'
  /** milliseconds since 1970 */
  from: number
  to: number
  /** past its window or due time */
  isLate: boolean
  /** later than planned, be it late or not */
  isBehind: boolean
}

/** What was done, from arrival to end (so far), and what is expected; what never was and will not be is left out. */
export function progressBars({ stops }: Pick<CrewProgress, 'stops'>, now: number): ProgressBar[] {
  return stops.flatMap((stop): ProgressBar[] => {
    const { taskId, arrivedAt, finishedAt, predictedArrivalAt, predictedEndAt } = stop
    const marks = { isLate: stop.lateSeconds > 0, isBehind: isBehind(stop.behindSeconds) }
    if (arrivedAt !== null) {
      const from = Date.parse(arrivedAt)
      const to = Math.max(from, finishedAt === null ? now : Date.parse(finishedAt))
      return [{ taskId, kind: 'actual', from, to, ...marks }]
    }
    if (predictedArrivalAt === null || predictedEndAt === null) return []
    const to = Date.parse(predictedEndAt)
    return [{ taskId, kind: 'expected', from: Date.parse(predictedArrivalAt), to, ...marks }]
  })
}
