import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { Language, type RequestStatus } from '../contract/index.ts'
import { notify, silenceHeld, type Notice } from '../notifications/notify.ts'

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

export interface Told {
  ids: number[]
  status: RequestStatus
  reason?: string
  /** what each was before, by id */
  before: ReadonlyMap<number, RequestStatus>
  /** a plan moves them there and back: told after a while, and not at all where neither was told yet */
  isHeld?: boolean
}

/**
 * Notices to whoever reported the moved requests, and to whoever reported the same fault before or after and
 * was told that theirs is a duplicate. What was held and has not gone out is overtaken by it.
 */
export async function tellReporters(
  tx: Tx,
  context: Context,
  { ids, status, reason, before, isHeld = false }: Told,
): Promise<void> {
  if (!told.has(status) || ids.length === 0) return
  const recipients = await findRecipients(tx, ids, status)
  const untold = await silenceHeld(
    tx,
    recipients.map(({ requestId }) => requestId),
  )
  const notices = recipients
    .filter(({ requestId }) => !isHeld || !untold.has(requestId))
    .map(({ requestId, movedId, version, reporterId, language }): Notice => ({
      dedupeKey: `request:${requestId}:${movedId}:${version}`,
      channel: 'email',
      template: 'request-moved',
      language,
      data: { status, from: before.get(movedId), ...(reason ? { reason } : {}) },
      requestId,
      reporterId,
    }))
  await notify(tx, context, notices, isHeld ? context.config.tellAfterSeconds : 0)
}

/** Who would hear of it by mail if these requests moved there. */
export function findRecipients(tx: Tx, ids: number[], status: RequestStatus) {
  return many(
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
}
