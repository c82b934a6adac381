import { z } from 'zod'
import { asJson, many, sql, type Sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { Language } from '../contract/index.ts'
import { enqueueMany } from '../jobs/queue.ts'
import { sendNotification } from '../jobs/queues/send-notification.ts'
import type { TemplateName } from './templates/index.ts'

export interface Notice {
  /** names the committed change it speaks of: the same key is told once */
  dedupeKey: string
  channel: 'email' | 'tablet'
  template: TemplateName
  language: Language
  /** what the template needs besides the request; no personal data */
  data?: Record<string, unknown>
  requestId?: number
  reporterId?: number
  visitId?: number
  crewId?: number
}

/** Writes to the outbox in the transaction of the change; jobs send what was committed. */
export async function notify(
  tx: Tx,
  context: Pick<Context, 'boss' | 'clock'>,
  notices: Notice[],
  /** until then they can be silenced */
  holdSeconds = 0,
): Promise<void> {
  if (notices.length === 0) return
  const now = context.clock.now()
  const heldUntil = holdSeconds > 0 ? new Date(now.getTime() + holdSeconds * 1000) : null
  const rows = notices.map((notice) => ({
    dedupe_key: notice.dedupeKey,
    request_id: notice.requestId,
    visit_id: notice.visitId,
    crew_id: notice.crewId,
    reporter_id: notice.reporterId,
    channel: notice.channel,
    template: notice.template,
    language: notice.language,
    data: notice.data ?? {},
  }))
  const added = await many(
    tx,
    z.object({ id: z.number().int() }),
    sql`
      insert into notification (jurisdiction_id, created_at, held_until, dedupe_key, request_id, visit_id,
        crew_id, reporter_id, channel, template, language, data)
      select ${tx.jurisdictionId}, ${now}, ${heldUntil}::timestamptz, row.*
      from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (dedupe_key text, request_id bigint, visit_id bigint,
        crew_id integer, reporter_id bigint, channel text, template text, language text, data jsonb)
      on conflict on constraint told_once do nothing
      returning id`,
  )
  const payloads = added.map(({ id }) => ({ jurisdictionId: tx.jurisdictionId, notificationId: id }))
  await enqueueMany(tx, context, sendNotification, payloads, { afterSeconds: holdSeconds })
}

/** Notices that were held and have not gone out never do; gives back the requests that they were of. */
export async function silenceHeld(tx: Tx, requestIds: readonly number[]): Promise<Set<number>> {
  return requestsOf(
    tx,
    sql`
      update notification set status = 'suppressed'
      where ${isHeld(tx, requestIds)}
      returning request_id`,
  )
}

/** Of these requests, those of which a notice is held that has not gone out. */
export async function findHeld(tx: Tx, requestIds: readonly number[]): Promise<Set<number>> {
  return requestsOf(tx, sql`select request_id from notification where ${isHeld(tx, requestIds)}`)
}

function isHeld(tx: Tx, requestIds: readonly number[]): Sql {
  return sql`jurisdiction_id = ${tx.jurisdictionId} and request_id = any (${requestIds}::bigint[])
    and held_until is not null and status = 'pending'`
}

async function requestsOf(tx: Tx, notices: Sql): Promise<Set<number>> {
  const rows = await many(tx, z.object({ requestId: z.number().int() }), notices)
  return new Set(rows.map(({ requestId }) => requestId))
}
