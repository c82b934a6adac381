import { z } from 'zod'
import { many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { LiveEvent } from '../contract/index.ts'

/** An event with a smaller id can commit after one with a larger: by this much the replay reaches back. */
const overlapSeconds = 20
const replayedAtMost = 2000

/**
 * What may have been committed after an event, some of it seen before (clients go by versions). Null when the
 * event is gone or too much has happened since.
 */
export async function findEventsAfter(tx: Tx, id: number): Promise<LiveEvent[] | null> {
  const last = await maybeOne(
    tx,
    z.object({ at: z.date() }),
    sql`select at from live_event where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
  if (!last) return null
  const events = await many(
    tx,
    LiveEvent,
    sql`
      select jurisdiction_id, id, entity, entity_id, version, data from live_event
      where jurisdiction_id = ${tx.jurisdictionId} and id <> ${id}
        and at >= ${last.at}::timestamptz - ${overlapSeconds} * interval '1 second'
      order by id
      limit ${replayedAtMost + 1}`,
  )
  return events.length > replayedAtMost ? null : events
}

/** The last event that can be seen; null where there is none. */
export async function findLastEventId(tx: Tx): Promise<number | null> {
  const { id } = await one(
    tx,
    z.object({ id: z.number().nullable() }),
    sql`select max(id) as id from live_event where jurisdiction_id = ${tx.jurisdictionId}`,
  )
  return id
}

export async function removeEventsBefore(tx: Tx, instant: Date): Promise<void> {
  await tx.query(sql`
    delete from live_event where jurisdiction_id = ${tx.jurisdictionId} and at < ${instant}`)
}
