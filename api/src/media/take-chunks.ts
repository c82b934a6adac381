import { createHash } from 'node:crypto'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { UploadState } from '../contract/index.ts'
import type { Asking } from '../field/run-sheet.ts'
import { badInput, notFound } from '../http/problems.ts'
import { findStoredMedia } from './queries.ts'
import { readChunks } from './read-chunks.ts'
import {
  chunkCount,
  declare,
  finishUpload,
  lengthOf,
  received,
  stateOf,
  type Declared,
  type Streamed,
} from './take-upload.ts'
import { findUpload, type Upload } from './upload-queries.ts'

export interface ChunksFrom {
  jurisdictionId: string
  mediaId: string
  /** number of the first one */
  index: number
  /** what is said of the photo with them */
  declared: Pick<Declared, 'visitId' | 'sha256' | 'bytes'> | null
}

/**
 * Keeps chunks as they come, from one number on; those that make the photo whole have it checked and developed. Where
 * the body is cut, the chunks before stay.
 */
export async function takeChunks(
  context: Context,
  { declared, ...from }: ChunksFrom,
  body: AsyncIterable<Buffer>,
  asking: Asking,
): Promise<UploadState> {
  const { jurisdictionId, mediaId, index } = from
  const upload = declared
    ? (await declare(context, { ...from, ...declared }, asking)).upload
    : await findDeclared(context, from, asking)
  if (!upload || upload.isReceived) return received
  const streamed = await keepChunks(context, jurisdictionId, upload, index, body)
  if (!streamed) {
    const state = await stateOf(context, jurisdictionId, upload)
    if (state.missing.length > 0) return state
  }
  return finishUpload(context, jurisdictionId, mediaId, streamed)
}

/** Null for a photo that was declared, came whole and is developed. */
function findDeclared(
  { db }: Pick<Context, 'db'>,
  { jurisdictionId, mediaId }: Pick<ChunksFrom, 'jurisdictionId' | 'mediaId'>,
  { accountId }: Asking,
): Promise<Upload | null> {
  const work = async (tx: Tx) => {
    const found = await findUpload(tx, mediaId)
    if (!found && (await findStoredMedia(tx, mediaId))) return null
    if (found?.uploadedBy !== accountId) throw notFound('picture', mediaId)
    return found
  }
  return db.tenant(jurisdictionId, work, { isFrequent: true })
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
  let head: Buffer | undefined
  let isNew = from === 0
  let at = from
  let next = await coming.next()
  for (; !next.done; next = await coming.next(), at++) {
    for (const piece of next.value) hash.update(piece)
    head ??= headOf(next.value)
    isNew = (await chunks.put(key, at, next.value)) && isNew
  }
  if (at === from || !next.value) throw badInput('This chunk is not as long as it should be')
  return isNew && head && at === count ? { sha256: hash.digest('hex'), head } : null
}

/** enough to tell what picture it is, but for what was made to hide it */
const headBytes = 64 * 1024

function headOf(pieces: readonly Buffer[]): Buffer {
  const head: Buffer[] = []
  let length = 0
  for (const piece of pieces) {
    if (length >= headBytes) break
    head.push(piece)
    length += piece.length
  }
  return Buffer.concat(head)
}
