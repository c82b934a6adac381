import type { RefusedStop, WorkExchange } from '../contract/index.ts'
import type { LiveVisit, PlannedStop } from './publish-queries.ts'

export interface VisitDiff {
  /** the same crew comes: the visit stays */
  kept: (PlannedStop & { visitId: number; isMoved: boolean })[]
  added: PlannedStop[]
  /** visits that end, since another crew comes or none does */
  withdrawn: LiveVisit[]
  /** of these, the ones whose task nobody has now */
  dropped: LiveVisit[]
  refused: RefusedStop[]
}

const begun: ReadonlySet<string> = new Set(['en_route', 'arrived', 'working'])

/** What of a version concerns these crews: their stops, and the visits that are theirs or become theirs. */
export function ofCrews(
  crewIds: readonly number[],
  stops: PlannedStop[],
  visits: LiveVisit[],
): [stops: PlannedStop[], visits: LiveVisit[]] {
  const chosen = new Set(crewIds)
  const own = stops.filter(({ crewId }) => chosen.has(crewId))
  const taskIds = new Set(own.map(({ taskId }) => taskId))
  return [own, visits.filter(({ crewId, taskId }) => chosen.has(crewId) || taskIds.has(taskId))]
}

/** Work that goes from one crew to another: only both together can follow the version. */
export function exchangesOf(planId: number, stops: PlannedStop[], visits: LiveVisit[]): WorkExchange[] {
  const visitOf = new Map(visits.map((visit) => [visit.taskId, visit]))
  return stops.flatMap(({ taskId, title, crewId }) => {
    const visit = visitOf.get(taskId)
    if (!visit || visit.planId !== planId || visit.crewId === crewId) return []
    return [{ taskId, title, fromCrewId: visit.crewId, toCrewId: crewId }]
  })
}

/** What publishing changes for the crews. Work that has begun stays where it is. */
export function diffVisits(planId: number, stops: PlannedStop[], visits: LiveVisit[]): VisitDiff {
  const visitOf = new Map(visits.map((visit) => [visit.taskId, visit]))
  const planned = new Set(stops.map(({ taskId }) => taskId))
  const diff: VisitDiff = { kept: [], added: [], withdrawn: [], dropped: [], refused: [] }
  for (const stop of stops) {
    if (stop.doneBy === stop.crewId) continue
    const visit = visitOf.get(stop.taskId)
    const reason = refusalOf(planId, stop, visit)
    if (reason) diff.refused.push(refusedStop(planId, stop, reason, visit))
    else if (visit?.crewId === stop.crewId && begun.has(visit.status)) continue
    else if (visit?.crewId === stop.crewId)
      diff.kept.push({ ...stop, visitId: visit.id, isMoved: isMoved(stop, visit) })
    else {
      diff.added.push(stop)
      if (visit) diff.withdrawn.push(visit)
    }
  }
  for (const visit of visits) {
    if (visit.planId !== planId || planned.has(visit.taskId) || begun.has(visit.status)) continue
    diff.withdrawn.push(visit)
    diff.dropped.push(visit)
  }
  return diff
}

/** Whether anything would be another than it is. */
export function changesNothing({ kept, added, withdrawn, refused }: VisitDiff): boolean {
  return (
    [added, withdrawn, refused].every(({ length }) => length === 0) && !kept.some(({ isMoved }) => isMoved)
  )
}

interface CrewChanges {
  crewId: number
  addedCount: number
  withdrawnCount: number
  /** stops it keeps, at another time or place in its day */
  movedCount: number
}

/** What changes for each crew that anything changes for, by its id. */
export function crewsOf({ kept, added, withdrawn }: VisitDiff): CrewChanges[] {
  const moved = kept.filter(({ isMoved }) => isMoved)
  const crewIds = new Set([...added, ...withdrawn, ...moved].map(({ crewId }) => crewId))
  const countOf = (list: readonly { crewId: number }[], crewId: number) =>
    list.filter((each) => each.crewId === crewId).length
  return [...crewIds]
    .sort((a, b) => a - b)
    .map((crewId) => ({
      crewId,
      addedCount: countOf(added, crewId),
      withdrawnCount: countOf(withdrawn, crewId),
      movedCount: countOf(moved, crewId),
    }))
}

function isMoved(stop: PlannedStop, visit: LiveVisit): boolean {
  const isOnTime = visit.plannedArrivalAt?.getTime() === stop.arrivalAt.getTime()
  return visit.position !== stop.position || !isOnTime
}

export function refusedStop(
  planId: number,
  { taskId, workOrderId, title, crewId: forCrewId, doneBy }: PlannedStop,
  reason: string,
  visit: LiveVisit | undefined,
): RefusedStop {
  // a crew that has it in another plan cannot be given it in this one
  const holder = visit?.planId === planId ? visit.crewId : doneBy
  return { taskId, workOrderId, title, reason, crewId: holder, forCrewId }
}

function refusalOf(planId: number, stop: PlannedStop, visit: LiveVisit | undefined): string | null {
  if (visit && visit.planId !== planId) return 'in another plan'
  if (visit && begun.has(visit.status) && visit.crewId !== stop.crewId) return 'begun by another crew'
  if (visit) return null
  if (stop.taskStatus !== 'open') return `task ${stop.taskStatus}`
  return ['ready', 'scheduled'].includes(stop.orderStatus) ? null : `order ${stop.orderStatus}`
}
