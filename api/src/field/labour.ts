import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { Instant, labourMinutes, measureLabour } from '../contract/index.ts'

const Mark = z.object({ kind: z.enum(['start', 'stop']), at: Instant })

/** Keeps how long a visit was worked on until it ended: by the clock, and as the crew tells it. */
export async function keepLabour(
  tx: Tx,
  visitId: number,
  told: number | undefined,
  endedAt: Date,
): Promise<void> {
  const marks = await many(
    tx,
    Mark,
    sql`
      select kind, event_at as at from operation
      where jurisdiction_id = ${tx.jurisdictionId} and visit_id = ${visitId} and kind in ('start', 'stop')
        and outcome in ('applied', 'merged') and event_at <= ${endedAt}`,
  )
  const measured = marks.length > 0 ? labourMinutes(measureLabour(marks), endedAt.toISOString()) : null
  await tx.query(sql`
    update visit set labour_minutes = ${told ?? measured}, labour_measured_minutes = ${measured}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${visitId}`)
}
