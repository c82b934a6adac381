import type { PlanVersionDetail } from '@dromos/api/contract'

interface Wanted {
  crewId: number | null
  /** among the crew's tasks without what is moved; the cheapest unless told */
  place?: number
}

/** A place of one version in another: behind the nearest of the stops it was behind. */
export function placeAgain<To extends Wanted>(
  before: PlanVersionDetail,
  after: PlanVersionDetail,
  taskIds: readonly number[],
  to: To,
): To {
  if (to.crewId === null || to.place === undefined) return to
  const others = (version: PlanVersionDetail) =>
    (version.routes.find(({ crewId }) => crewId === to.crewId)?.stops ?? []).flatMap((stop) =>
      stop.taskId === null || taskIds.includes(stop.taskId) ? [] : [stop.taskId],
    )
  const known = others(after)
  const behind = others(before)
    .slice(0, to.place)
    .findLast((task) => known.includes(task))
  return { ...to, place: behind === undefined ? 0 : known.indexOf(behind) + 1 }
}
