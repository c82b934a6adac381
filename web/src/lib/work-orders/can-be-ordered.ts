import { orderableStatuses, type RequestRow } from '@dromos/api/contract'

/** Whether a new work order may take a request, as far as is known here: the server has the last word. */
export function canBeOrdered({ workOrderId, status }: Pick<RequestRow, 'workOrderId' | 'status'>): boolean {
  return workOrderId === null && orderableStatuses.includes(status)
}
