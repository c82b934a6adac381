import type { Tx } from '@dromos/db'
import type { RefusedStop } from '../contract/index.ts'
import { diffVisits, refusedStop, type VisitDiff } from './diff-visits.ts'
import { findLiveVisits, findPlannedStops, type PlannedStop } from './publish-queries.ts'
import { findBegunCrews, findTakenAway } from './take-back-queries.ts'
import type { VersionRow } from './version-queries.ts'

export interface WeighedTakeBack {
  /** what becomes of the crews' visits; nothing in it is refused */
  diff: VisitDiff
  /** crews whose work changes and that have begun since: it is too late */
  begunCrewIds: number[]
  /** stops of what stands then that do not come back */
  left: RefusedStop[]
}

/** What taking back a published version changes, as the day stands. */
export async function weighTakeBack(tx: Tx, row: VersionRow): Promise<WeighedTakeBack> {
  const { planId, version, request, publishedAt } = row
  const since = publishedAt!
  const before =
    request.publishedVersion === null ? [] : await findPlannedStops(tx, planId, request.publishedVersion)
  const now = await findPlannedStops(tx, planId, version)
  const visits = await findLiveVisits(
    tx,
    planId,
    before.map(({ taskId }) => taskId),
  )
  const begunCrewIds = await findBegunCrews(tx, planId, crewsOfOtherWork(before, now), since)
  const whole = diffVisits(planId, before, visits)
  const takenAway = new Set((await findTakenAway(tx, planId, since)).map(keyOf))
  const staysOut = whole.added.filter((stop) => !takenAway.has(keyOf(stop)))
  const left = [
    ...whole.refused,
    ...staysOut.map((stop) => refusedStop(planId, stop, 'not taken away by this version', undefined)),
  ]
  const isLeft = new Set(left.map(({ taskId }) => taskId))
  const back = before.filter(({ taskId }) => !isLeft.has(taskId))
  return { diff: diffVisits(planId, back, visits), begunCrewIds, left }
}

const keyOf = ({ taskId, crewId }: { taskId: number; crewId: number }) => `${taskId}/${crewId}`

/** Crews whose stops are others, or in another order; that of when they are is no matter. */
function crewsOfOtherWork(before: readonly PlannedStop[], now: readonly PlannedStop[]): number[] {
  const [were, are] = [tasksByCrew(before), tasksByCrew(now)]
  const crewIds = new Set([...were.keys(), ...are.keys()])
  return [...crewIds].filter((crewId) => were.get(crewId)?.join() !== are.get(crewId)?.join())
}

/** The stops of each crew in their order. */
function tasksByCrew(stops: readonly PlannedStop[]): Map<number, number[]> {
  const byCrew = Map.groupBy(stops, ({ crewId }) => crewId)
  return new Map([...byCrew].map(([crewId, own]) => [crewId, own.map(({ taskId }) => taskId)]))
}
