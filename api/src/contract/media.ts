import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { InJurisdiction } from './values.ts'
import { Media, MediaKind } from './photos.ts'

/** bytes of one picture as sent */
export const pictureLimit = 20 * 1024 * 1024

/**
 * The body is the picture itself (image/jpeg, png, webp, avif or gif), not JSON: send it with fetch. An attachment may
 * be a PDF too.
 * It stays unbound, and is removed after a day, until a report, an operation or a work order names its id.
 */
export const uploadMedia = endpoint({
  name: 'uploadMedia',
  method: 'PUT',
  path: '/v1/:jurisdictionId/media/:mediaId',
  summary: 'Send a picture under an id of your own (UUID); sent twice it is kept once',
  tag: 'media',
  access: 'public',
  params: InJurisdiction.extend({ mediaId: z.uuid() }),
  query: z.object({ kind: MediaKind.default('report') }),
  bodyLimit: pictureLimit,
  response: Media,
})

/** Where a picture is shown from, and a document is had from in full; "small" is at most 480 px on its longer side. */
export function mediaPath(jurisdictionId: string, mediaId: string, size: 'full' | 'small' = 'full'): string {
  return `/api/v1/${jurisdictionId}/media/${mediaId}/${size}`
}
