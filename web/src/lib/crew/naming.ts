import type { Operation } from '@dromos/api/contract'
import type { KeptOperation, KeptPhoto } from './kept.ts'

const withPictures: ReadonlySet<Operation['kind']> = new Set([
  'done',
  'partial',
  'fail',
  'found',
  'answer',
  'photo',
])

/** The operation with the photos that are kept for it, each by its hash and its mark; a picture is its own answer. */
export function naming(kept: KeptOperation, photos: KeptPhoto[]): KeptOperation {
  const { operation } = kept
  if (!withPictures.has(operation.kind)) return kept
  if (operation.kind === 'answer' && photos.length === 0) return kept
  const mediaIds = photos.map(({ mediaId }) => mediaId)
  const mediaHashes = Object.fromEntries(photos.map(({ mediaId, sha256 }) => [mediaId, sha256]))
  const marked = photos.flatMap(({ mediaId, mark }) => (mark ? [[mediaId, mark] as const] : []))
  const named = {
    ...operation,
    ...(operation.kind === 'answer' ? { value: mediaIds[0] } : {}),
    ...(operation.kind === 'photo' ? { mediaId: mediaIds[0] } : { mediaIds }),
    mediaHashes,
    ...(marked.length > 0 ? { mediaMarks: Object.fromEntries(marked) } : {}),
  }
  return { ...kept, operation: named as Operation }
}
