import { listWorkOrders, type Client, type WorkOrderRow, type WorkOrderStatus } from '@dromos/api/contract'

const open: WorkOrderStatus[] = ['ready', 'scheduled', 'dispatched', 'in_progress', 'on_hold']
/** what a meeting can speak of; the rest is counted by the backlog */
const most = 2000

/** Open orders that fall due by the end of a day, given out or not, the earliest first. */
export async function fetchDueOrders(
  call: Client,
  params: { jurisdictionId: string },
  { day, today }: { day: string; today: string },
  signal: AbortSignal,
): Promise<WorkOrderRow[]> {
  const dueWithinDays = Math.max(0, Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000))
  const found: WorkOrderRow[] = []
  let cursor: string | undefined
  do {
    const query = { status: open, dueWithinDays, sort: 'due' as const, limit: 500, cursor }
    const page = await call(listWorkOrders, { params, query }, { signal })
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < most)
  return found
}
