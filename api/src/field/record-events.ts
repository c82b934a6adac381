import { asJson, sql, type Tx } from '@dromos/db'

export interface VisitActor {
  kind: 'staff' | 'crew' | 'system'
  accountId?: string | null
}

export interface NewVisitEvent {
  visitId: number
  from?: string | null
  to?: string
  reason?: string
  note?: string
  actor: VisitActor
  /** through what it came: web, tablet, plan, queue */
  channel: string
  opId?: string
  location?: readonly [lon: number, lat: number]
  accuracyMeters?: number
  /** when it happened, by whoever's clock */
  occurredAt: Date
  /** when it was told to the server */
  receivedAt: Date
}

/** Appends to the history of visits; belongs into the transaction of the change it tells of. */
export function recordVisitEvents(tx: Tx, events: NewVisitEvent[]): void {
  if (events.length === 0) return
  const rows = events.map((event) => ({
    visit_id: event.visitId,
    from_status: event.from,
    to_status: event.to,
    reason: event.reason,
    note: event.note,
    actor_kind: event.actor.kind,
    actor_account_id: event.actor.accountId,
    channel: event.channel,
    op_id: event.opId,
    lon: event.location?.[0],
    lat: event.location?.[1],
    accuracy_meters: event.accuracyMeters,
    occurred_at: event.occurredAt,
    received_at: event.receivedAt,
  }))
  tx.send(sql`
    insert into visit_event (jurisdiction_id, visit_id, from_status, to_status, reason, note, actor_kind,
      actor_account_id, channel, op_id, geom, accuracy_meters, occurred_at, received_at)
    select ${tx.jurisdictionId}, visit_id, from_status, to_status, reason, note, actor_kind, actor_account_id,
      channel, op_id, st_setsrid(st_makepoint(lon, lat), 4326), accuracy_meters, occurred_at, received_at
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as row (visit_id bigint, from_status text, to_status text,
      reason text, note text, actor_kind text, actor_account_id text, channel text, op_id uuid,
      lon double precision, lat double precision, accuracy_meters real, occurred_at timestamptz,
      received_at timestamptz)`)
}
