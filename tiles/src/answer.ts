import { gunzipSync } from 'node:zlib'
import type { Request, Response } from 'express'
import type { CachedTile } from './cache.ts'

/** Sends a tile, or says that the client has it: 200, 204 for an empty one, 304. */
export function answerTile(
  request: Request,
  response: Response,
  { gzip, hash }: CachedTile,
  cacheControl: string,
): void {
  const takesGzip = gzip.length > 0 && request.acceptsEncodings('gzip', 'identity') === 'gzip'
  // a strong tag stands for the very bytes sent, so each encoding has its own
  const etag = takesGzip ? `"${hash}-gzip"` : `"${hash}"`
  response.set({ ETag: etag, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' })
  if (names(request.get('if-none-match'), etag)) {
    response.status(304).end()
    return
  }
  if (!gzip.length) {
    response.status(204).end()
    return
  }
  const body = takesGzip ? gzip : gunzipSync(gzip)
  if (takesGzip) response.set('Content-Encoding', 'gzip')
  response.set({
    'Content-Type': 'application/vnd.mapbox-vector-tile',
    'Content-Length': String(body.length),
    'X-Content-Type-Options': 'nosniff',
  })
  response.status(200).end(request.method === 'HEAD' ? undefined : body)
}

function names(header: string | undefined, etag: string): boolean {
  if (!header) return false
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}
