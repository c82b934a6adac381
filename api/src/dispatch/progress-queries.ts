import { z } from 'zod'
import { asJson, maybeOne, sql, type Database, type Tx } from '@dromos/db'
import { PlanSketch } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'

export interface Progress {
  /** 0 to 1 */
  share: number
  assignedCount: number
  phase: string
}

const Wish = z.object({ stop: z.enum(['keep', 'discard']).nullable() })

/** Tells how far a solve has come, and learns whether it is still wanted. */
export function reportProgress(
  db: Database,
  { jurisdictionId, planId, version }: { jurisdictionId: string; planId: number; version: number },
  progress: Progress,
  sketch: PlanSketch | null,
): Promise<'go on' | 'keep' | 'discard'> {
  return db.tenant(jurisdictionId, async (tx) => {
    const row = await maybeOne(
      tx,
      Wish,
      sql`
        update plan_version set summary = summary || jsonb_build_object('progress', ${asJson(progress)}::jsonb)
          || case when ${sketch !== null} then jsonb_build_object('sketch', ${asJson(sketch)}::jsonb) else '{}' end
        where jurisdiction_id = ${jurisdictionId} and plan_id = ${planId} and version = ${version}
          and status = 'solving'
        returning summary ->> 'stop' as stop`,
    )
    if (!row) return 'discard'
    emitLive(tx, {
      entity: 'plan_version',
      entityId: `${planId}/${version}`,
      version,
      data: { planId, status: 'solving', ...progress, ...(sketch && { sketch: sketch.number }) },
    })
    return row.stop ?? 'go on'
  })
}

/** The best plan so far; null for a version that there is not, an empty one where none is known. */
export async function readSketch(tx: Tx, planId: number, version: number): Promise<PlanSketch | null> {
  const row = await maybeOne(
    tx,
    z.object({ sketch: PlanSketch.nullable() }),
    sql`
      select case when status = 'solving' then summary -> 'sketch' end as sketch from plan_version
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`,
  )
  return row && (row.sketch ?? { number: 0, costSeconds: 0, routes: [] })
}

/** Asks the worker to stop and keep what it has; false where nothing is being solved. */
export async function wishStop(tx: Tx, planId: number, version: number): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    update plan_version set summary = summary || '{"stop": "keep"}'
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}
      and status = 'solving'`)
  return rowCount === 1
}

/** Ends a version that is being solved; false where it has ended already. */
export async function endSolving(
  tx: Tx,
  planId: number,
  version: number,
  status: 'failed' | 'cancelled',
  failure: string | null,
): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    update plan_version
    set status = ${status}, failure = ${failure}, summary = summary - 'progress' - 'stop' - 'sketch'
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}
      and status = 'solving'`)
  if (rowCount !== 1) return false
  emitLive(tx, {
    entity: 'plan_version',
    entityId: `${planId}/${version}`,
    version,
    data: { planId, status },
  })
  return true
}

/** Holds a version that is still being solved; false where it has ended. */
export async function lockSolving(tx: Tx, planId: number, version: number): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    select 1 from plan_version
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}
      and status = 'solving'
    for update`)
  return rowCount === 1
}
