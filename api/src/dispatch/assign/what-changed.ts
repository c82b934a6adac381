import type { AssignmentConflict } from '../../contract/index.ts'

/** A proposal and the world it was made in, beside the world as it is. */
export interface Standing {
  orderVersion: number
  orderVersionNow: number
  orderStatus: string
  crewTaskIds: number[]
  crewTaskIdsNow: number[]
  isDayOver: boolean
  hasShift: boolean
}

/** Why a proposal cannot be accepted any more; nothing while it is true. */
export function whatChanged(standing: Standing): AssignmentConflict['changes'] {
  const { crewTaskIds, crewTaskIdsNow } = standing
  const changes: AssignmentConflict['changes'] = []
  if (standing.orderStatus !== 'ready') changes.push('order-status')
  else if (standing.orderVersion !== standing.orderVersionNow) changes.push('order')
  if (standing.isDayOver) changes.push('day-over')
  else if (!standing.hasShift) changes.push('no-shift')
  if (crewTaskIds.join() !== crewTaskIdsNow.join()) changes.push('crew-route')
  return changes
}
