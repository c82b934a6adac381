import {
  comparePlanVersions,
  listWorkOrders,
  type Client,
  type MovedStop,
  type WorkOrderRow,
} from '@dromos/api/contract'

type Params = { jurisdictionId: string }

/** All orders a plan can take: there are at most some thousands. */
export async function fetchOrders(
  call: Client,
  params: Params,
  signal: AbortSignal,
): Promise<WorkOrderRow[]> {
  const found: WorkOrderRow[] = []
  let cursor: string | undefined
  do {
    const page = await call(
      listWorkOrders,
      { params, query: { isPlannable: true, limit: 500, cursor } },
      { signal },
    )
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < 2000)
  return found
}

/** The stops that stand elsewhere in one version than in another; the key is "plan/version/other version". */
export function fetchMoved(
  call: Client,
  params: Params,
  key: string,
  signal: AbortSignal,
): Promise<MovedStop[]> {
  const [planId, version, against] = key.split('/').map(Number)
  return call(
    comparePlanVersions,
    { params: { ...params, planId: planId!, version: version! }, query: { against: against! } },
    { signal },
  )
}
