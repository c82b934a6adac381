import { many, sql, type Tx } from '@dromos/db'
import { TabletEvent } from '../contract/index.ts'

interface NewEvent {
  kind: TabletEvent['kind']
  at: Date
  deviceId?: string
  crewId?: number | null
  /** whose PIN it was */
  accountId?: string | null
  doneBy?: string
}

export async function insertTabletEvent(tx: Tx, event: NewEvent): Promise<void> {
  const { kind, at, deviceId = null, crewId = null, accountId = null, doneBy = null } = event
  await tx.query(sql`
    insert into tablet_event (jurisdiction_id, kind, device_id, crew_id, account_id, done_by, at)
    values (${tx.jurisdictionId}, ${kind}, ${deviceId}, ${crewId}, ${accountId}, ${doneBy}, ${at})`)
}

export function findTabletEvents(tx: Tx, limit: number): Promise<TabletEvent[]> {
  return many(
    tx,
    TabletEvent,
    sql`
      select e.id, e.kind, e.at, e.device_id, e.crew_id, a.name, d.name as done_by
      from tablet_event e
      left join account a on a.id = e.account_id
      left join account d on d.id = e.done_by
      where e.jurisdiction_id = ${tx.jurisdictionId}
      order by e.id desc
      limit ${limit}`,
  )
}
