import { uploadPicture } from '#lib/report/upload-picture.ts'
import type { KeptPhoto } from './kept.ts'

/** Sends one kept photo; a network failure keeps it for later, an unreadable one is told to the crew. */
export async function uploadProof(photo: KeptPhoto): Promise<'sent' | 'refused' | 'later'> {
  const file = new File([photo.picture], `${photo.mediaId}.jpg`, { type: photo.picture.type || 'image/jpeg' })
  const result = await uploadPicture(photo.jurisdictionId, photo.mediaId, file, 'proof')
  if (result.ok) return 'sent'
  return result.reason === 'failed' ? 'later' : 'refused'
}
