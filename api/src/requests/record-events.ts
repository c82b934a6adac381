import { asJson, sql, type Tx } from '@dromos/db'
import type { RequestStatus } from '../contract/index.ts'

export interface Actor {
  kind: 'citizen' | 'staff' | 'crew' | 'system' | 'integration'
  accountId?: string | null
}

export interface NewRequestEvent {
  requestId: number
  kind:
    | 'reported'
    | 'status'
    | 'comment'
    | 'media'
    | 'recategorised'
    | 'linked'
    | 'unlinked'
    | 'work_order'
    | 'message'
  from?: RequestStatus
  to?: RequestStatus
  reason?: string
  note?: string
  isPublic?: boolean
  actor: Actor
  /** through what it came: web, phone, tablet, plan, … */
  channel: string
  data?: Record<string, unknown>
  /** when it happened, by whoever's clock */
  occurredAt: Date
  /** when it was told to the server */
  receivedAt: Date
}

/** Appends to the history of requests; belongs into the transaction of the change it tells of. */
export function recordRequestEvents(tx: Tx, events: NewRequestEvent[]): void {
  if (events.length === 0) return
  const rows = events.map((event) => ({
    request_id: event.requestId,
    kind: event.kind,
    from_status: event.from,
    to_status: event.to,
    reason: event.reason,
    note: event.note,
    is_public: event.isPublic ?? true,
    actor_kind: event.actor.kind,
    actor_account_id: event.actor.accountId,
    channel: event.channel,
    data: event.data ?? {},
    occurred_at: event.occurredAt,
    received_at: event.receivedAt,
  }))
  tx.send(sql`
    insert into request_event (jurisdiction_id, request_id, kind, from_status, to_status, reason, note, is_public,
      actor_kind, actor_account_id, channel, data, occurred_at, received_at)
    select ${tx.jurisdictionId}, row.*
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (request_id bigint, kind text, from_status text,
      to_status text, reason text, note text, is_public boolean, actor_kind text, actor_account_id text,
      channel text, data jsonb, occurred_at timestamptz, received_at timestamptz)`)
}
