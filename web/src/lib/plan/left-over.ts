import type { PlanVersionDetail } from '@dromos/api/contract'

type Unassigned = PlanVersionDetail['unassigned'][number]
export type PlannedElsewhere = Unassigned & { plannedOn: NonNullable<Unassigned['plannedOn']> }

/** What no crew does, on this day or on another that was planned in one go with it. */
export function leftOver({ unassigned }: Pick<PlanVersionDetail, 'unassigned'>): Unassigned[] {
  return unassigned.filter(({ plannedOn }) => plannedOn === null)
}

/** What another of the days does, by day. */
export function plannedElsewhere({ unassigned }: Pick<PlanVersionDetail, 'unassigned'>): PlannedElsewhere[] {
  return unassigned
    .filter((each): each is PlannedElsewhere => each.plannedOn !== null)
    .toSorted((a, b) => a.plannedOn.day.localeCompare(b.plannedOn.day))
}
