import { findCalendar, findJurisdictions } from '../jurisdictions/queries.ts'
import { makeScheduledOrders } from '../schedules/make-orders.ts'
import { findSchedules } from '../schedules/schedule-queries.ts'
import { handleJobs } from './queue.ts'
import { makeScheduledOrdersQueue } from './queues/make-scheduled-orders.ts'

export const makeScheduledOrdersJob = handleJobs(
  makeScheduledOrdersQueue,
  async (_payload, { context, signal }) => {
    for (const { id: jurisdictionId } of await findJurisdictions(context.db)) {
      const { schedules, calendar } = await context.db.tenant(jurisdictionId, async (tx) => ({
        schedules: await findSchedules(tx, { isActive: true }),
        calendar: await findCalendar(tx),
      }))
      for (const schedule of schedules) {
        signal.throwIfAborted()
        const made = await context.db.tenant(jurisdictionId, (tx) =>
          makeScheduledOrders(tx, context, schedule, calendar),
        )
        if (made.length > 0)
          context.log.info({ jurisdictionId, scheduleId: schedule.id, made }, 'orders made')
      }
    }
  },
)
