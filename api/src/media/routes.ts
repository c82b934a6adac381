import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Account } from '../accounts/auth.ts'
import { workerOf } from '../accounts/signed-in.ts'
import {
  declareUpload,
  JurisdictionId,
  members,
  pictureLimit,
  sendChunk,
  sentAtOnceBytes,
  uploadMedia,
  type Role,
} from '../contract/index.ts'
import { Admission } from '../http/admission.ts'
import { authorize } from '../http/authorize.ts'
import { bind, type Api } from '../http/bind.ts'
import { drain, pacedBody } from '../http/paced-body.ts'
import { forbidden, notFound, tooLarge } from '../http/problems.ts'
import { withinLimit } from '../http/rate-limits.ts'
import { findStoredMedia, type StoredMedia } from './queries.ts'
import { readBody } from './read-body.ts'
import { storePicture } from './store-picture.ts'
import { takeChunks, type ChunksFrom } from './take-chunks.ts'
import { takeDeclaration } from './take-upload.ts'

const Shown = z.object({ jurisdictionId: JurisdictionId, mediaId: z.uuid(), size: z.enum(['full', 'small']) })

export function mediaRoutes(api: Api): void {
  // a slow network holds its place for long, and takes next to nothing
  const uploads = new Admission({ atOnce: 128, waiting: 0 })
  bind(
    api,
    uploadMedia,
    async ({ params, query, account, roles, context, request }) => {
      if (query.kind === 'proof' && !isMember(roles)) throw forbidden('Only crews send proof')
      if (query.kind === 'attachment' && !isMember(roles))
        throw forbidden('Only the city attaches pictures to work')
      if (Number(request.get('content-length')) > 3 * pictureLimit) throw tooLarge(pictureLimit)
      const bytes = await readBody(request, pictureLimit)
      return storePicture(context, {
        jurisdictionId: params.jurisdictionId,
        id: params.mediaId,
        kind: query.kind,
        bytes,
        uploadedBy: account?.id ?? null,
      })
    },
    { body: 'stream', limit: 'uploads' },
  )
  bind(
    api,
    declareUpload,
    ({ params, body, account, roles, context, response }) => {
      uploads.demandRoom(response)
      const asking = { ...workerOf(account), roles }
      return takeDeclaration(context, { ...params, ...body }, asking)
    },
    { limit: 'chunks' },
  )
  bind(
    api,
    sendChunk,
    async ({ params, query, account, roles, context, request, response }) => {
      if (Number(request.get('content-length')) > sentAtOnceBytes) throw tooLarge(sentAtOnceBytes)
      if (uploads.isFull) {
        // an answer to a body that was not read may get lost
        await drain(request)
        throw uploads.refusal(response)
      }
      const from = { ...params, declared: isDeclaration(query) ? query : null }
      const asking = { ...workerOf(account), roles }
      return uploads.run(response, () => takeChunks(context, from, pacedBody(request), asking))
    },
    { body: 'stream', limit: 'chunks' },
  )
  api.router.get('/api/v1/:jurisdictionId/media/:mediaId/:size', (request, response) =>
    showPicture(api, request, response),
  )
}

/** A picture for an <img>, a document to be saved: for everyone once it is bound and public, before that for the city and its sender. */
async function showPicture({ context, limits }: Api, request: Request, response: Response): Promise<void> {
  response.locals.endpointName = 'showMedia'
  const call = Shown.safeParse(request.params)
  if (!call.success) throw notFound('picture')
  const { jurisdictionId, mediaId, size } = call.data
  const account = await context.auth.accountOf(request, response)
  response.locals.accountId = account?.id
  if (!(await withinLimit(limits.reads, request, response))) return
  const { roles } = await authorize(context, account, 'public', jurisdictionId)
  const found = await context.db.tenant(jurisdictionId, (tx) => findStoredMedia(tx, mediaId))
  if (!found || !maySee(found, account, roles)) throw notFound('picture')
  if (found.isDocument && size === 'small') throw notFound('picture')
  const etag = `"${found.sha256}-${size}"`
  const isForAll = found.isPublic && found.isBound
  response.set({
    'Content-Type': found.isDocument ? 'application/pdf' : 'image/webp',
    'Cache-Control': `${isForAll ? 'public' : 'private'}, max-age=31536000, immutable`,
    ETag: etag,
    // what others wrote is saved, and never run as a page of ours
    ...(found.isDocument
      ? {
          'Content-Disposition': 'attachment',
          'Content-Security-Policy': "sandbox; default-src 'none'",
        }
      : {}),
  })
  if (request.get('if-none-match')?.includes(etag)) return void response.status(304).end()
  const form = found.isDocument ? 'document' : size
  const picture = await context.media.open({ jurisdictionId, sha256: found.sha256 }, form)
  if (!picture) throw notFound('picture')
  response.set('Content-Length', String(picture.bytes))
  // who goes away in the middle is no trouble
  await pipeline(picture.stream, response).catch(() => response.destroy())
}

function maySee(media: StoredMedia, account: Account | null, roles: ReadonlySet<Role>): boolean {
  if (media.isPublic && media.isBound) return true
  return isMember(roles) || (account !== null && media.uploadedBy === account.id)
}

function isMember(roles: ReadonlySet<Role>): boolean {
  return members.some((role) => roles.has(role))
}

type Declaration = NonNullable<ChunksFrom['declared']>

function isDeclaration(query: Partial<Declaration>): query is Declaration {
  return query.sha256 !== undefined
}
