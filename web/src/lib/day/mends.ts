import type { Jeopardy, PlanVersionDetail } from '@dromos/api/contract'

/** Whether a limit that is in jeopardy holds in a repair of the day. */
export function mends({ routes }: Pick<PlanVersionDetail, 'routes'>, jeopardy: Jeopardy): boolean {
  const limit = Date.parse(jeopardy.limitAt)
  if (jeopardy.kind === 'shift') {
    const route = routes.find(({ crewId }) => crewId === jeopardy.crewId)
    return !route || Date.parse(route.endsAt) <= limit
  }
  const stop = routes.flatMap(({ stops }) => stops).find(({ taskId }) => taskId === jeopardy.taskId)
  if (!stop) return false
  return Date.parse(jeopardy.kind === 'due' ? stop.endAt : stop.startAt) <= limit
}
