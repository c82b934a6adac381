import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { computeHotspots } from '../jobs/queues/compute-hotspots.ts'

const requestsPerJob = 1000

/** Lets the hotspots follow requests that opened, closed or got another service. */
export async function followHotspots(tx: Tx, context: Context, ids: number[]): Promise<void> {
  for (let start = 0; start < ids.length; start += requestsPerJob)
    await enqueue(tx, context, computeHotspots, {
      jurisdictionId: tx.jurisdictionId,
      requestIds: ids.slice(start, start + requestsPerJob),
    })
}
