import { z } from 'zod'
import { many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { failedJobsShown } from '../contract/index.ts'
import { deadLetterQueue } from './queue.ts'

const FailedJobRow = z.object({
  id: z.string(),
  queue: z.string(),
  failedAt: z.date(),
  queuedAt: z.date(),
  tries: z.number().int(),
  reason: z.string(),
  payload: z.record(z.string(), z.unknown()),
})
export type FailedJobRow = z.output<typeof FailedJobRow>

/** The city's failed jobs, the latest first. Errors can be long and carry stacks: only their message is read. */
export function findFailedJobs(tx: Tx): Promise<FailedJobRow[]> {
  return many(
    tx,
    FailedJobRow,
    sql`
      select id, source_name as queue, created_on as failed_at,
        coalesce(source_created_on, created_on) as queued_at, coalesce(source_retry_count, 0) + 1 as tries,
        left(coalesce(source_output ->> 'message', source_output ->> 'value', ''), 500) as reason, data as payload
      from pgboss.job
      where ${ofCity(tx)}
      order by created_on desc, id
      limit ${failedJobsShown}`,
  )
}

export async function countFailedJobs(tx: Tx): Promise<number> {
  const { count } = await one(
    tx,
    z.object({ count: z.number().int() }),
    sql`select count(*)::integer as count from pgboss.job where ${ofCity(tx)}`,
  )
  return count
}

const TakenJob = z.object({ queue: z.string(), payload: z.record(z.string(), z.unknown()) })

/** Removes a failed job of the city, and says what it was; null: there is none. */
export function takeFailedJob(tx: Tx, jobId: string): Promise<z.output<typeof TakenJob> | null> {
  return maybeOne(
    tx,
    TakenJob,
    sql`delete from pgboss.job where ${ofCity(tx)} and id = ${jobId} returning source_name as queue, data as payload`,
  )
}

function ofCity(tx: Tx) {
  return sql`name = ${deadLetterQueue} and state = 'created' and source_name is not null
    and data ->> 'jurisdictionId' = ${tx.jurisdictionId}`
}
