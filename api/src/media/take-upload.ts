import { createHash } from 'node:crypto'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { chunkBytes, type UploadState } from '../contract/index.ts'
import { findToldCrewIds } from '../field/own-crew-queries.ts'
import { isDispatching, type Asking } from '../field/run-sheet.ts'
import { conflict, forbidden, notFound, ProblemError, tooManyRequests } from '../http/problems.ts'
import { enqueue } from '../jobs/queue.ts'
import { developPhoto } from '../jobs/queues/develop-photo.ts'
import type { ChunksKey } from './chunk-store.ts'
import { noteUnreadable } from './note-unreadable.ts'
import { demandPicture } from './picture.ts'
import {
  findStanding,
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
  const { jurisdictionId } = declared
  const { upload, isNew } = await declare(context, declared, asking)
  if (upload.isReceived) return received
  return isNew ? allMissing(upload) : stateOf(context, jurisdictionId, upload)
}

/** The photo as it is known from now on; received as well where the city's picture of it is made already. */
export function declare(
  context: Context,
  declared: Declared,
  asking: Asking,
): Promise<{ upload: Upload; isNew: boolean }> {
  const { jurisdictionId, mediaId, visitId, sha256, bytes } = declared
  const work = async (tx: Tx) => {
    const [standing, crewIds] = await Promise.all([
      findStanding(tx, mediaId, asking.accountId),
      isDispatching(asking) ? null : findToldCrewIds(tx, asking, context.clock.now()),
    ])
    if (!standing) throw notFound('picture', mediaId)
    if (crewIds && !crewIds.includes(standing.crewId)) throw forbidden('This is the work of another crew')
    if (standing.visitId !== visitId) throw conflict('This picture belongs to another job')
    if (standing.sha256 !== null && standing.sha256 !== sha256)
      throw conflict('This is not the picture that was taken')
    const upload = { mediaId, visitId, sha256, bytes, uploadedBy: asking.accountId }
    if (standing.isDeveloped) return { upload: { ...upload, isReceived: true }, isNew: false }
    const { declared: before, ofAccount, cityBytes } = standing
    if (before && (before.sha256 !== sha256 || before.bytes !== bytes))
      throw conflict('This is not the picture that was taken')
    if (!before && (ofAccount >= mostOfAccount || cityBytes + bytes > mostCityBytes)) throw tooManyRequests()
    insertUpload(tx, upload, context.clock.now())
    return { upload: { ...upload, isReceived: before?.isReceived ?? false }, isNew: !before }
  }
  return context.db.tenant(jurisdictionId, work, { isFrequent: true })
}

export const received: UploadState = { isReceived: true, missing: [] }

export function chunkCount({ bytes }: Pick<Upload, 'bytes'>): number {
  return Math.ceil(bytes / chunkBytes)
}

export function lengthOf(upload: Pick<Upload, 'bytes'>, index: number): number {
  return Math.max(0, Math.min(chunkBytes, upload.bytes - index * chunkBytes))
}

export async function stateOf(
  { chunks }: Pick<Context, 'chunks'>,
  jurisdictionId: string,
  upload: Pick<Upload, 'mediaId' | 'bytes'>,
): Promise<UploadState> {
  const there = new Set(await chunks.list({ jurisdictionId, mediaId: upload.mediaId }))
  return { isReceived: false, missing: allMissing(upload).missing.filter((index) => !there.has(index)) }
}

function allMissing(upload: Pick<Upload, 'bytes'>): UploadState {
  return { isReceived: false, missing: Array.from({ length: chunkCount(upload) }, (_, index) => index) }
}

/** A photo that came whole: its hash, and what it begins with. */
export interface Streamed {
  sha256: string
  head: Buffer
}

/** What is not what the operation names is thrown away whole: all of it is missing again. */
export async function finishUpload(
  context: Context,
  jurisdictionId: string,
  mediaId: string,
  streamed: Streamed | null,
): Promise<UploadState> {
  const key = { jurisdictionId, mediaId }
  const work = async (tx: Tx) => {
    const upload = await lockUpload(tx, mediaId)
    if (!upload || upload.isReceived) return received
    const came = streamed ?? (await readBack(context, key, chunkCount(upload)))
    if (came?.sha256 !== upload.sha256) {
      await context.chunks.remove(key)
      return stateOf(context, jurisdictionId, upload)
    }
    const problem = await unreadable(context, key, upload, came.head)
    if (problem) {
      await removeUpload(tx, mediaId)
      await noteUnreadable(tx, context, mediaId)
      return problem
    }
    setReceived(tx, mediaId, context.clock.now())
    await enqueue(tx, context, developPhoto, key)
    return received
  }
  const outcome = await context.db.tenant(jurisdictionId, work, { isFrequent: true })
  if (!(outcome instanceof ProblemError)) return outcome
  await context.chunks.remove(key)
  throw outcome
}

async function readBack(
  { chunks }: Pick<Context, 'chunks'>,
  key: ChunksKey,
  count: number,
): Promise<Streamed | null> {
  const hash = createHash('sha256')
  let head: Buffer | undefined
  for (let index = 0; index < count; index++) {
    const bytes = await chunks.read(key, index)
    if (!bytes) return null
    hash.update(bytes)
    head ??= bytes
  }
  return head ? { sha256: hash.digest('hex'), head } : null
}

/** Told while the tablet still has it; unpacking the whole picture waits for its job. */
async function unreadable(
  { chunks }: Pick<Context, 'chunks'>,
  key: ChunksKey,
  upload: Upload,
  head: Buffer,
): Promise<ProblemError | null> {
  const problem = await troubleWith(head)
  if (!problem || head.length === upload.bytes) return problem
  // what tells of a picture may lie behind the picture itself
  const whole = await chunks.join(key, chunkCount(upload))
  return whole ? troubleWith(whole) : problem
}

async function troubleWith(bytes: Buffer): Promise<ProblemError | null> {
  try {
    await demandPicture(bytes)
    return null
  } catch (problem) {
    if (problem instanceof ProblemError) return problem
    throw problem
  }
}
