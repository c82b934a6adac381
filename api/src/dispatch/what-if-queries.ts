import { z } from 'zod'
import { asJson, maybeOne, one, sql, type Tx } from '@dromos/db'
import { emitLive } from '../live/emit.ts'
import type { WhatIf } from '../contract/index.ts'

/** How many things are supposed of a plan and not thrown away. */
export async function countWhatIfs(tx: Tx, planId: number): Promise<number> {
  const { count } = await one(
    tx,
    z.object({ count: z.number() }),
    sql`
      select count(*)::integer as count from plan_version
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId}
        and status in ('solving', 'optimised') and jsonb_typeof(request -> 'whatIf') = 'object'`,
  )
  return count
}

/** The version that supposes the same of the same version, if there is one. */
export async function findSameWhatIf(
  tx: Tx,
  planId: number,
  baseVersion: number,
  change: WhatIf,
): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ version: z.number() }),
    sql`
      select version from plan_version
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and base_version = ${baseVersion}
        and status in ('solving', 'optimised') and request -> 'whatIf' = ${asJson(change)}::jsonb
      order by version desc
      limit 1`,
  )
  return row?.version ?? null
}

/** Takes a version off the table; its rows stay. */
export async function throwAway(tx: Tx, planId: number, version: number): Promise<void> {
  await tx.query(sql`
    update plan_version set status = 'cancelled'
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}
      and status = 'optimised' and jsonb_typeof(request -> 'whatIf') = 'object'`)
  emitLive(tx, {
    entity: 'plan_version',
    entityId: `${planId}/${version}`,
    version,
    data: { planId, status: 'cancelled' },
  })
}
