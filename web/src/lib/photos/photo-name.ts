import type { PhotoShows } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

const names: Record<PhotoShows, () => string> = {
  before: m.photo_before,
  after: m.photo_after,
  other: m.photo_other,
}

/** What a photo of a job shows. */
export function photoName(shows: PhotoShows): string {
  return names[shows]()
}
