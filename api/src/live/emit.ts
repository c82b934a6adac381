import { asJson, sql, type Tx } from '@dromos/db'
import type { LiveEvent } from '../contract/index.ts'

export const liveChannel = 'dromos_live'

export type LiveChange = Pick<LiveEvent, 'entity' | 'version'> & {
  entityId: string | number
  /** ids and places only, never personal data; an event holds 8,000 bytes in all */
  data?: LiveEvent['data']
}

/** Tells every open screen of changes, when and only when the transaction commits. */
export function emitLive(tx: Tx, changes: LiveChange | LiveChange[]): void {
  const list = Array.isArray(changes) ? changes : [changes]
  if (list.length === 0) return
  const rows = list.map(({ entity, entityId, version, data }, position) => ({
    position,
    entity,
    entity_id: String(entityId),
    version,
    data: data ?? {},
  }))
  tx.send(sql`
    with stored as (
      insert into live_event (jurisdiction_id, entity, entity_id, version, data)
      select ${tx.jurisdictionId}, entity, entity_id, version, data
      from jsonb_to_recordset(${asJson(rows)}::jsonb)
        as row (position integer, entity text, entity_id text, version integer, data jsonb)
      order by position
      returning *
    )
    select pg_notify(${liveChannel}, jsonb_build_object(
      'id', id, 'jurisdictionId', jurisdiction_id, 'entity', entity, 'entityId', entity_id,
      'version', version, 'data', data)::text)
    from stored`)
}
