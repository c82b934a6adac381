import type { PhotoMark, PhotoShows } from '@dromos/api/contract'
import { shrinkPicture } from '#lib/report/shrink-picture.ts'
import { lastPosition } from './position.ts'

export interface TakenPicture {
  preview: string
  /** as it is kept and sent */
  smaller: Promise<Blob>
  mark: PhotoMark
}

/** a file that is older was chosen from the tablet: it was not taken here and now */
const freshMilliseconds = 120_000

/** Shown at once, and made smaller meanwhile. */
export function takePicture(file: File, shows: PhotoShows): TakenPicture {
  return { preview: URL.createObjectURL(file), smaller: shrinkPicture(file), mark: markOf(file, shows) }
}

/** When it was taken, and where if that was just now. */
export function markOf({ lastModified }: Pick<File, 'lastModified'>, shows: PhotoShows): PhotoMark {
  const now = Date.now()
  const takenAt = lastModified > 0 && lastModified <= now ? lastModified : now
  const place = now - takenAt <= freshMilliseconds ? lastPosition() : undefined
  return { shows, takenAt: new Date(takenAt).toISOString(), ...place }
}

/** As a tap takes them. */
export function smallerOf(pictures: readonly TakenPicture[]): Promise<{ picture: Blob; mark: PhotoMark }[]> {
  return Promise.all(pictures.map(async ({ smaller, mark }) => ({ picture: await smaller, mark })))
}
