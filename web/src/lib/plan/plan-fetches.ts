import {
  comparePlanVersions,
  getPlanVersionStanding,
  listWorkOrders,
  type Client,
  type MovedStop,
  type WorkOrderRow,
} from '@dromos/api/contract'
import { mostOrders } from './plan-choice.svelte.ts'

export interface Offered {
  orders: WorkOrderRow[]
  total: number
}

type Params = { jurisdictionId: string }

/** The orders a plan can take, the most urgent first, and how many there are: of too many the others are not offered. */
export async function fetchOrders(call: Client, params: Params, signal: AbortSignal): Promise<Offered> {
  const found: WorkOrderRow[] = []
  let total: number
  let cursor: string | undefined
  do {
    const page = await call(
      listWorkOrders,
      { params, query: { isPlannable: true, sort: 'urgent', limit: 500, cursor } },
      { signal },
    )
    found.push(...page.items)
    total = page.total ?? found.length
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && found.length < mostOrders)
  return { orders: found, total: Math.max(total, found.length) }
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

/** Whether a version lives on in its plan's head; the key is "plan/version/head". */
export async function fetchIsInHead(
  call: Client,
  params: Params,
  key: string,
  signal: AbortSignal,
): Promise<boolean> {
  const [planId, version] = key.split('/').map(Number)
  const given = { params: { ...params, planId: planId!, version: version! } }
  return (await call(getPlanVersionStanding, given, { signal })).isInHead
}
