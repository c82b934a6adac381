import { learnQuantiles } from '../arrivals/arrival-model.ts'
import { findObservations, replaceQuantiles } from '../arrivals/arrival-queries.ts'
import { findJurisdictions } from '../jurisdictions/queries.ts'
import { handleJobs } from './queue.ts'
import { learnArrivals } from './queues/learn-arrivals.ts'

export const learnArrivalsJob = handleJobs(learnArrivals, async (_payload, { context, signal }) => {
  const now = context.clock.now()
  for (const { id: jurisdictionId } of await findJurisdictions(context.db)) {
    signal.throwIfAborted()
    await context.db.tenant(jurisdictionId, async (tx) => {
      const quantiles = learnQuantiles(await findObservations(tx, now))
      await replaceQuantiles(tx, quantiles, now)
    })
  }
})
