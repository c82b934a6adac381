import type { WorkOrderDetail } from '@dromos/api/contract'
import { failureText } from '#lib/city/api.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import { toasts } from '#lib/ui/toasts.svelte.ts'

/** What is done to an order as a whole. */
export type OrderVerb = 'after' | 'companion' | 'next' | 'split' | 'merge'

/** Does it, tells it, and shows orders as they are then; null where it was refused, which is told as well. */
export async function doToOrder(
  dispatch: Dispatch,
  work: () => Promise<WorkOrderDetail>,
  told: string,
): Promise<WorkOrderDetail | null> {
  try {
    const order = await work()
    toasts.show({ kind: 'ok', text: told })
    return order
  } catch (failure) {
    toasts.show({ kind: 'late', text: failureText(failure) })
    return null
  } finally {
    void dispatch.order.refresh()
    void dispatch.orders.refresh()
  }
}
