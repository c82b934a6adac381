import { z } from 'zod'
import { many, maybeOne, sql, type Tx } from '@dromos/db'
import { emitLive } from '../live/emit.ts'

/** The repair of a published version that is being worked out, or was since a time. */
export async function findOffer(
  tx: Tx,
  planId: number,
  baseVersion: number,
  since: Date,
): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ version: z.number() }),
    sql`
      select version from plan_version
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and base_version = ${baseVersion}
        and act ->> 'kind' = 'offer'
        and (status = 'solving' or (status = 'optimised' and created_at >= ${since}))
      order by version desc
      limit 1`,
  )
  return row?.version ?? null
}

/** Takes repairs off the table that nobody took up; their rows stay. */
export async function throwOffersAway(
  tx: Tx,
  planId: number,
  { except }: { except: number | null },
): Promise<void> {
  const thrown = await many(
    tx,
    z.object({ version: z.number() }),
    sql`
      update plan_version set status = 'cancelled'
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and act ->> 'kind' = 'offer'
        and status = 'optimised' and version is distinct from ${except}::integer
      returning version`,
  )
  emitLive(
    tx,
    thrown.map(({ version }) => ({
      entity: 'plan_version' as const,
      entityId: `${planId}/${version}`,
      version,
      data: { planId, status: 'cancelled' },
    })),
  )
}
