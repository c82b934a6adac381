import type { Operation } from '../contract/index.ts'
import type { NamedPicture } from './bind-media.ts'
import { isTold } from './tell-job.ts'

/** The city's time for what a tablet's clock said. */
export type TimeOf = (said: string) => Date

/** The pictures of an operation, each with all that its tablet says of it. */
export function picturesOf(operation: Operation, timeOf: TimeOf): NamedPicture[] {
  const mediaIds =
    'mediaIds' in operation ? operation.mediaIds : 'mediaId' in operation ? [operation.mediaId] : []
  const hashes = ('mediaHashes' in operation && operation.mediaHashes) || {}
  const marks = ('mediaMarks' in operation && operation.mediaMarks) || {}
  const own = isTold(operation) ? 'form' : operation.kind === 'found' ? 'found' : null
  return mediaIds.map((mediaId) => {
    const { shows = 'other', takenAt, location, accuracyMeters } = marks[mediaId] ?? {}
    return {
      mediaId,
      sha256: hashes[mediaId] ?? null,
      shows: own ?? shows,
      takenAt: takenAt === undefined ? undefined : timeOf(takenAt),
      location,
      accuracyMeters,
    }
  })
}
