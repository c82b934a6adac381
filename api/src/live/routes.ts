import { ipKeyGenerator } from 'express-rate-limit'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { Flag, JurisdictionId, members } from '../contract/index.ts'
import { authorize } from '../http/authorize.ts'
import type { Api } from '../http/bind.ts'
import { badInput, unavailable } from '../http/problems.ts'
import { withinLimit } from '../http/rate-limits.ts'
import { frameOf, type Frame } from './event-ring.ts'
import { findEventsAfter } from './queries.ts'
import { LiveStream } from './stream.ts'

const EventId = z.string().regex(/^\d{1,15}$/)
const Call = z.object({
  jurisdictionId: JurisdictionId,
  isPublic: Flag.default(false),
  after: EventId.optional(),
})

/**
 * GET /api/v1/:jurisdictionId/live as server-sent events: for members what changes in their city, and with
 * ?public=true for anyone the public ids of requests that changed. It begins with what came after the event that the
 * browser saw last, or the one that a first answer knew of (?after=).
 */
export function liveRoutes({ router, context, limits }: Api): void {
  router.get('/api/v1/:jurisdictionId/live', async (request, response) => {
    response.locals.endpointName = 'followLive'
    const call = Call.safeParse({
      ...request.params,
      isPublic: request.query.public,
      after: request.query.after,
    })
    if (!call.success) throw badInput('What was sent is not valid')
    const { jurisdictionId, isPublic, after } = call.data
    const account = await context.auth.accountOf(request, response)
    response.locals.accountId = account?.id
    if (!(await withinLimit(limits.reads, request, response))) return
    await authorize(context, account, isPublic ? 'public' : members, jurisdictionId)
    const audience = isPublic ? 'visitor' : 'member'
    const callerKey = isPublic ? ipKeyGenerator(request.ip ?? '') : account!.id
    const stream = new LiveStream({ jurisdictionId, audience, callerKey, response })
    response.once('close', () => context.live.unsubscribe(stream))
    // whoever left while we asked who it was will not say so again
    if (response.destroyed) return
    if (!(await context.live.subscribe(stream))) throw unavailable('Too many screens are open')
    stream.open(await findMissed(context, jurisdictionId, request.get('last-event-id') ?? after))
  })
}

/** Frames after the last event the client saw: none for a new one, null when that cannot be said. */
async function findMissed(
  context: Context,
  jurisdictionId: string,
  given: string | undefined,
): Promise<Frame[] | null> {
  if (given === undefined) return []
  if (!EventId.safeParse(given).success) return null
  const id = Number(given)
  const recent = context.live.recentAfter(jurisdictionId, id)
  if (recent) return recent
  const events = await context.db.tenant(jurisdictionId, (tx) => findEventsAfter(tx, id))
  return events?.map(frameOf) ?? null
}
