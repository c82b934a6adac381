import { z } from 'zod'
import { Instant, LonLat } from './values.ts'

/** What a photo of a job shows. */
export const photoShows = ['before', 'after', 'other'] as const
export const PhotoShows = z.enum(photoShows)
export type PhotoShows = z.infer<typeof PhotoShows>

/** Of a report, of a crew's visit, or of work orders alone: an attachment is never for the public. */
export const mediaKinds = ['report', 'proof', 'attachment'] as const
export const MediaKind = z.enum(mediaKinds)
export type MediaKind = z.infer<typeof MediaKind>

export const Media = z.object({
  id: z.uuid(),
  width: z.number().int(),
  height: z.number().int(),
  kind: MediaKind,
  /** of a crew's photo */
  shows: PhotoShows.nullable().optional(),
})
export type Media = z.infer<typeof Media>

/** What a tablet says of a photo: what it shows, when it was taken by the device's clock, and where. */
export const PhotoMark = z.object({
  shows: PhotoShows,
  takenAt: Instant,
  location: LonLat.optional(),
  accuracyMeters: z.number().min(0).max(100_000).optional(),
})
export type PhotoMark = z.infer<typeof PhotoMark>

/** A photo of a job as a dispatcher sees it. */
export const JobPhoto = Media.omit({ kind: true }).extend({
  shows: PhotoShows,
  /** null where the tablet did not say */
  takenAt: Instant.nullable(),
  distanceMeters: z.number().nullable(),
  accuracyMeters: z.number().nullable(),
})
export type JobPhoto = z.infer<typeof JobPhoto>

export const AttachmentLabel = z.string().trim().max(120)

/** A paper of several pages, as it was sent. */
export const DocumentFacts = z.object({ pages: z.number().int(), bytes: z.number().int() })
export type DocumentFacts = z.infer<typeof DocumentFacts>

/**
 * What a desk put on an order: a picture (the place, a drawing), or a document (a permit) with the size of its first
 * page in points.
 */
export const Attachment = Media.omit({ kind: true, shows: true }).extend({
  label: AttachmentLabel,
  /** null: a picture */
  document: DocumentFacts.nullable(),
  attachedAt: Instant,
  /** null where the account is gone */
  attachedBy: z.string().nullable(),
})
export type Attachment = z.infer<typeof Attachment>

/** What its crew sees of it. */
export const JobAttachment = Attachment.pick({ id: true, width: true, height: true, label: true }).extend({
  /** left out of days that were kept for long */
  document: DocumentFacts.nullable().optional(),
})
export type JobAttachment = z.infer<typeof JobAttachment>

/** Photos of before, each beside one of after, in the order they were taken; a side may be empty. */
export function pairPhotos<P extends { shows?: PhotoShows | null }>(
  photos: readonly P[],
): { before: P | null; after: P | null }[] {
  const before = photos.filter(({ shows }) => shows === 'before')
  const after = photos.filter(({ shows }) => shows === 'after')
  if (before.length === 0) return []
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    before: before[index] ?? null,
    after: after[index] ?? null,
  }))
}
