import { lockUpload, removeUpload } from '../media/upload-queries.ts'
import { readReceived } from '../media/read-received.ts'
import { storePicture } from '../media/store-picture.ts'
import { handleJobs } from './queue.ts'
import { developPhoto } from './queues/develop-photo.ts'

export const developPhotoJob = handleJobs(developPhoto, async ({ jurisdictionId, mediaId }, { context }) => {
  const key = { jurisdictionId, mediaId }
  const received = await readReceived(context, key)
  if (!received) return
  await storePicture(context, {
    jurisdictionId,
    id: mediaId,
    kind: 'proof',
    bytes: received.bytes,
    uploadedBy: received.uploadedBy,
  })
  await context.db.tenant(jurisdictionId, async (tx) => {
    if (await lockUpload(tx, mediaId)) await removeUpload(tx, mediaId)
  })
  await context.chunks.remove(key)
})
