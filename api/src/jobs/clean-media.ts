import { findJurisdictions } from '../jurisdictions/queries.ts'
import { findForgotten, lockHash, removeForgotten } from '../media/queries.ts'
import { handleJobs } from './queue.ts'
import { cleanMedia } from './queues/clean-media.ts'

const keptMilliseconds = 24 * 60 * 60 * 1000

export const cleanMediaJob = handleJobs(cleanMedia, async (_payload, { context, signal }) => {
  const before = new Date(context.clock.now().getTime() - keptMilliseconds)
  for (const { id: jurisdictionId } of await findJurisdictions(context.db)) {
    const forgotten = await context.db.tenant(jurisdictionId, (tx) => findForgotten(tx, before))
    for (const sha256 of forgotten) {
      signal.throwIfAborted()
      await context.db.tenant(jurisdictionId, async (tx) => {
        await lockHash(tx, sha256)
        if (await removeForgotten(tx, sha256, before)) await context.media.remove({ jurisdictionId, sha256 })
      })
    }
  }
})
