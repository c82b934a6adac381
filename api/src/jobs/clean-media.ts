import { findJurisdictions } from '../jurisdictions/queries.ts'
import { findForgotten, lockHash, removeForgotten } from '../media/queries.ts'
import { findKnownUploads, findStaleUploads, lockUpload, removeUpload } from '../media/upload-queries.ts'
import type { Context } from '../context.ts'
import { handleJobs } from './queue.ts'
import { cleanMedia } from './queues/clean-media.ts'

const keptMilliseconds = 24 * 60 * 60 * 1000
/** what came whole and could not be developed is kept for someone to look at */
const keptReceivedMilliseconds = 7 * keptMilliseconds

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
    signal.throwIfAborted()
    await removeStaleUploads(context, jurisdictionId)
  }
})

/** Half a photo that nobody goes on with, and chunks that came once theirs was done. */
async function removeStaleUploads(context: Context, jurisdictionId: string): Promise<void> {
  const { chunks, clock, db } = context
  const since = (milliseconds: number) => new Date(clock.now().getTime() - milliseconds)
  await db.tenant(jurisdictionId, async (tx) => {
    const stale = await findStaleUploads(tx, since(keptMilliseconds), since(keptReceivedMilliseconds))
    for (const mediaId of stale) if (await lockUpload(tx, mediaId)) await removeUpload(tx, mediaId)
  })
  const photos = await chunks.photos(jurisdictionId)
  const known = await db.tenant(jurisdictionId, (tx) => findKnownUploads(tx, photos))
  for (const mediaId of photos) if (!known.has(mediaId)) await chunks.remove({ jurisdictionId, mediaId })
}
