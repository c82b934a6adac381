import { z } from 'zod'
import { asJson, many, maybeOne, sql, type Tx } from '@dromos/db'
import { OperationConflict, VisitStatus, type Operation } from '../contract/index.ts'

const StoredOperation = z.object({
  opId: z.string(),
  accountId: z.string(),
  visitId: z.number(),
  outcome: z.enum(['applied', 'merged', 'conflict', 'refused']),
  outcomeDetail: z.string().nullable(),
  conflict: OperationConflict.nullable(),
  visitStatus: VisitStatus,
  visitVersion: z.number(),
})
export type StoredOperation = z.output<typeof StoredOperation>

export function findOperation(tx: Tx, opId: string): Promise<StoredOperation | null> {
  return maybeOne(
    tx,
    StoredOperation,
    sql`
      select p.op_id, p.account_id, p.visit_id, p.outcome, p.outcome_detail, p.conflict,
        v.status as visit_status, v.version as visit_version
      from operation p
      join visit v on v.jurisdiction_id = p.jurisdiction_id and v.id = p.visit_id
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.op_id = ${opId}::uuid`,
  )
}

export interface Judged {
  outcome: StoredOperation['outcome']
  detail: string | null
  conflict: OperationConflict | null
}

/** Kept as it was sent, with what became of it; both its times and how far its clock was off. */
export function insertOperation(
  tx: Tx,
  operation: Operation,
  given: Judged & { deviceId: string; accountId: string; crewId: number; offsetMs: number; eventAt: Date },
  now: Date,
): void {
  const { opId, visitId, sequence, baseVersion, occurredAt, kind, clockOffsetMs: _, ...payload } = operation
  const { outcome, detail, conflict } = given
  tx.send(sql`
    insert into operation (jurisdiction_id, op_id, device_id, sequence, account_id, crew_id, visit_id, kind,
      payload, base_version, outcome, outcome_detail, conflict, occurred_at, clock_offset_ms, event_at, received_at)
    values (${tx.jurisdictionId}, ${opId}, ${given.deviceId}, ${sequence}, ${given.accountId}, ${given.crewId},
      ${visitId}, ${kind}, ${asJson(payload)}, ${baseVersion}, ${outcome}, ${detail},
      ${conflict && asJson(conflict)}, ${occurredAt}, ${given.offsetMs}, ${given.eventAt}, ${now})`)
}

/** All notes of a visit by the time they were made, so that late ones fall into their place; none contradicts another. */
export async function joinNotes(tx: Tx, visitId: number): Promise<string | null> {
  const rows = await many(
    tx,
    z.object({ note: z.string() }),
    sql`
      select payload ->> 'note' as note from operation
      where jurisdiction_id = ${tx.jurisdictionId} and visit_id = ${visitId} and payload ? 'note'
        and outcome <> 'refused' and kind <> 'found'
      order by coalesce(event_at, occurred_at), occurred_at, op_id`,
  )
  const notes = rows.map(({ note }) => note).filter(Boolean)
  return notes.length > 0 ? notes.join('\n').slice(0, 4000) : null
}
