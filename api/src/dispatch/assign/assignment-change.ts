import type { Assignment } from '../../contract/index.ts'

/** The live event of what became of a decision. */
export function assignmentChange({
  id,
  workOrderId,
  day,
  status,
}: Pick<Assignment, 'id' | 'workOrderId' | 'day' | 'status'>) {
  return { entity: 'assignment' as const, entityId: id, version: 1, data: { workOrderId, day, status } }
}
