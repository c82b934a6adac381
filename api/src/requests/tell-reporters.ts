import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { Language, type RequestStatus } from '../contract/index.ts'
import { notify, type Notice } from '../notifications/notify.ts'

/** The moves a citizen is written to about; the rest stand on the tracking page. */
const told: ReadonlySet<RequestStatus> = new Set([
  'accepted',
  'planned',
  'resolved',
  'reopened',
  'awaiting_citizen',
  'forwarded_external',
  'duplicate',
  'rejected',
  'not_responsible',
  'cancelled',
])

const Recipient = z.object({
  requestId: z.number().int(),
  movedId: z.number().int(),
  version: z.number().int(),
  reporterId: z.number().int(),
  language: Language,
})

/**
 * Notices to whoever reported the moved requests, and to whoever reported the same fault before or after and
 * was told that theirs is a duplicate.
 */
export async function tellReporters(
  tx: Tx,
  context: Context,
  { ids, status, reason }: { ids: number[]; status: RequestStatus; reason?: string },
): Promise<void> {
  if (!told.has(status) || ids.length === 0) return
  const recipients = await many(
    tx,
    Recipient,
    sql`
      select request.id as request_id, moved.id as moved_id, moved.version, reporter.id as reporter_id,
        request.language
      from request moved
      join request on request.jurisdiction_id = moved.jurisdiction_id
        and (request.id = moved.id
          or (${status !== 'duplicate'} and request.duplicate_of_id = moved.id and request.status = 'duplicate'))
      join reporter on reporter.jurisdiction_id = request.jurisdiction_id and reporter.id = request.reporter_id
      where moved.jurisdiction_id = ${tx.jurisdictionId} and moved.id = any(${ids})
        and request.jurisdiction_id = ${tx.jurisdictionId} and reporter.email is not null`,
  )
  const notices = recipients.map(({ requestId, movedId, version, reporterId, language }): Notice => ({
    dedupeKey: `request:${requestId}:${movedId}:${version}`,
    channel: 'email',
    template: 'request-moved',
    language,
    data: { status, ...(reason ? { reason } : {}) },
    requestId,
    reporterId,
  }))
  await notify(tx, context, notices)
}
