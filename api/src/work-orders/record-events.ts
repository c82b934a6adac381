import { asJson, sql, type Tx } from '@dromos/db'
import type { WorkOrderStatus } from '../contract/index.ts'

export interface OrderActor {
  kind: 'staff' | 'crew' | 'system'
  accountId?: string | null
}

export interface NewOrderEvent {
  workOrderId: number
  kind: 'created' | 'status' | 'changed' | 'comment' | 'requests' | 'assigned'
  from?: WorkOrderStatus
  to?: WorkOrderStatus
  reason?: string
  note?: string
  actor: OrderActor
  /** through what it came: web, tablet, plan, queue */
  channel: string
  data?: Record<string, unknown>
  /** when it happened, by whoever's clock */
  occurredAt: Date
  /** when it was told to the server */
  receivedAt: Date
}

/** Appends to the history of work orders; belongs into the transaction of the change it tells of. */
export function recordOrderEvents(tx: Tx, events: NewOrderEvent[]): void {
  if (events.length === 0) return
  const rows = events.map((event) => ({
    work_order_id: event.workOrderId,
    kind: event.kind,
    from_status: event.from,
    to_status: event.to,
    reason: event.reason,
    note: event.note,
    actor_kind: event.actor.kind,
    actor_account_id: event.actor.accountId,
    channel: event.channel,
    data: event.data ?? {},
    occurred_at: event.occurredAt,
    received_at: event.receivedAt,
  }))
  tx.send(sql`
    insert into work_order_event (jurisdiction_id, work_order_id, kind, from_status, to_status, reason, note,
      actor_kind, actor_account_id, channel, data, occurred_at, received_at)
    select ${tx.jurisdictionId}, row.*
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (work_order_id bigint, kind text, from_status text,
      to_status text, reason text, note text, actor_kind text, actor_account_id text, channel text, data jsonb,
      occurred_at timestamptz, received_at timestamptz)`)
}
