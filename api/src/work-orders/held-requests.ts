import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { RequestStatus } from '../contract/index.ts'

/** The requests that orders hold now, of any status or of some. */
export async function findHeldRequests(
  tx: Tx,
  workOrderIds: number[],
  statuses: RequestStatus[] | null = null,
): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ id: z.number() }),
    sql`
      select r.id
      from work_order_request w
      join request r on r.jurisdiction_id = w.jurisdiction_id and r.id = w.request_id
      where w.jurisdiction_id = ${tx.jurisdictionId} and w.work_order_id = any (${workOrderIds}::bigint[])
        and w.released_at is null and (${statuses === null} or r.status = any (${statuses ?? []}::text[]))
      order by r.id`,
  )
  return rows.map(({ id }) => id)
}
