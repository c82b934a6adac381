import {
  fillPath,
  isProblem,
  pictureLimit,
  uploadMedia,
  type Media,
  type MediaKind,
} from '@dromos/api/contract'
import { shrinkPicture } from './shrink-picture.ts'

export type UploadResult =
  | { ok: true; media: Media }
  | { ok: false; reason: 'unreadable' | 'unreadable-document' | 'too-large' | 'failed' }

/** Sends one picture, or a document to be attached, under an id of our own, so that a retry keeps it once. */
export async function uploadPicture(
  jurisdictionId: string,
  mediaId: string,
  file: File,
  kind: MediaKind = 'report',
): Promise<UploadResult> {
  // a document goes as it is
  const picture = isDocument(file) ? file : await shrinkPicture(file)
  if (picture.size > pictureLimit) return { ok: false, reason: 'too-large' }
  const path = fillPath(uploadMedia.path, { jurisdictionId, mediaId })
  try {
    const response = await fetch(`/api${path}?kind=${kind}`, {
      method: uploadMedia.method,
      headers: { 'content-type': picture.type || 'application/octet-stream' },
      body: picture,
    })
    if (response.ok) return { ok: true, media: (await response.json()) as Media }
    const answer: unknown = await response.json().catch(() => null)
    const type = isProblem(answer) ? answer.type : null
    if (type === 'too-large' || type === 'unreadable-document') return { ok: false, reason: type }
    if (type === 'unreadable-picture' || type === 'unsupported-media') {
      return { ok: false, reason: 'unreadable' }
    }
    return { ok: false, reason: 'failed' }
  } catch {
    return { ok: false, reason: 'failed' }
  }
}

export function isDocument({ type }: File): boolean {
  return type === 'application/pdf'
}
