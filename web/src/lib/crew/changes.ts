import type { Operation, RunSheetVisit, WithdrawnVisit } from '@dromos/api/contract'

/** a stop that is planned for so much earlier or later has not moved */
const sameMs = 10 * 60_000

export interface Change {
  kind: Extract<Operation, { kind: 'accept' }>['change']
  visit: WithdrawnVisit
  /** for when it was planned when the crew saw it last */
  before: string | null
}

/** What the dispatcher changed since the crew accepted its route; a stop that it has set out for is known to it. */
export function changesOf(visits: RunSheetVisit[], withdrawn: WithdrawnVisit[]): Change[] {
  return [
    ...visits.flatMap((visit): Change[] => {
      const { status, acceptedAt, acceptedArrivalAt = null } = visit
      // a day that an earlier version of the app kept says nothing of what was seen
      if (acceptedAt === undefined || (status !== 'planned' && status !== 'dispatched')) return []
      if (acceptedAt === null) return [{ kind: 'new', visit, before: null }]
      return hasMoved(acceptedArrivalAt, visit.plannedArrivalAt)
        ? [{ kind: 'moved', visit, before: acceptedArrivalAt }]
        : []
    }),
    ...withdrawn.map((visit): Change => ({ kind: 'withdrawn', visit, before: visit.plannedArrivalAt })),
  ]
}

function hasMoved(before: string | null, now: string | null): boolean {
  if (before === null || now === null) return before !== now
  return Math.abs(Date.parse(before) - Date.parse(now)) >= sameMs
}
