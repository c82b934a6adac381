import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { chunkBytes, type UploadState } from '../contract/index.ts'
import { isDispatching, type Asking } from '../field/run-sheet.ts'
import { badInput, conflict, forbidden, notFound, ProblemError, tooManyRequests } from '../http/problems.ts'
import { enqueue } from '../jobs/queue.ts'
import { developPhoto } from '../jobs/queues/develop-photo.ts'
import { noteUnreadable } from './note-unreadable.ts'
import { demandPicture } from './picture.ts'
import { findStoredMedia } from './queries.ts'
import {
  findStanding,
  findUpload,
  insertUpload,
  lockUpload,
  removeUpload,
  setReceived,
  type Upload,
} from './upload-queries.ts'

/** photos of one account that are not whole yet */
export const mostOfAccount = 100
/** of all photos of a city that are on their way or wait to be developed */
const mostCityBytes = 4 * 1024 ** 3

export interface Declared {
  jurisdictionId: string
  mediaId: string
  visitId: number
  sha256: string
  bytes: number
}

/** Opens the way for a photo that an operation names, or says how far it has come. */
export async function takeDeclaration(
  context: Context,
  declared: Declared,
  asking: Asking,
): Promise<UploadState> {
  const { jurisdictionId, mediaId, visitId, sha256, bytes } = declared
  return context.db.tenant(jurisdictionId, async (tx) => {
    const standing = await findStanding(tx, mediaId, asking.accountId)
    if (!standing) throw notFound('picture', mediaId)
    if (!standing.isOwn && !isDispatching(asking)) throw forbidden('This is the work of another crew')
    if (standing.visitId !== visitId) throw conflict('This picture belongs to another job')
    if (standing.sha256 !== null && standing.sha256 !== sha256)
      throw conflict('This is not the picture that was taken')
    if (standing.isDeveloped) return received
    const { declared: before, ofAccount, cityBytes } = standing
    if (before && (before.sha256 !== sha256 || before.bytes !== bytes))
      throw conflict('This is not the picture that was taken')
    if (!before && (ofAccount >= mostOfAccount || cityBytes + bytes > mostCityBytes)) throw tooManyRequests()
    const upload = { mediaId, visitId, sha256, bytes, uploadedBy: asking.accountId }
    await insertUpload(tx, upload, context.clock.now())
    return before?.isReceived ? received : stateOf(context, jurisdictionId, upload)
  })
}

/** Keeps one chunk; the one that makes the photo whole has it checked and developed. */
export async function takeChunk(
  context: Context,
  { jurisdictionId, mediaId, index }: { jurisdictionId: string; mediaId: string; index: number },
  bytes: Buffer,
  accountId: string,
): Promise<UploadState> {
  const upload = await context.db.tenant(jurisdictionId, async (tx) => {
    const found = await findUpload(tx, mediaId)
    if (!found && (await findStoredMedia(tx, mediaId))) return 'developed' as const
    return found
  })
  if (upload === 'developed') return received
  if (!upload || upload.uploadedBy !== accountId) throw notFound('picture', mediaId)
  if (upload.isReceived) return received
  if (bytes.length !== lengthOf(upload, index)) throw badInput('This chunk is not as long as it should be')
  await context.chunks.put({ jurisdictionId, mediaId }, index, bytes)
  const state = await stateOf(context, jurisdictionId, upload)
  return state.missing.length > 0 ? state : finish(context, jurisdictionId, mediaId)
}

const received: UploadState = { isReceived: true, missing: [] }

export function chunkCount({ bytes }: Pick<Upload, 'bytes'>): number {
  return Math.ceil(bytes / chunkBytes)
}

function lengthOf(upload: Upload, index: number): number {
  return Math.max(0, Math.min(chunkBytes, upload.bytes - index * chunkBytes))
}

async function stateOf(
  { chunks }: Pick<Context, 'chunks'>,
  jurisdictionId: string,
  upload: Pick<Upload, 'mediaId' | 'bytes'>,
): Promise<UploadState> {
  const there = new Set(await chunks.list({ jurisdictionId, mediaId: upload.mediaId }))
  const all = Array.from({ length: chunkCount(upload) }, (_, index) => index)
  return { isReceived: false, missing: all.filter((index) => !there.has(index)) }
}

/** What is not what the operation names is thrown away whole: all of it is missing again. */
async function finish(context: Context, jurisdictionId: string, mediaId: string): Promise<UploadState> {
  const key = { jurisdictionId, mediaId }
  const outcome = await context.db.tenant(jurisdictionId, async (tx) => {
    const upload = await lockUpload(tx, mediaId)
    if (!upload || upload.isReceived) return received
    const bytes = await context.chunks.join(key, chunkCount(upload))
    if (!bytes || createHash('sha256').update(bytes).digest('hex') !== upload.sha256) {
      await context.chunks.remove(key)
      return stateOf(context, jurisdictionId, upload)
    }
    const problem = await unreadable(bytes)
    if (problem) {
      await removeUpload(tx, mediaId)
      await noteUnreadable(tx, context, mediaId)
      return problem
    }
    await setReceived(tx, mediaId, context.clock.now())
    await enqueue(tx, context, developPhoto, key)
    return received
  })
  if (!(outcome instanceof ProblemError)) return outcome
  await context.chunks.remove(key)
  throw outcome
}

/** Told while the tablet still has it; unpacking the whole picture waits for its job. */
async function unreadable(bytes: Buffer): Promise<ProblemError | null> {
  try {
    await demandPicture(bytes)
    return null
  } catch (problem) {
    if (problem instanceof ProblemError) return problem
    throw problem
  }
}
