import express from 'express'
import type { Api } from '../http/bind.ts'
import { unsupportedMedia } from '../http/problems.ts'
import { withinLimit } from '../http/rate-limits.ts'

const bodyLimit = 16 * 1024

/** Signing in and out. The library behind reads bodies of any length, so that they are read here, bounded. */
export function authRoutes({ router, context, limits }: Api): void {
  const readJson = express.json({ limit: bodyLimit })
  router.all('/api/auth/*splat', async (request, response) => {
    response.locals.endpointName = 'auth'
    const limit = request.method === 'POST' ? limits.signIns : limits.reads
    if (!(await withinLimit(limit, request, response))) return
    const type = request.get('content-type')
    if (type && !request.is('application/json')) throw unsupportedMedia('Send JSON')
    await new Promise<void>((resolve, reject) =>
      readJson(request, response, (error?: unknown) => (error ? reject(error) : resolve())),
    )
    await context.auth.handle(request, response)
  })
}
