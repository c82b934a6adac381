import { ProblemError } from '../http/problems.ts'
import { noteUnreadable } from '../media/note-unreadable.ts'
import { lockUpload, removeUpload } from '../media/upload-queries.ts'
import { readReceived } from '../media/read-received.ts'
import { storePicture } from '../media/store-picture.ts'
import { handleJobs } from './queue.ts'
import { developPhoto } from './queues/develop-photo.ts'

export const developPhotoJob = handleJobs(developPhoto, async ({ jurisdictionId, mediaId }, { context }) => {
  const key = { jurisdictionId, mediaId }
  const received = await readReceived(context, key)
  if (!received) return
  try {
    await storePicture(context, {
      jurisdictionId,
      id: mediaId,
      kind: 'proof',
      bytes: received.bytes,
      uploadedBy: received.uploadedBy,
    })
  } catch (problem) {
    if (!(problem instanceof ProblemError) || problem.type === 'unavailable') throw problem
    // trying again makes no picture of it; what came stays for a while, for someone to look at
    await context.db.tenant(jurisdictionId, (tx) => noteUnreadable(tx, context, mediaId))
    return
  }
  await context.db.tenant(jurisdictionId, async (tx) => {
    if (await lockUpload(tx, mediaId)) await removeUpload(tx, mediaId)
  })
  await context.chunks.remove(key)
})
