import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { computeHotspots } from '../jobs/queues/compute-hotspots.ts'

const requestsPerJob = 1000

/**
 * Lets the hotspots follow requests that were reported, closed, reopened, moved or given another service.
 * Call it in the transaction of the change.
 */
export async function followRequests(
  tx: Tx,
  context: Pick<Context, 'boss'>,
  requestIds: readonly number[],
): Promise<void> {
  for (let from = 0; from < requestIds.length; from += requestsPerJob) {
    await enqueue(tx, context, computeHotspots, {
      jurisdictionId: tx.jurisdictionId,
      requestIds: requestIds.slice(from, from + requestsPerJob),
    })
  }
}
