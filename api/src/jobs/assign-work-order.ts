import { assignOrder } from '../dispatch/assign-order.ts'
import { openTravelTimes } from '../dispatch/open-travel-times.ts'
import { handleJobs } from './queue.ts'
import { assignWorkOrderQueue } from './queues/assign-work-order.ts'

export const assignWorkOrderJob = handleJobs(
  assignWorkOrderQueue,
  async ({ jurisdictionId, ...wish }, { id: jobId, context }) => {
    const travelTimes = openTravelTimes(context.config)
    const result = await context.db.tenant(jurisdictionId, (tx) =>
      assignOrder(tx, context, travelTimes, { ...wish, jobId }),
    )
    const { workOrderId } = wish
    if (result) {
      const { status, crewId } = result
      context.log.info({ jurisdictionId, workOrderId, status, crewId }, 'order weighed')
    }
  },
)
