import type { Context } from '../context.ts'
import type { ChunksKey } from './chunk-store.ts'
import { chunkCount } from './take-upload.ts'
import { findUpload } from './upload-queries.ts'

/** A photo that has come whole, as the tablet sent it; null when it has been developed already. */
export async function readReceived(
  { db, chunks }: Pick<Context, 'db' | 'chunks'>,
  key: ChunksKey,
): Promise<{ bytes: Buffer; uploadedBy: string | null } | null> {
  const upload = await db.tenant(key.jurisdictionId, (tx) => findUpload(tx, key.mediaId))
  if (!upload?.isReceived) return null
  const bytes = await chunks.join(key, chunkCount(upload))
  if (!bytes) throw new Error('a chunk of a received photo is gone')
  return { bytes, uploadedBy: upload.uploadedBy }
}
