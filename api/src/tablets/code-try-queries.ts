import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { Attempts } from './guard.ts'

const Tries = z.object({ failedCount: z.number(), failedAt: z.date().nullable() })

/** Wrong codes in a row from each of these, held until the transaction ends; always in the same order. */
export async function lockCodeTries(tx: Tx, sourceHashes: readonly string[]): Promise<Attempts[]> {
  const tries: Attempts[] = []
  for (const hash of sourceHashes.toSorted())
    tries.push(
      ...(await many(
        tx,
        Tries,
        sql`
          insert into tablet_code_try (jurisdiction_id, source_hash, failed_count)
          values (${tx.jurisdictionId}, ${hash}, 0)
          on conflict (jurisdiction_id, source_hash) do update set source_hash = excluded.source_hash
          returning failed_count, failed_at`,
      )),
    )
  return tries
}

/** What nobody waits for any more goes with it. */
export async function countWrongCode(tx: Tx, sourceHashes: readonly string[], now: Date): Promise<void> {
  await tx.query(sql`
    update tablet_code_try set failed_count = failed_count + 1, failed_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and source_hash = any (${[...sourceHashes]}::text[])`)
  await tx.query(sql`
    delete from tablet_code_try
    where jurisdiction_id = ${tx.jurisdictionId} and failed_at < ${now}::timestamptz - interval '1 day'`)
}

export async function forgetCodeTries(tx: Tx, sourceHashes: readonly string[]): Promise<void> {
  await tx.query(sql`
    delete from tablet_code_try
    where jurisdiction_id = ${tx.jurisdictionId} and source_hash = any (${[...sourceHashes]}::text[])`)
}
