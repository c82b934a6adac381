import { z } from 'zod'
import { empty, many, maybeOne, sql, type Tx } from '@dromos/db'
import { Language, Notification, RequestStatus } from '../contract/index.ts'
import { cutPage, decodeCursor } from '../http/cursor.ts'

const ListedNotification = Notification.extend({ cursorAt: z.string() })

/** Newest first, which is by id, without addresses. */
export async function findNotifications(tx: Tx, { limit, cursor }: { limit: number; cursor?: string }) {
  const after = cursor ? decodeCursor(cursor) : null
  const rows = await many(
    tx,
    ListedNotification,
    sql`
      select n.id, n.channel, n.template, n.language, n.status, r.public_id as request_public_id, n.crew_id,
        n.failure, n.created_at, n.sent_at, n.created_at::text as cursor_at
      from notification n
      left join request r on r.jurisdiction_id = n.jurisdiction_id and r.id = n.request_id
      where n.jurisdiction_id = ${tx.jurisdictionId}
        ${after ? sql`and n.id < ${after.id}::bigint` : empty}
      order by n.id desc
      limit ${limit + 1}`,
  )
  return { ...cutPage(rows, limit), total: null }
}

const PendingNotification = z.object({
  id: z.number().int(),
  channel: z.enum(['email', 'sms', 'push', 'tablet']),
  template: z.string(),
  language: Language,
  data: z.object({
    status: RequestStatus.optional(),
    from: RequestStatus.optional(),
    reason: z.string().optional(),
  }),
  attempts: z.number().int(),
  crewId: z.number().int().nullable(),
  email: z.string().nullable(),
  publicId: z.string().nullable(),
  address: z.string().nullable(),
  dueAt: z.date().nullable(),
  serviceName: z.string().nullable(),
  cityName: z.string(),
  timezone: z.string(),
})
export type PendingNotification = z.output<typeof PendingNotification>

/** A notification that is still to be sent, with all its message needs; held until the transaction ends. */
export function lockPending(tx: Tx, id: number): Promise<PendingNotification | null> {
  const city = tx.jurisdictionId
  return maybeOne(
    tx,
    PendingNotification,
    sql`
      select n.id, n.channel, n.template, n.language, n.data, n.attempts, n.crew_id, p.email,
        r.public_id, r.address, r.due_at,
        case n.language when 'el' then s.name_el else s.name_en end as service_name,
        case n.language when 'el' then j.name_el else j.name_en end as city_name, j.timezone
      from notification n
      join jurisdiction j on j.id = ${city}
      left join reporter p on p.jurisdiction_id = ${city} and p.id = n.reporter_id
      left join request r on r.jurisdiction_id = ${city} and r.id = n.request_id
      left join service s on s.jurisdiction_id = ${city} and s.code = r.service_code
      where n.jurisdiction_id = ${city} and n.id = ${id} and n.status = 'pending'
      for update of n`,
  )
}

export interface Outcome {
  status: 'pending' | 'sent' | 'failed' | 'suppressed'
  failure?: string
  at: Date
}

export async function recordOutcome(tx: Tx, id: number, { status, failure, at }: Outcome): Promise<void> {
  await tx.query(sql`
    update notification set status = ${status}, failure = ${failure ?? null}, attempts = attempts + 1,
      sent_at = ${status === 'sent' ? at : null}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} and status = 'pending'`)
}
