import {
  ApiError,
  chunkBytes,
  chunksAtOnce,
  declareUpload,
  sendChunk,
  sentAtOnceBytes,
  type Client,
  type ProblemType,
} from '@dromos/api/contract'
import { hashOf } from './hash-of.ts'
import type { KeptPhoto } from './kept.ts'
import type { UploadPhoto } from './outbox.ts'
import { patientClient } from './patient-client.ts'

/** what is damaged on its way is sent again, so often at once */
const mostRounds = 3

const refusals: ReadonlySet<ProblemType> = new Set([
  'bad-input',
  'not-found',
  'conflict',
  'too-large',
  'unsupported-media',
  'unreadable-picture',
])

/**
 * Sends a kept photo in chunks, from where it was when it was cut; throws when it must wait. As long as all goes well a
 * photo is declared and sent in one breath: only the first one, or one after a trouble, can have come in part before.
 */
export function photoSender(given: Client): UploadPhoto {
  const client = patientClient(given)
  let goesWell = false
  return async (photo) => {
    const sha256 = await hashOf(photo.picture)
    // damaged here: what was taken is gone, and what is left is not what the tap names
    if (photo.sha256 !== undefined && photo.sha256 !== sha256) return 'refused'
    try {
      const isAtOnce = goesWell && photo.picture.size <= sentAtOnceBytes
      goesWell = false
      if (isAtOnce && (await sendAtOnce(given, photo, sha256))) return sent()
      for (let round = 0; round < mostRounds; round++)
        if (await sendMissing(client, photo, sha256)) return sent()
    } catch (failure) {
      if (failure instanceof ApiError && refusals.has(failure.problem.type)) return 'refused'
      if (failure instanceof ApiError && failure.problem.type === 'forbidden') return 'waits'
      throw failure
    }
    throw new ApiError({ type: 'unavailable', title: '', status: 503 })
  }
  function sent() {
    goesWell = true
    return 'sent' as const
  }
}

/** False where the city is busy, or not all of it came as it should: to wait, and for what is missing, it is declared. */
async function sendAtOnce(client: Client, photo: KeptPhoto, sha256: string): Promise<boolean> {
  const { jurisdictionId, mediaId, visitId, picture } = photo
  const call = {
    params: { jurisdictionId, mediaId, index: 0 },
    query: { visitId, sha256, bytes: picture.size },
  }
  try {
    return (await client(sendChunk, call, { bytes: picture })).isReceived
  } catch (failure) {
    if (failure instanceof ApiError && failure.problem.type === 'too-many-requests') return false
    throw failure
  }
}

/** True once the city has the whole of it. */
async function sendMissing(client: Client, photo: KeptPhoto, sha256: string): Promise<boolean> {
  const { jurisdictionId, mediaId, visitId, picture } = photo
  const body = { visitId, sha256, bytes: picture.size }
  const declared = await client(declareUpload, { params: { jurisdictionId, mediaId }, body })
  let { isReceived } = declared
  for (const { index, count } of runsOf(declared.missing)) {
    const bytes = picture.slice(index * chunkBytes, (index + count) * chunkBytes)
    const call = { params: { jurisdictionId, mediaId, index }, query: {} }
    const state = await client(sendChunk, call, { bytes })
    isReceived = state.isReceived
  }
  return isReceived
}

/** Chunks that follow each other and go in one call. */
function runsOf(missing: number[]): { index: number; count: number }[] {
  const runs: { index: number; count: number }[] = []
  for (const index of missing) {
    const last = runs.at(-1)
    if (last && last.index + last.count === index && last.count < chunksAtOnce) last.count++
    else runs.push({ index, count: 1 })
  }
  return runs
}
