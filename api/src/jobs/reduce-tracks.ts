import { findJurisdictions } from '../jurisdictions/queries.ts'
import { reduceTracks } from '../positions/reduce-tracks.ts'
import { handleJobs } from './queue.ts'
import { reduceTracksQueue } from './queues/reduce-tracks.ts'

export const reduceTracksJob = handleJobs(reduceTracksQueue, async (_payload, { context }) => {
  for (const { id } of await findJurisdictions(context.db))
    await context.db.tenant(id, (tx) => reduceTracks(tx, context.clock.now()))
})
