import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import type { UploadState } from '../contract/index.ts'
import { badInput, notFound } from '../http/problems.ts'
import { findStoredMedia } from './queries.ts'
import { readChunks } from './read-chunks.ts'
import { chunkCount, finishUpload, lengthOf, received, stateOf, type Streamed } from './take-upload.ts'
import { findUpload, type Upload } from './upload-queries.ts'

export interface ChunksFrom {
  jurisdictionId: string
  mediaId: string
  /** number of the first one */
  index: number
}

/**
 * Keeps chunks as they come, from one number on; those that make the photo whole have it checked and developed. Where
 * the body is cut, the chunks before stay.
 */
export async function takeChunks(
  context: Context,
  { jurisdictionId, mediaId, index }: ChunksFrom,
  body: AsyncIterable<Buffer>,
  accountId: string,
): Promise<UploadState> {
  const upload = await context.db.tenant(
    jurisdictionId,
    async (tx) => {
      const found = await findUpload(tx, mediaId)
      if (!found && (await findStoredMedia(tx, mediaId))) return 'developed' as const
      return found
    },
    { isFrequent: true },
  )
  if (upload === 'developed') return received
  if (!upload || upload.uploadedBy !== accountId) throw notFound('picture', mediaId)
  if (upload.isReceived) return received
  const streamed = await keepChunks(context, jurisdictionId, upload, index, body)
  if (!streamed) {
    const state = await stateOf(context, jurisdictionId, upload)
    if (state.missing.length > 0) return state
  }
  return finishUpload(context, jurisdictionId, mediaId, streamed)
}

/** Gives what the whole photo is, when all of it came in this one body and none of it was there before. */
async function keepChunks(
  { chunks }: Pick<Context, 'chunks'>,
  jurisdictionId: string,
  upload: Upload,
  from: number,
  body: AsyncIterable<Buffer>,
): Promise<Streamed | null> {
  const key = { jurisdictionId, mediaId: upload.mediaId }
  const count = chunkCount(upload)
  const lengths = Array.from({ length: Math.max(0, count - from) }, (_, at) => lengthOf(upload, from + at))
  const hash = createHash('sha256')
  const coming = readChunks(body, lengths)
  let first: Buffer | undefined
  let isNew = from === 0
  let at = from
  let next = await coming.next()
  for (; !next.done; next = await coming.next(), at++) {
    for (const piece of next.value) hash.update(piece)
    first ??= Buffer.concat(next.value)
    isNew = (await chunks.put(key, at, next.value)) && isNew
  }
  if (at === from || !next.value) throw badInput('This chunk is not as long as it should be')
  return isNew && first && at === count ? { sha256: hash.digest('hex'), first } : null
}
