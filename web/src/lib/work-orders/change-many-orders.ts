import { changeWorkOrders, type CallOf, type Client, type OrdersReport } from '@dromos/api/contract'

export type OrderChange = Omit<CallOf<typeof changeWorkOrders>['body'], 'orders' | 'isPreview'>
interface Versioned {
  id: number
  version: number
}
interface Before extends Versioned {
  priority: number
  dueAt: string | null
}

/** the contract takes so many in one call */
const mostAtOnce = 200

/** Changes many orders, or only tells which would change. */
export async function changeMany(
  call: Client,
  jurisdictionId: string,
  orders: readonly Versioned[],
  change: OrderChange & { isPreview?: boolean },
): Promise<OrdersReport> {
  const whole: OrdersReport = { changed: [], refused: [] }
  for (let first = 0; first < orders.length; first += mostAtOnce) {
    const part = orders.slice(first, first + mostAtOnce).map(({ id, version }) => ({ id, version }))
    const { changed, refused } = await call(changeWorkOrders, {
      params: { jurisdictionId },
      body: { orders: part, ...change },
    })
    whole.changed.push(...changed)
    whole.refused.push(...refused)
  }
  return whole
}

/** What brings changed orders back to what they were; null where there is no way back. */
export function undoOf(
  before: readonly Before[],
  { priority, dueAt, status }: OrderChange,
  { changed }: OrdersReport,
): { orders: Versioned[]; change: OrderChange }[] | null {
  if (status === 'cancelled') return null
  const known = new Map(before.map((order) => [order.id, order]))
  const was = ({ id }: Versioned): string => {
    const order = known.get(id)!
    return JSON.stringify({
      ...(priority !== undefined ? { priority: order.priority } : {}),
      ...(dueAt !== undefined ? { dueAt: order.dueAt } : {}),
    })
  }
  return [...Map.groupBy(changed, was)].map(([text, orders]) => ({
    orders,
    change: JSON.parse(text) as OrderChange,
  }))
}
