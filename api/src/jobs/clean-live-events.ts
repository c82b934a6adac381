import { findJurisdictions } from '../jurisdictions/queries.ts'
import { removeEventsBefore } from '../live/queries.ts'
import { handleJobs } from './queue.ts'
import { cleanLiveEvents } from './queues/clean-live-events.ts'

const keptMilliseconds = 24 * 60 * 60 * 1000

export const cleanLiveEventsJob = handleJobs(cleanLiveEvents, async (_payload, { context }) => {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds)
  for (const { id } of await findJurisdictions(context.db))
    await context.db.tenant(id, (tx) => removeEventsBefore(tx, before))
})
