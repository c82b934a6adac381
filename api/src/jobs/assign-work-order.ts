import { assignOrder } from '../dispatch/assign-order.ts'
import { openTravelTimes } from '../dispatch/open-travel-times.ts'
import { handleJobs } from './queue.ts'
import { assignWorkOrderQueue } from './queues/assign-work-order.ts'

export const assignWorkOrderJob = handleJobs(
  assignWorkOrderQueue,
  async ({ jurisdictionId, workOrderId, day }, { context }) => {
    const travelTimes = openTravelTimes(context.config)
    const result = await context.db.tenant(jurisdictionId, (tx) =>
      assignOrder(tx, context, travelTimes, { workOrderId, day }),
    )
    if (result) context.log.info({ jurisdictionId, workOrderId, crewId: result.crewId }, 'order weighed')
  },
)
