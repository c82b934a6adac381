import express from 'express'
import { readJson, type Api } from '../http/bind.ts'
import { notFound, unsupportedMedia } from '../http/problems.ts'
import { withinLimit } from '../http/rate-limits.ts'

const bodyLimit = 16 * 1024

/** What of the library behind is open, by method and path below /api/auth; it has many doors more. */
const doors: ReadonlySet<string> = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'GET /list-sessions',
  'POST /revoke-sessions',
  'POST /revoke-other-sessions',
  'POST /change-password',
])

/** Signing in and out, here or everywhere. The library reads bodies of any length, so they are read here, bounded. */
export function authRoutes({ router, context, limits }: Api): void {
  const parseJson = express.json({ limit: bodyLimit })
  router.all('/api/auth/*splat', async (request, response) => {
    response.locals.endpointName = 'auth'
    const door = `${request.method} ${request.path.slice('/api/auth'.length)}`
    if (!doors.has(door)) throw notFound('endpoint')
    const limit = request.method === 'POST' ? limits.signIns : limits.reads
    if (!(await withinLimit(limit, request, response))) return
    const type = request.get('content-type')
    if (type && !request.is('application/json')) throw unsupportedMedia('Send JSON')
    await readJson(parseJson, request, response)
    await context.auth.handle(request, response)
  })
}
