import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { pictureLimit } from './media.ts'
import { Id, InJurisdiction, Sha256 } from './values.ts'

/** bytes of every chunk but the last */
export const chunkBytes = 512 * 1024
/** chunks that follow each other and may come in one call */
export const chunksAtOnce = 4
export const sentAtOnceBytes = chunksAtOnce * chunkBytes

const ofMedia = InJurisdiction.extend({ mediaId: z.uuid() })

/** How far a photo has come; chunks are numbered from 0 and may come in any order, and more than once. */
export const UploadState = z.object({
  /** it is whole and is what the operation names: the tablet need not keep it any longer */
  isReceived: z.boolean(),
  missing: z.array(z.number().int().min(0)),
})
export type UploadState = z.infer<typeof UploadState>

const crews = ['crew', 'dispatcher', 'manager', 'admin'] as const

const Declaration = z.object({
  visitId: Id,
  sha256: Sha256,
  bytes: z.number().int().min(1).max(pictureLimit),
})

/** The operation comes first: a photo that none names, or not as this one, is refused. */
export const declareUpload = endpoint({
  name: 'declareUpload',
  method: 'POST',
  path: '/v1/:jurisdictionId/uploads/:mediaId',
  summary: 'Say which photo of a tablet is coming, for which visit; answers what of it is missing',
  tag: 'media',
  access: crews,
  params: ofMedia,
  body: Declaration,
  response: UploadState,
})

/**
 * The body is the chunk itself, or several that follow each other, not JSON: send it with fetch. Where it is cut, the
 * chunks before stay. What `declareUpload` says may be said in the same breath: for a photo that goes in one call.
 */
export const sendChunk = endpoint({
  name: 'sendChunk',
  method: 'PUT',
  path: '/v1/:jurisdictionId/uploads/:mediaId/chunks/:index',
  summary:
    'Send chunks of a photo that is declared, or now is, from one on; with the last one its hash is checked',
  tag: 'media',
  access: crews,
  params: ofMedia.extend({ index: z.coerce.number<number | string>().int().min(0).max(1000) }),
  query: Declaration.extend({ bytes: z.coerce.number<number | string>().int().min(1).max(pictureLimit) })
    .partial()
    // all of it or nothing
    .refine((said) => [0, 3].includes(Object.keys(said).length)),
  bodyLimit: sentAtOnceBytes,
  response: UploadState,
})
